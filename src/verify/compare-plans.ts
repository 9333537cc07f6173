/** Plans of two engines, made comparable: what varies by version and moment is left out, and what is unordered is sorted. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const LEFT_OUT = new Set(['terraform_version', 'timestamp', 'format_version']);

export function normalisedPlan(plan: unknown): Json {
  const json = JSON.parse(JSON.stringify(plan)) as Record<string, Json>;
  for (const key of LEFT_OUT) delete json[key];
  if (Array.isArray(json.relevant_attributes))
    json.relevant_attributes = [...json.relevant_attributes].sort((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    );
  const prior = json.prior_state;
  if (typeof prior === 'object' && prior !== null && !Array.isArray(prior)) {
    const copy = { ...(prior as Record<string, Json>) };
    delete copy.terraform_version;
    json.prior_state = copy;
  }
  return json;
}

/** The places where they differ, each with both sides, shortened. */
export function differencesOf(left: Json | undefined, right: Json | undefined, path = ''): string[] {
  if (left === right) return [];
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length)
      return [`${path}: ${left.length} against ${right.length} elements: ${short(left)} | ${short(right)}`];
    return left.flatMap((element, index) => differencesOf(element, right[index], `${path}[${index}]`));
  }
  if (isRecord(left) && isRecord(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
    return keys.flatMap((key) => differencesOf(left[key], right[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path}: ${short(left)} | ${short(right)}`];
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value).slice(0, 160);
}
