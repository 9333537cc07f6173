/** The changed lines of a text, with up to three lines around the change. For people, not for `patch`. */
export function lineDiff(name: string, before: string, after: string): string {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;
  const lines = [`--- old/${name}`, `+++ new/${name}`, `@@ line ${start + 1} @@`];
  for (const line of a.slice(Math.max(0, start - 3), start)) lines.push(` ${line}`);
  const removed = a.slice(start, a.length - tail);
  const added = b.slice(start, b.length - tail);
  if (removed.length === added.length) {
    removed.forEach((line, i) => {
      if (line === added[i]) lines.push(` ${line}`);
      else lines.push(`-${line}`, `+${added[i]}`);
    });
  } else {
    for (const line of removed) lines.push(`-${line}`);
    for (const line of added) lines.push(`+${line}`);
  }
  for (const line of a.slice(a.length - tail, a.length - tail + 3)) lines.push(` ${line}`);
  return `${lines.join('\n')}\n`;
}
