/** The ways into the native syntax. None throws; every mistake is a diagnostic beside as much of a tree as was read. */
import type { Diagnostic, Source, WithDiagnostics } from '../source/index.ts';
import type { Expression, NativeBody } from './ast.ts';
import { extraAfterExpression } from './diagnostics.ts';
import { checkInvalidTokens } from './invalid-tokens.ts';
import { scanTemplate, scanTokens } from './lexer.ts';
import { Parser } from './parser.ts';
import { parseTemplateInner } from './template-parser.ts';
import { T } from './tokens.ts';

/** A configuration file. */
export function parseNative(source: Source): WithDiagnostics<NativeBody> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const value = new Parser(source, tokens, diagnostics).parseBody(T.EOF);
  return { value, diagnostics };
}

/** One expression; line breaks count as at the top level of an argument's value. */
export function parseExpression(source: Source): WithDiagnostics<Expression> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const parser = new Parser(source, tokens, diagnostics);
  parser.pushNewlines(false);
  const value = parser.parseExpression();
  const next = parser.peek();
  if (parser.kindOf(next) !== T.EOF && !parser.recovery) parser.report(extraAfterExpression(parser.span(next)));
  return { value, diagnostics };
}

/** A whole text as a template, without quotes and backslash escapes. */
export function parseTemplate(source: Source): WithDiagnostics<Expression> {
  const tokens = scanTemplate(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const parser = new Parser(source, tokens, diagnostics);
  const inner = parseTemplateInner(parser, T.EOF, false);
  const span = { source, start: 0, end: source.text.length };
  const value: Expression = inner.passThrough
    ? { kind: 'TemplateWrap', wrapped: inner.parts[0] as Expression, span }
    : { kind: 'Template', parts: inner.parts, span };
  return { value, diagnostics };
}
