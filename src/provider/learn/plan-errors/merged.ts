/** Makes one rule of rules that are one. */
import type { Check, Scalar } from '../../facts/format.ts';

/** Rules that differ alone in the values that they refuse, and then in those of their switch, are one rule. */
export function merged(checks: readonly Check[]): Check[] {
  const byRefused = groupedBy(checks, (check) => ({ ...check, values: undefined })).map((group) => {
    const [check] = group as [Check];
    return 'values' in check ? ({ ...check, values: union(group.map(refusedBy)) } as Check) : check;
  });
  return groupedBy(byRefused, (check) => ({
    ...check,
    when: [switchOf(check)?.path, ...(check.when ?? []).slice(1)],
  })).map((group) => {
    const [check] = group as [Check];
    const own = switchOf(check);
    if (own === undefined) return check;
    const equals = union(group.map((one) => switchOf(one)?.equals ?? []));
    return { ...check, when: [{ path: own.path, equals }, ...(check.when ?? []).slice(1)] };
  });
}

function groupedBy(checks: readonly Check[], key: (check: Check) => unknown): Check[][] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const text = JSON.stringify(key(check));
    groups.set(text, [...(groups.get(text) ?? []), check]);
  }
  return [...groups.values()];
}

function refusedBy(check: Check): readonly Scalar[] {
  return check.is === 'noneOf' ? check.values : [];
}

function switchOf({ when }: Check): { readonly path: string; readonly equals: readonly Scalar[] } | undefined {
  const [first] = when ?? [];
  return first !== undefined && 'equals' in first ? first : undefined;
}

function union(sets: readonly (readonly Scalar[])[]): Scalar[] {
  return [...new Set(sets.flat())];
}
