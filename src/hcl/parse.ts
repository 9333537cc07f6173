/** The ways into the native syntax. None throws; every mistake is a diagnostic beside as much of a tree as was read. */
import type { Diagnostic, Source, WithDiagnostics } from '../source/index.ts';
import type { Expression, NativeBody } from './ast.ts';
import { extraAfterExpression } from './diagnostics.ts';
import { checkInvalidTokens } from './invalid-tokens.ts';
import { scanTemplate, scanTokens } from './lexer/lexer.ts';
import { readBody } from './parser/body.ts';
import { Cursor } from './parser/cursor.ts';
import { readExpression } from './parser/expression.ts';
import { readTemplate, templateExpression } from './parser/template.ts';
import { T } from './tokens.ts';

/** A configuration file. */
export function parseNative(source: Source): WithDiagnostics<NativeBody> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const value = readBody(new Cursor(source, tokens, diagnostics), T.EOF);
  return { value, diagnostics };
}

/** One expression; line breaks count as at the top level of an argument's value. */
export function parseExpression(source: Source): WithDiagnostics<Expression> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const cursor = new Cursor(source, tokens, diagnostics);
  cursor.pushNewlines(false);
  const value = readExpression(cursor);
  if (!cursor.atEnd() && !cursor.recovery) cursor.report(extraAfterExpression(cursor.span(cursor.peek())));
  return { value, diagnostics };
}

/** A whole text as a template, without quotes and backslash escapes. */
export function parseTemplate(source: Source): WithDiagnostics<Expression> {
  const tokens = scanTemplate(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const template = readTemplate(new Cursor(source, tokens, diagnostics), T.EOF, false);
  return { value: templateExpression(template, { source, start: 0, end: source.text.length }), diagnostics };
}
