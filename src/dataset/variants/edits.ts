/** Edits of configurations as texts, by the places of what is changed, so that all else stays as it was written. */
import { type Block, type NativeBody, parseNative } from '../../hcl/index.ts';
import { hasErrors, type Span } from '../../source/index.ts';

export type Files = Readonly<Record<string, string>>;

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly body: NativeBody;
}

/** The files in Terraform's native syntax that have no syntax errors. */
export function parsedFiles(files: Files): ParsedFile[] {
  return Object.entries(files).flatMap(([path, text]) => {
    if (!path.endsWith('.tf')) return [];
    const { value, diagnostics } = parseNative({ name: path, text });
    return hasErrors(diagnostics) ? [] : [{ path, text, body: value }];
  });
}

/** The text with all edits made; their places must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((now, edit) => now.slice(0, edit.span.start) + edit.text + now.slice(edit.span.end), text);
}

/** From the block's type to its closing brace. */
export function spanOf({ typeSpan, closeBraceSpan }: Block): Span {
  return { ...typeSpan, end: closeBraceSpan.end };
}
