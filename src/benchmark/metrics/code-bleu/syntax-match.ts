/** Sub-tree match: the share of the reference's sub-trees that the candidate has as well. Names and values play no part. */
import type { SyntaxNode } from './syntax-tree.ts';

/** Gives equal numbers to nodes whose S-expressions are equal. One is shared by all trees that are compared. */
export type ShapeTable = Map<string, number>;

/** The shapes of all sub-trees with at least one child, and of the whole. */
export function subtreeShapes(root: SyntaxNode, table: ShapeTable): readonly number[] {
  const shapes: number[] = [];
  const own = new Map<SyntaxNode, number>();
  for (const node of childrenFirst(root)) {
    const shape = shapeOf(node, own, table);
    own.set(node, shape);
    if (node.children.length > 0 || node === root) shapes.push(shape);
  }
  return shapes;
}

function shapeOf(node: SyntaxNode, own: ReadonlyMap<SyntaxNode, number>, table: ShapeTable): number {
  const parts = node.children
    .filter(({ named, missing }) => named || missing)
    .map((child) => `${child.field ?? ''}:${own.get(child)}`);
  const unexpected = node.type === 'ERROR' && node.children.length === 0 ? (node.text[0] ?? '') : '';
  const key = `${node.missing ? 'MISSING ' : ''}${node.type}${unexpected}(${parts.join(' ')})`;
  const known = table.get(key);
  if (known !== undefined) return known;
  table.set(key, table.size);
  return table.size - 1;
}

function* childrenFirst(root: SyntaxNode): Generator<SyntaxNode> {
  const stack: { readonly node: SyntaxNode; next: number }[] = [{ node: root, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.node.children[top.next++];
    if (child !== undefined) stack.push({ node: child, next: 0 });
    else {
      stack.pop();
      yield top.node;
    }
  }
}

export function syntaxMatch(reference: readonly number[], candidate: readonly number[]): number {
  const present = new Set(candidate);
  return reference.filter((shape) => present.has(shape)).length / reference.length;
}
