/** Names at most this many edits away are near enough to suggest. */
const NEAR = 2;

/** "Did you mean": the first of the names that is fewer than three edits away, or ''. */
export function nameSuggestion(given: string, names: Iterable<string>): string {
  for (const name of names) {
    if (Math.abs(name.length - given.length) <= NEAR && isNear(given, name)) return name;
  }
  return '';
}

/** Whether the edit distance is at most `NEAR`. Only the part in which the names differ is looked at. */
function isNear(a: string, b: string): boolean {
  let start = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  return editsWithin(a, start, endA, b, start, endB, NEAR);
}

/** At the first difference one edit is spent, in each of the three ways: with a budget of two, nine ways at most. */
function editsWithin(
  a: string,
  fromA: number,
  endA: number,
  b: string,
  fromB: number,
  endB: number,
  budget: number,
): boolean {
  let i = fromA;
  let j = fromB;
  while (i < endA && j < endB && a.charCodeAt(i) === b.charCodeAt(j)) {
    i++;
    j++;
  }
  const restA = endA - i;
  const restB = endB - j;
  if (restA === 0 || restB === 0) return restA + restB <= budget;
  if (budget === 0 || Math.abs(restA - restB) > budget) return false;
  return (
    editsWithin(a, i + 1, endA, b, j + 1, endB, budget - 1) ||
    editsWithin(a, i + 1, endA, b, j, endB, budget - 1) ||
    editsWithin(a, i, endA, b, j + 1, endB, budget - 1)
  );
}
