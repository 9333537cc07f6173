/** Version constraints in the canonical text that plan JSON shows: sorted, without repetition, `= 1.2.3` as `1.2.3`. */

interface Selection {
  readonly operator: string;
  readonly version: string;
}

export function normaliseConstraints(constraints: readonly string[]): string {
  const selections = constraints.flatMap((constraint) => constraint.split(',')).map(parseSelection);
  const sorted = selections
    .filter(({ version }) => version !== '')
    .sort(
      (a, b) =>
        compareVersions(a.version, b.version) || (a.operator < b.operator ? -1 : a.operator > b.operator ? 1 : 0),
    );
  const texts = sorted.map(({ operator, version }) => {
    const full = operator === '~>' ? version : threeParts(version);
    return operator === '=' ? full : `${operator} ${full}`;
  });
  return [...new Set(texts)].join(', ');
}

function parseSelection(text: string): Selection {
  const match = /^\s*(=|!=|>=|<=|>|<|~>)?\s*v?(.*?)\s*$/.exec(text);
  return { operator: match?.[1] ?? '=', version: match?.[2] ?? '' };
}

function threeParts(version: string): string {
  const [core = '', ...rest] = version.split(/(?=[-+])/);
  const numbers = core.split('.');
  while (numbers.length < 3) numbers.push('0');
  return numbers.join('.') + rest.join('');
}

function compareVersions(a: string, b: string): number {
  const numbersA = threeParts(a).split(/[.+-]/).map(Number);
  const numbersB = threeParts(b).split(/[.+-]/).map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (numbersA[i] ?? 0) - (numbersB[i] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}
