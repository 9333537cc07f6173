/** Edits of a text by offsets into it as it was. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits do not overlap; those at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

const COMMENT = /^[ \t]*(?:#|\/\/)/;
const FILE_NAME = /^[ \t]*(?:#+|\/\/+)[\s\-=*`]*(?:file(?:name)?:?\s*)?[\w./-]+\.(?:tf|tfvars)[\s\-=*`:]*$/i;

/** The start of the comment lines directly above a place, or of the place's own line. */
export function startWithComments(text: string, start: number): number {
  let line = lineStart(text, start);
  while (line > 0) {
    const above = lineStart(text, line - 1);
    const content = text.slice(above, line - 1);
    if (!COMMENT.test(content) || FILE_NAME.test(content)) break;
    line = above;
  }
  return line;
}

export const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line ends that holds an offset: at its line break or at the text's end. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found;
}

/** Takes out a part with the comments above it, its line's end and one blank line. */
export function removal(text: string, start: number, end: number): Edit {
  let after = Math.min(lineEnd(text, end) + 1, text.length);
  const blank = /^[ \t]*\n/.exec(text.slice(after, after + 200))?.[0];
  const from = startWithComments(text, start);
  const blankAbove = from === 0 || text.slice(0, from).endsWith('\n\n');
  if (blank !== undefined && blankAbove) after += blank.length;
  return { start: from, end: after, text: '' };
}
