/** Templates: cut into parts, then read as a tree of `if` and `for`. */
import type { Span } from '../../source/index.ts';
import type { Expression } from '../ast.ts';
import type { TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readTemplateParts } from './template-parts.ts';
import { flushIndentation, joinTexts } from './template-texts.ts';
import { buildTree } from './template-tree.ts';

export interface Template {
  readonly parts: readonly Expression[];
  /** The template is a single interpolation: its value passes through unconverted. */
  readonly passThrough: boolean;
}

/** Reads up to and including the token `end`. `flush`: a `<<-` heredoc, whose common indentation goes. */
export function readTemplate(cursor: Cursor, end: TokenKind, flush: boolean): Template {
  const parts = readTemplateParts(cursor, end);
  if (flush) flushIndentation(parts);
  joinTexts(parts);
  const passThrough = parts.length === 2 && parts[0]?.kind === 'interpolation';
  return { parts: buildTree(cursor, parts), passThrough };
}

export function templateExpression({ parts, passThrough }: Template, span: Span): Expression {
  if (passThrough) return { kind: 'TemplateWrap', wrapped: parts[0] as Expression, span };
  return { kind: 'Template', parts, span };
}
