/** The blocks at the top of an answer's files as they are written, whether or not the whole can be read. */
import { type Block, parseNative, scanTokens, T } from '../../hcl/index.ts';
import { decodeSource, type Source } from '../../source/index.ts';
import type { Files } from '../request.ts';

export interface TopBlock {
  readonly file: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly firstLine: number;
  readonly lastLine: number;
  /** What stands between the braces, without comments and layout. */
  readonly content: string;
}

/** Blocks of the native syntax; files in JSON have none. */
export function topBlocks(files: Files): readonly TopBlock[] {
  return Object.keys(files)
    .filter((path) => path.endsWith('.tf'))
    .sort()
    .flatMap((path) => {
      const content = files[path] as string | Uint8Array;
      const source = typeof content === 'string' ? { name: path, text: content } : decodeSource(path, content);
      return parseNative(source).value.blocks.map((block) => topBlock(path, source, block));
    });
}

function topBlock(file: string, source: Source, { type, labels, headerSpan, openBraceSpan, closeBraceSpan }: Block) {
  const { text } = source;
  const end = Math.max(closeBraceSpan.end, openBraceSpan.end);
  return {
    file,
    type,
    labels: labels.map(({ value }) => value),
    firstLine: linesBefore(text, headerSpan.start),
    lastLine: linesBefore(text, end),
    content: plainTokens(text.slice(openBraceSpan.end, Math.max(openBraceSpan.end, closeBraceSpan.start))),
  };
}

/** 1-based line of an offset. */
function linesBefore(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** A text of HCL without comments and layout: equal for texts that differ in nothing else. */
export function plainTokens(text: string): string {
  const { kinds, starts, ends } = scanTokens({ name: '', text });
  const parts: string[] = [];
  for (let index = 0; index < kinds.length; index++) {
    const kind = kinds[index];
    if (kind !== T.Newline && kind !== T.Comment) parts.push(text.slice(starts[index], ends[index]));
  }
  return parts.join(' ').trim();
}

/** The whole of an answer's Terraform files without comments and layout, in the order of their names. */
export function plainFiles(files: Files): string {
  const parts = Object.keys(files)
    .filter((path) => path.endsWith('.tf'))
    .sort()
    .map((path) => plainTokens(textOf(path, files[path] as string | Uint8Array)));
  return parts.filter((part) => part !== '').join(' ');
}

const textOf = (path: string, content: string | Uint8Array) =>
  typeof content === 'string' ? content : decodeSource(path, content).text;
