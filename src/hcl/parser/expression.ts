/** Expressions by precedence: the conditional, the operators from loosest to tightest, and the terms they join. */
import type { BinaryOperator, Expression } from '../ast.ts';
import { missingFalseExpression } from '../diagnostics.ts';
import { T } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { invalidAt, readTerm } from './term.ts';
import { readSteps } from './traversal.ts';

/** Expression = Operation ("?" Expression ":" Expression)?. */
export function readExpression(cursor: Cursor): Expression {
  const result = cursor.enter() ? readConditional(cursor) : invalidAt(cursor, cursor.peek());
  cursor.leave();
  return result;
}

function readConditional(cursor: Cursor): Expression {
  const first = cursor.peek();
  const before = cursor.problems.length;
  const condition = readOperation(cursor, 1);
  if (cursor.failedSince(before) || cursor.peekKind() !== T.Question) return condition;
  cursor.read();
  const whenTrue = readExpression(cursor);
  if (cursor.failedSince(before)) return condition;
  const colon = cursor.peek();
  if (cursor.kindOf(colon) !== T.Colon) {
    cursor.report(missingFalseExpression(cursor.span(colon), cursor.between(first, colon)));
    return condition;
  }
  cursor.read();
  const whenFalse = readExpression(cursor);
  if (cursor.failedSince(before)) return condition;
  const span = { source: cursor.source, start: cursor.start(first), end: whenFalse.span.end };
  return { kind: 'Conditional', condition, whenTrue, whenFalse, span };
}

/** Binary operators by token: precedence (higher binds tighter) and symbol. */
const OPERATORS: (readonly [number, BinaryOperator] | undefined)[] = [];
OPERATORS[T.Or] = [1, '||'];
OPERATORS[T.And] = [2, '&&'];
OPERATORS[T.EqualOp] = [3, '=='];
OPERATORS[T.NotEqual] = [3, '!='];
OPERATORS[T.GreaterThan] = [4, '>'];
OPERATORS[T.GreaterThanEq] = [4, '>='];
OPERATORS[T.LessThan] = [4, '<'];
OPERATORS[T.LessThanEq] = [4, '<='];
OPERATORS[T.Plus] = [5, '+'];
OPERATORS[T.Minus] = [5, '-'];
OPERATORS[T.Star] = [6, '*'];
OPERATORS[T.Slash] = [6, '/'];
OPERATORS[T.Percent] = [6, '%'];

/** Operation = Operand (operator Operand)*, by precedence, to the left. */
function readOperation(cursor: Cursor, minimum: number): Expression {
  const before = cursor.problems.length;
  let left = readOperand(cursor);
  if (cursor.failedSince(before)) return left;
  for (;;) {
    const operator = OPERATORS[cursor.peekKind()];
    if (operator === undefined || operator[0] < minimum) return left;
    cursor.read();
    const right = readOperation(cursor, operator[0] + 1);
    if (cursor.failedSince(before)) return left;
    const span = { source: cursor.source, start: left.span.start, end: right.span.end };
    left = { kind: 'Binary', operator: operator[1], left, right, span };
  }
}

/** Operand = ("-" | "!") Operand | Term Step*. */
function readOperand(cursor: Cursor): Expression {
  const kind = cursor.peekKind();
  const term = kind === T.Minus || kind === T.Bang ? readUnary(cursor) : readTerm(cursor);
  return readSteps(cursor, term);
}

function readUnary(cursor: Cursor): Expression {
  const symbol = cursor.read();
  const operator = cursor.kindOf(symbol) === T.Minus ? '-' : '!';
  const operand = cursor.enter() ? readOperand(cursor) : invalidAt(cursor, symbol);
  cursor.leave();
  const symbolSpan = cursor.span(symbol);
  const span = { source: cursor.source, start: symbolSpan.start, end: operand.span.end };
  return { kind: 'Unary', operator, operand, symbolSpan, span };
}
