/** A JSON string as a template. Positions are those of HCL: the string's own place, lines counted in the decoded text. */

import { stringValue } from '../cty/index.ts';
import type { Diagnostic, Source, Span, WithDiagnostics } from '../source/index.ts';
import { sideTable } from '../util/side-table.ts';
import type { Expression } from './ast.ts';
import { checkInvalidTokens } from './invalid-tokens.ts';
import { scanTemplate } from './lexer/lexer.ts';
import { Cursor } from './parser/cursor.ts';
import { readTemplate, templateExpression } from './parser/template.ts';
import { normalizeText } from './string-literal.ts';
import { T } from './tokens.ts';

const parsed = sideTable<Span, WithDiagnostics<Expression>>();

/** `span` includes the quotes. */
export function jsonStringExpression(value: string, span: Span): WithDiagnostics<Expression> {
  let result = parsed.get(span);
  if (result === undefined) {
    result = parse(value, span);
    parsed.set(span, result);
  }
  return result;
}

/** Where the decoded text of a JSON string can be scanned: in place if no escapes are in it. */
export function jsonStringText(value: string, span: Span): { source: Source; start: number; end: number } {
  const { source } = span;
  const start = span.start + 1;
  const end = span.end - 1;
  if (source.text.slice(start, end) === value) return { source, start, end };
  const text = source.text.slice(0, start) + value;
  return { source: { name: source.name, text }, start, end: text.length };
}

function parse(value: string, span: Span): WithDiagnostics<Expression> {
  if (!value.includes('${') && !value.includes('%{')) {
    return { value: { kind: 'Literal', value: stringValue(normalizeText(value)), span }, diagnostics: [] };
  }
  const { source, start, end } = jsonStringText(value, span);
  const tokens = scanTemplate(source, start, end);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const template = readTemplate(new Cursor(source, tokens, diagnostics), T.EOF, false);
  return { value: templateExpression(template, { source, start, end }), diagnostics };
}
