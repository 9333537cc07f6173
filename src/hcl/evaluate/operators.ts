/** The operators on values already of the right types. */
import {
  add,
  BOOL,
  boolValue,
  compareNumeric,
  divide,
  FALSE,
  modulo,
  multiply,
  NUMBER,
  type Numeric,
  negate,
  numberValue,
  subtract,
  TRUE,
  type Type,
  unionMarks,
  unknownNotNull,
  unmarked,
  type Value,
  valuesEqual,
  withMarks,
} from '../../cty/index.ts';
import type { BinaryOperator } from '../ast.ts';

/** What the operands are converted to; undefined where any type will do. */
export function operandType(operator: BinaryOperator): Type | undefined {
  switch (operator) {
    case '==':
    case '!=':
      return undefined;
    case '&&':
    case '||':
      return BOOL;
    default:
      return NUMBER;
  }
}

export function resultType(operator: BinaryOperator): Type {
  return '+-*/%'.includes(operator) ? NUMBER : BOOL;
}

/** The result, or a text that says why there is none. */
export function applyOperator(operator: BinaryOperator, left: Value, right: Value): Value | string {
  if (operator === '==') return valuesEqual(left, right);
  if (operator === '!=') return not(valuesEqual(left, right));
  if (left.state === 'null' || right.state === 'null') return 'argument must not be null';
  const result =
    operator === '&&' || operator === '||' ? logical(operator, left, right) : numeric(operator, left, right);
  return typeof result === 'string' ? result : withMarks(result, unionMarks(left.marks, right.marks));
}

/** Neither operand decides alone: beside an unknown one the result is unknown. */
function logical(operator: '&&' | '||', left: Value, right: Value): Value {
  if (left.state !== 'known' || right.state !== 'known') return unknownNotNull(BOOL);
  return boolValue(operator === '&&' ? (left.data && right.data) === true : (left.data || right.data) === true);
}

function numeric(operator: BinaryOperator, left: Value, right: Value): Value | string {
  if (left.state !== 'known' || right.state !== 'known') {
    return compareRanges(operator, left, right) ?? unknownNotNull(resultType(operator));
  }
  const a = left.data as Numeric;
  const b = right.data as Numeric;
  switch (operator) {
    case '<':
      return boolValue(compareNumeric(a, b) < 0);
    case '<=':
      return boolValue(compareNumeric(a, b) <= 0);
    case '>':
      return boolValue(compareNumeric(a, b) > 0);
    case '>=':
      return boolValue(compareNumeric(a, b) >= 0);
    default: {
      const result = arithmetic(operator, a, b);
      return result === undefined ? 'no number results from these operands' : numberValue(result);
    }
  }
}

/** What the ranges of unknown numbers decide already. Their bounds count as exclusive, as in cty. */
function compareRanges(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const below = bound(left, 'max');
  const above = bound(left, 'min');
  const otherMin = bound(right, 'min');
  const otherMax = bound(right, 'max');
  const isLess = below !== undefined && otherMin !== undefined && compareNumeric(below, otherMin) < 0;
  const isGreater = above !== undefined && otherMax !== undefined && compareNumeric(above, otherMax) > 0;
  if (!isLess && !isGreater) return undefined;
  switch (operator) {
    case '<':
    case '<=':
      return boolValue(isLess);
    case '>':
    case '>=':
      return boolValue(isGreater);
    default:
      return undefined;
  }
}

function bound(value: Value, side: 'min' | 'max'): Numeric | undefined {
  return value.state === 'known' ? (value.data as Numeric) : value.refinement?.[side]?.value;
}

function arithmetic(operator: BinaryOperator, a: Numeric, b: Numeric): Numeric | undefined {
  switch (operator) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    default:
      return modulo(a, b);
  }
}

function not(value: Value): Value {
  if (value.state !== 'known') return value;
  return withMarks(unmarked(value).data === true ? FALSE : TRUE, value.marks);
}

export function applyUnary(operator: '-' | '!', operand: Value): Value | string {
  if (operand.state === 'null') return 'argument must not be null';
  if (operand.state === 'unknown') {
    return withMarks(unknownNotNull(operator === '-' ? NUMBER : BOOL), operand.marks);
  }
  return operator === '!' ? not(operand) : withMarks(numberValue(negate(operand.data as Numeric)), operand.marks);
}
