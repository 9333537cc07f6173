/** References alone, as they stand in JSON strings and on command lines: names, literal indexes, no expressions. */
import { type Diagnostic, type Source, spanBetween, type WithDiagnostics } from '../source/index.ts';
import type { Traversal, TraversalStep } from './ast.ts';
import { invalidTraversal } from './evaluation-diagnostics.ts';
import { checkInvalidTokens } from './invalid-tokens.ts';
import { scanTokens } from './lexer.ts';
import { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** Traversal = Ident ("." Ident | "[" (Number | String | "*") "]")*. */
export function parseTraversal(source: Source): WithDiagnostics<Traversal | undefined> {
  const tokens = scanTokens(source);
  const diagnostics: Diagnostic[] = [];
  checkInvalidTokens(source, tokens, diagnostics);
  const value = parseTraversalTokens(new Parser(source, tokens, diagnostics));
  return { value: diagnostics.length === 0 ? value : undefined, diagnostics };
}

/** Undefined where it is no reference, with the reason reported to the parser. */
export function parseTraversalTokens(parser: Parser): Traversal | undefined {
  const first = parser.read();
  const rootSpan = parser.span(first);
  if (parser.kindOf(first) !== T.Ident) {
    parser.report(invalidTraversal('Variable name required', rootSpan, 'A reference begins with a name.'));
    return undefined;
  }
  const steps: TraversalStep[] = [];
  let span = rootSpan;
  for (;;) {
    const token = parser.read();
    const kind = parser.kindOf(token);
    if (kind === T.EOF) return { root: parser.text(first), rootSpan, steps, span };
    let step: TraversalStep | undefined;
    if (kind === T.Dot) step = readAttribute(parser, token);
    else if (kind === T.OBrack) step = readIndex(parser, token);
    else {
      parser.report(
        invalidTraversal('Invalid character', parser.span(token), 'Expected ".name" or "[key]" or the end.'),
      );
    }
    if (step === undefined) return undefined;
    steps.push(step);
    span = spanBetween(rootSpan, step.span);
  }
}

function readAttribute(parser: Parser, dot: number): TraversalStep | undefined {
  const name = parser.read();
  if (parser.kindOf(name) === T.Ident) {
    return { kind: 'attribute', name: parser.text(name), span: parser.between(dot, name) };
  }
  const detail = parser.kindOf(name) === T.Star ? 'There can be no .* here.' : 'A name must follow the dot.';
  parser.report(invalidTraversal('Attribute name required', parser.span(name), detail));
  return undefined;
}

function readIndex(parser: Parser, open: number): TraversalStep | undefined {
  const kind = parser.peekKind();
  if (kind !== T.Number && kind !== T.OQuote && kind !== T.Star) {
    parser.report(
      invalidTraversal('Index value required', parser.span(parser.read()), 'An index here is a number or a string.'),
    );
    return undefined;
  }
  if (kind === T.Star) {
    parser.read();
    const close = parser.read();
    if (parser.kindOf(close) === T.CBrack) return { kind: 'splat', span: parser.between(open, close) };
    parser.report(invalidTraversal('Unclosed index brackets', parser.span(close), 'A bracket must follow the index.'));
    return undefined;
  }
  const key = parser.parseExpression();
  const close = parser.read();
  const span = parser.between(open, close);
  if (parser.kindOf(close) !== T.CBrack) {
    parser.report(invalidTraversal('Unclosed index brackets', parser.span(close), 'A bracket must follow the index.'));
    return undefined;
  }
  if (key.kind === 'Literal') return { kind: 'index', key: key.value, span };
  const only = key.kind === 'Template' && key.parts.length === 1 ? key.parts[0] : undefined;
  if (only?.kind === 'Literal') return { kind: 'index', key: only.value, span };
  parser.report(invalidTraversal('Index value required', key.span, 'An index here is a number or a string.'));
  return undefined;
}
