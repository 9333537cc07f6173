/** "Did you mean": the first of the names that is fewer than three edits away, or ''. */
export function nameSuggestion(given: string, names: Iterable<string>): string {
  for (const name of names) {
    if (Math.abs(name.length - given.length) < 3 && editDistance(given, name) < 3) return name;
  }
  return '';
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + cost));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
