export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const MAX_CELLS = 4_000_000;

/** Line diff by longest common subsequence. Texts too long for that are shown as all removed, then all added. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.replace(/\n$/, '').split('\n');
  const b = after.replace(/\n$/, '').split('\n');
  if (a.length * b.length > MAX_CELLS) {
    return [...a.map((text) => line('removed', text)), ...b.map((text) => line('added', text))];
  }
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      common[at] =
        a[i] === b[j]
          ? (common[at + width + 1] as number) + 1
          : Math.max(common[at + width] as number, common[at + 1] as number);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push(line('same', a[i++] as string));
      j++;
    } else if ((common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number)) {
      lines.push(line('removed', a[i++] as string));
    } else {
      lines.push(line('added', b[j++] as string));
    }
  }
  while (i < a.length) lines.push(line('removed', a[i++] as string));
  while (j < b.length) lines.push(line('added', b[j++] as string));
  return lines;
}

const line = (kind: DiffLine['kind'], text: string): DiffLine => ({ kind, text });
