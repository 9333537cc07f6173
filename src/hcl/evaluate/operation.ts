/** Operators between expressions: operands converted to what the operator takes, and the messages around that. */
import { BOOL, convert, NUMBER, type Type, unknownOf, type Value } from '../../cty/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { BinaryExpression, Expression, UnaryExpression } from '../ast.ts';
import { invalidOperand, operationFailed } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { budget } from './budget.ts';
import { applyOperator, applyUnary, operandType, resultType } from './operators.ts';
import { run } from './run.ts';

export function evaluateUnary(expression: UnaryExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const before = problems.length;
  const given = run(expression.operand, scope, problems);
  const type = expression.operator === '-' ? NUMBER : BOOL;
  const value = operand(given, type, expression.operand.span, expression.span, 'unary', problems);
  if (problems.length > before) return unknownOf(type);
  const result = applyUnary(expression.operator, value);
  if (typeof result !== 'string') return result;
  problems.push(operationFailed(expression.span, result));
  return unknownOf(type);
}

export function evaluateBinary(expression: BinaryExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (expression.left.kind !== 'Binary') {
    const before = problems.length;
    const left = run(expression.left, scope, problems);
    return operate(expression, left, before, scope, problems);
  }
  // Chains of operators lean to the left and can be long: evaluated without recursion.
  const chain: BinaryExpression[] = [];
  let first: Expression = expression;
  for (; first.kind === 'Binary'; first = first.left) chain.push(first);
  const before = problems.length;
  let value = run(first, scope, problems);
  for (let i = chain.length - 1; i >= 0; i--) {
    budget.steps++;
    value = operate(chain[i] as BinaryExpression, value, before, scope, problems);
  }
  return value;
}

/** `before`: how many problems there were before the left operand. */
function operate(
  expression: BinaryExpression,
  left: Value,
  before: number,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const { operator, span } = expression;
  const right = run(expression.right, scope, problems);
  const type = operandType(operator);
  let a = left;
  let b = right;
  if (type !== undefined) {
    a = operand(left, type, expression.left.span, span, 'left', problems);
    b = operand(right, type, expression.right.span, span, 'right', problems);
  }
  if (problems.length > before) return unknownOf(resultType(operator));
  const result = applyOperator(operator, a, b);
  if (typeof result !== 'string') return result;
  problems.push(operationFailed(span, result));
  return unknownOf(resultType(operator));
}

function operand(value: Value, type: Type, span: Span, context: Span, side: string, problems: Diagnostic[]): Value {
  if (value.type === type) return value;
  const converted = convert(value, type);
  if (!('error' in converted)) return converted.value;
  problems.push(invalidOperand(span, context, side, converted.error));
  return value;
}
