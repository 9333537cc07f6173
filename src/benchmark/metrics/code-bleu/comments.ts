import type { SyntaxNode } from './syntax-tree.ts';

export function withoutComments(text: string, root: SyntaxNode): string {
  let kept = '';
  let from = 0;
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'comment') {
      kept += text.slice(from, node.start);
      from = node.start + node.text.length;
    }
    open.push(...node.children.toReversed());
  }
  return kept + text.slice(from);
}
