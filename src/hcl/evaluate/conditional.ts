/** Conditionals: both results are evaluated, so that the type of the whole does not hang on the condition. */
import {
  BOOL,
  type Bound,
  compareNumeric,
  convert,
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  isCollection,
  lengthBounds,
  mayBeNull,
  NUMBER,
  nullOf,
  numberBounds,
  refine,
  type Type,
  typeEquals,
  typeName,
  unify,
  unionMarks,
  unknownNotNull,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { ConditionalExpression } from '../ast.ts';
import { inconsistentConditional, incorrectCondition, nullCondition } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { run } from './run.ts';

export function evaluateConditional(
  expression: ConditionalExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const trueProblems: Diagnostic[] = [];
  const falseProblems: Diagnostic[] = [];
  const whenTrue = run(expression.whenTrue, scope, trueProblems);
  const whenFalse = run(expression.whenFalse, scope, falseProblems);
  const type = commonType(whenTrue, whenFalse);
  if (type === undefined) {
    problems.push(noCommonType(expression, whenTrue, whenFalse));
    return DYNAMIC_UNKNOWN;
  }
  const { span } = expression;
  const condition = run(expression.condition, scope, problems);
  if (condition.state === 'null') {
    problems.push(nullCondition(expression.condition.span, span));
    return unknownOf(type);
  }
  if (condition.state === 'unknown') return undecided(condition, whenTrue, whenFalse, type);
  const converted = convert(condition, BOOL);
  if ('error' in converted) {
    problems.push(incorrectCondition(expression.condition.span, span));
    return unknownOf(type);
  }
  const chosen = converted.value.data === true;
  for (const found of chosen ? trueProblems : falseProblems) problems.push(found);
  // The marks of the result that was not chosen count as well: which one it was tells something of it.
  const marks = unionMarks(condition.marks, unionMarks(whenTrue.marks, whenFalse.marks));
  return withMarks(asType(expression, chosen, chosen ? whenTrue : whenFalse, type, problems), marks);
}

function commonType(whenTrue: Value, whenFalse: Value): Type | undefined {
  if (isDynamicNull(whenTrue)) return whenFalse.type;
  if (isDynamicNull(whenFalse)) return whenTrue.type;
  if (whenTrue.type.kind === 'dynamic' || whenFalse.type.kind === 'dynamic') return DYNAMIC;
  return whenTrue.type === whenFalse.type ? whenTrue.type : unify([whenTrue.type, whenFalse.type]);
}

function isDynamicNull(value: Value): boolean {
  return value.state === 'null' && value.type.kind === 'dynamic' && value.marks.size === 0;
}

function noCommonType(expression: ConditionalExpression, whenTrue: Value, whenFalse: Value): Diagnostic {
  const { span } = expression;
  const both = { source: span.source, start: expression.whenTrue.span.start, end: expression.whenFalse.span.end };
  const detail = `They are ${typeName(whenTrue.type)} and ${typeName(whenFalse.type)}.`;
  return inconsistentConditional(both, span, detail);
}

/** The chosen result in the type of the whole. */
function asType(
  expression: ConditionalExpression,
  chosen: boolean,
  value: Value,
  type: Type,
  problems: Diagnostic[],
): Value {
  if (value.type === type || type.kind === 'dynamic') return value;
  const result = convert(value, type);
  if (!('error' in result)) return result.value;
  const branch = chosen ? expression.whenTrue : expression.whenFalse;
  const detail = `The ${chosen} result value has the wrong type: ${result.error}.`;
  problems.push(inconsistentConditional(branch.span, expression.span, detail));
  return unknownOf(type);
}

/** What is known although the condition is not: the type, and what holds for both results. */
function undecided(condition: Value, whenTrue: Value, whenFalse: Value, type: Type): Value {
  const marks = unionMarks(condition.marks, unionMarks(whenTrue.marks, whenFalse.marks));
  if (whenTrue.state === 'null' && whenFalse.state === 'null') return nullOf(type, marks);
  if (type.kind === 'dynamic') return withMarks(DYNAMIC_UNKNOWN, marks);
  const notNull = !mayBeNull(whenTrue) && !mayBeNull(whenFalse);
  let result: Value = notNull ? unknownNotNull(type) : unknownOf(type);
  if (isCollection(type) && typeEquals(whenTrue.type, whenFalse.type)) {
    const a = lengthBounds(whenTrue);
    const b = lengthBounds(whenFalse);
    result = refine(result, { minLength: Math.min(a.min, b.min), maxLength: Math.max(a.max, b.max) });
  } else if (type === NUMBER && whenTrue.type === NUMBER && whenFalse.type === NUMBER) {
    const min = wider(numberBounds(whenTrue).min, numberBounds(whenFalse).min, -1);
    const max = wider(numberBounds(whenTrue).max, numberBounds(whenFalse).max, 1);
    result = refine(result, { ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
  }
  return withMarks(result, marks);
}

/** The bound that allows more; none where one is open. */
function wider(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return undefined;
  const order = compareNumeric(a.value, b.value) * direction;
  if (order === 0) return a.inclusive ? a : b;
  return order > 0 ? a : b;
}
