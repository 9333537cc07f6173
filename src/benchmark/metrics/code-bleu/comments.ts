import type { TreeParser } from './syntax-tree.ts';

export function withoutComments(text: string, parser: TreeParser): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of parser.placesOf('comment', text)) {
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}
