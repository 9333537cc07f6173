/** References alone, as they stand in JSON strings and on command lines: names, literal indexes, no expressions. */
import { type Diagnostic, type Source, spanBetween, type WithDiagnostics } from '../source/index.ts';
import type { Traversal, TraversalStep } from './ast.ts';
import { invalidTraversal } from './evaluation-diagnostics.ts';
import { checkInvalidTokens } from './invalid-tokens.ts';
import { scanTokens } from './lexer/lexer.ts';
import { Cursor } from './parser/cursor.ts';
import { readExpression } from './parser/expression.ts';
import { literalKey } from './parser/traversal.ts';
import { T } from './tokens.ts';

/** Traversal = Ident ("." Ident | "[" (Number | String | "*") "]")*. */
export function parseTraversal(source: Source): WithDiagnostics<Traversal | undefined> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const value = parseTraversalTokens(new Cursor(source, tokens, diagnostics));
  return { value: diagnostics.length === 0 ? value : undefined, diagnostics };
}

/** Undefined where it is no reference, with the reason reported to the cursor. */
export function parseTraversalTokens(cursor: Cursor): Traversal | undefined {
  const first = cursor.read();
  const rootSpan = cursor.span(first);
  if (cursor.kindOf(first) !== T.Ident) {
    cursor.report(invalidTraversal('Variable name required', rootSpan, 'A reference begins with a name.'));
    return undefined;
  }
  const steps: TraversalStep[] = [];
  let span = rootSpan;
  for (;;) {
    const token = cursor.read();
    const kind = cursor.kindOf(token);
    if (kind === T.EOF) return { root: cursor.text(first), rootSpan, steps, span };
    let step: TraversalStep | undefined;
    if (kind === T.Dot) step = readAttribute(cursor, token);
    else if (kind === T.OBrack) step = readIndex(cursor, token);
    else {
      cursor.report(
        invalidTraversal('Invalid character', cursor.span(token), 'Expected ".name" or "[key]" or the end.'),
      );
    }
    if (step === undefined) return undefined;
    steps.push(step);
    span = spanBetween(rootSpan, step.span);
  }
}

function readAttribute(cursor: Cursor, dot: number): TraversalStep | undefined {
  const name = cursor.read();
  if (cursor.kindOf(name) === T.Ident) {
    return { kind: 'attribute', name: cursor.text(name), span: cursor.between(dot, name) };
  }
  const detail = cursor.kindOf(name) === T.Star ? 'There can be no .* here.' : 'A name must follow the dot.';
  cursor.report(invalidTraversal('Attribute name required', cursor.span(name), detail));
  return undefined;
}

function readIndex(cursor: Cursor, open: number): TraversalStep | undefined {
  const kind = cursor.peekKind();
  if (kind !== T.Number && kind !== T.OQuote && kind !== T.Star) {
    cursor.report(
      invalidTraversal('Index value required', cursor.span(cursor.read()), 'An index here is a number or a string.'),
    );
    return undefined;
  }
  if (kind === T.Star) {
    cursor.read();
    const close = cursor.read();
    if (cursor.kindOf(close) === T.CBrack) return { kind: 'splat', span: cursor.between(open, close) };
    cursor.report(invalidTraversal('Unclosed index brackets', cursor.span(close), 'A bracket must follow the index.'));
    return undefined;
  }
  const key = readExpression(cursor);
  const close = cursor.read();
  const span = cursor.between(open, close);
  if (cursor.kindOf(close) !== T.CBrack) {
    cursor.report(invalidTraversal('Unclosed index brackets', cursor.span(close), 'A bracket must follow the index.'));
    return undefined;
  }
  const literal = literalKey(key);
  if (literal !== undefined) return { kind: 'index', key: literal, span };
  cursor.report(invalidTraversal('Index value required', key.span, 'An index here is a number or a string.'));
  return undefined;
}
