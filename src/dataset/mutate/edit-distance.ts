/** How far apart two texts are, in characters inserted, deleted or replaced, and the classes that papers sort changes by. */

export const EDIT_CLASSES = ['low', 'medium', 'high'] as const;
export type EditClass = (typeof EDIT_CLASSES)[number];

/** Below 160 characters low, above 1,200 high (TerraFormer's bounds). */
export function editClassOf(distance: number): EditClass {
  return distance < 160 ? 'low' : distance <= 1200 ? 'medium' : 'high';
}

/** Levenshtein's distance. What both begin and end with costs nothing; the rest costs the product of its lengths. */
export function editDistance(a: string, b: string): number {
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  return distanceBetween(a.slice(start, endA), b.slice(start, endB));
}

function distanceBetween(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const row = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] as number;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] as number;
      const replaced = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replaced, above + 1, (row[j - 1] as number) + 1);
      diagonal = above;
    }
  }
  return row[b.length] as number;
}
