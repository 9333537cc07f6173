/** The `# METADATA` comments of a module: blocks of lines that follow each other. */
import type { Annotation } from '../ast.ts';
import type { Comment } from '../lexer.ts';

export interface Annotations {
  /** Those before an offset that have not been taken yet. */
  readonly take: (at: number) => Annotation[];
}

export function readAnnotations(comments: readonly Comment[]): Annotations {
  const blocks = blocksOf(comments);
  return { take: (at) => blocks.splice(0, blocks.filter((block) => block.at < at).length) };
}

function blocksOf(comments: readonly Comment[]): Annotation[] {
  const blocks: { at: number; lines: string[] }[] = [];
  let block: { at: number; lines: string[] } | undefined;
  let previous = -2;
  for (const comment of comments) {
    if (comment.row !== previous + 1) block = undefined;
    if (block !== undefined) block.lines.push(comment.text.replace(/^ /, ''));
    else if (comment.text.trim() === 'METADATA') {
      block = { at: comment.at, lines: [] };
      blocks.push(block);
    }
    previous = comment.row;
  }
  return blocks.map(({ at, lines }) => ({ text: lines.join('\n'), at }));
}
