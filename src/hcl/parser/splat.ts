/** Splats: `.*` with the attribute steps after it, `[*]` with all steps after it. */
import type { Span } from '../../source/index.ts';
import type { Expression, SplatItemExpression, TraversalStep } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T, type TokenKind } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { recover } from './recovery.ts';
import { attributeStep, legacyIndex, readSteps } from './traversal.ts';

/** Undefined where a step is no name: the caller goes on without a splat. `from`: where the whole chain begins. */
export function readAttributeSplat(
  cursor: Cursor,
  from: Expression,
  source: Expression,
  dot: number,
): Expression | undefined {
  const star = cursor.read();
  const steps: TraversalStep[] = [];
  const firstStep = cursor.peek();
  let last = star;
  while (cursor.peekKind() === T.Dot) {
    const stepDot = cursor.read();
    last = cursor.peek();
    const step = readStep(cursor, stepDot, star);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  const markerSpan = cursor.between(dot, star);
  const item: SplatItemExpression = { kind: 'SplatItem', span: markerSpan };
  const each: Expression =
    steps.length === 0
      ? item
      : { kind: 'RelativeTraversal', subject: item, steps, span: cursor.between(firstStep, last) };
  return makeSplat(from, source, item, each, markerSpan, cursor.end(last));
}

function readStep(cursor: Cursor, dot: number, star: number): TraversalStep | undefined {
  const token = cursor.peek();
  const kind = cursor.kindOf(token);
  if (kind === T.Number || kind === T.Ident) {
    cursor.read();
    return kind === T.Number ? legacyIndex(cursor, dot, token) : attributeStep(cursor, dot, token);
  }
  if (!cursor.recovery) reportStep(cursor, token, kind, star);
  cursor.recovery = true;
  return undefined;
}

function reportStep(cursor: Cursor, token: number, kind: TokenKind, star: number): void {
  cursor.report(
    kind === T.Star ? problem.nestedSplat(cursor.span(token)) : problem.invalidAttributeName(cursor.span(star)),
  );
}

/** `[*]` and what is done with each element. */
export function readFullSplat(cursor: Cursor, from: Expression, source: Expression, open: number): Expression {
  cursor.read();
  const close = cursor.read();
  if (cursor.kindOf(close) !== T.CBrack && !cursor.recovery) {
    cursor.report(problem.missingCloseOnSplat(cursor.span(close)));
    recover(cursor, T.CBrack);
  }
  const markerSpan = cursor.between(open, close);
  const item: SplatItemExpression = { kind: 'SplatItem', span: markerSpan };
  const each = cursor.enter() ? readSteps(cursor, item) : item;
  cursor.leave();
  return makeSplat(from, source, item, each, markerSpan, each.span.end);
}

function makeSplat(
  from: Expression,
  source: Expression,
  item: SplatItemExpression,
  each: Expression,
  markerSpan: Span,
  end: number,
): Expression {
  const span = { source: markerSpan.source, start: from.span.start, end };
  return { kind: 'Splat', source, each, item, markerSpan, span };
}
