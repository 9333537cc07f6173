/** The steps after a term: `.name`, `.0`, `.*`, `[key]`, `[*]`. */
import { DYNAMIC_UNKNOWN, type Value } from '../../cty/index.ts';
import type { Expression, TraversalStep } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { recover } from './recovery.ts';
import { readAttributeSplat, readFullSplat } from './splat.ts';
import { numberLiteral } from './term.ts';

/** Step = "." (Ident | Number | "*") | "[" (Expression | "*") "]". */
export function readSteps(cursor: Cursor, from: Expression): Expression {
  let result = from;
  let levels = 0;
  for (;;) {
    const kind = cursor.peekKind();
    if (kind !== T.Dot && kind !== T.OBrack) return result;
    const wrapped = kind === T.Dot ? readAttribute(cursor, from, result) : readIndex(cursor, from, result);
    // A splat with a wrong step is left out, and what follows it belongs to what was there before.
    if (wrapped === undefined) continue;
    if (nests(wrapped)) levels++;
    result = wrapped;
    if (!cursor.admits(levels)) return result;
  }
}

/** Whether an expression of the kind holds what it is a step of, where steps of a chain are one expression. */
function nests({ kind }: Expression): boolean {
  return kind === 'Splat' || kind === 'Index';
}

function readAttribute(cursor: Cursor, from: Expression, result: Expression): Expression | undefined {
  const dot = cursor.read();
  const token = cursor.peek();
  switch (cursor.kindOf(token)) {
    case T.Ident:
      cursor.read();
      return withStep(result, attributeStep(cursor, dot, token));
    case T.Number:
      cursor.read();
      return withStep(result, legacyIndex(cursor, dot, token));
    case T.Star:
      return readAttributeSplat(cursor, from, result, dot);
    default:
      cursor.report(problem.invalidAttributeName(cursor.span(token)));
      cursor.recovery = true;
      return {
        kind: 'Invalid',
        span: { source: cursor.source, start: result.span.start, end: cursor.end(dot) },
      };
  }
}

export function attributeStep(cursor: Cursor, dot: number, name: number): TraversalStep {
  return { kind: 'attribute', name: cursor.text(name), span: cursor.between(dot, name) };
}

/** `.0`, the old way to write `[0]`. */
export function legacyIndex(cursor: Cursor, dot: number, token: number): TraversalStep {
  const span = cursor.between(dot, token);
  const text = cursor.text(token);
  if (text.includes('.')) {
    cursor.report(problem.invalidLegacyIndex(cursor.span(token), text));
    return { kind: 'index', key: DYNAMIC_UNKNOWN, span };
  }
  return { kind: 'index', key: numberLiteral(cursor, token).value, span };
}

function readIndex(cursor: Cursor, from: Expression, collection: Expression): Expression {
  const open = cursor.read();
  if (cursor.peekKind() === T.Star) return readFullSplat(cursor, from, collection, open);
  cursor.pushNewlines(false);
  const before = cursor.problems.length;
  const key = readExpression(cursor);
  const close = cursor.failedSince(before) ? recover(cursor, T.CBrack) : readClosingBracket(cursor);
  cursor.popNewlines();
  const bracketSpan = cursor.between(open, close);
  const literal = literalKey(key);
  if (literal !== undefined) return withStep(collection, { kind: 'index', key: literal, span: bracketSpan });
  return {
    kind: 'Index',
    collection,
    key,
    openBracketSpan: cursor.span(open),
    bracketSpan,
    span: { source: cursor.source, start: from.span.start, end: bracketSpan.end },
  };
}

function readClosingBracket(cursor: Cursor): number {
  const token = cursor.read();
  if (cursor.kindOf(token) === T.CBrack || cursor.recovery) return token;
  // HCL points at where it recovered, not at where the bracket was expected.
  const close = recover(cursor, T.CBrack);
  cursor.report(problem.missingCloseOnIndex(cursor.span(close)));
  return close;
}

/** The value of a key that is a literal or a plain string: such an index is a step of a reference. */
export function literalKey(key: Expression): Value | undefined {
  if (key.kind === 'Literal') return key.value;
  const only = key.kind === 'Template' && key.parts.length === 1 ? key.parts[0] : undefined;
  return only?.kind === 'Literal' ? only.value : undefined;
}

/** Adds a step; the steps of one chain share an array while the chain grows, so long chains stay linear. */
function withStep(expression: Expression, step: TraversalStep): Expression {
  const span = { source: step.span.source, start: expression.span.start, end: step.span.end };
  if (expression.kind === 'Traversal') {
    const { root, rootSpan } = expression.traversal;
    const steps = expression.traversal.steps as TraversalStep[];
    steps.push(step);
    return { kind: 'Traversal', traversal: { root, rootSpan, steps, span }, span };
  }
  if (expression.kind === 'RelativeTraversal') {
    (expression.steps as TraversalStep[]).push(step);
    return { kind: 'RelativeTraversal', subject: expression.subject, steps: expression.steps, span };
  }
  return { kind: 'RelativeTraversal', subject: expression, steps: [step], span };
}
