/** Splats: the same steps into each element; what is no sequence counts as one of at most one element. */
import {
  DYNAMIC_UNKNOWN,
  elementsOf,
  isCollection,
  type KnownValue,
  lengthBounds,
  listOf,
  listValue,
  mayBeNull,
  refine,
  refineNotNull,
  type Type,
  tupleOf,
  tupleValue,
  typeEquals,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { SplatExpression, SplatItemExpression } from '../ast.ts';
import { splatOfNull } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { budget } from './budget.ts';
import { run } from './run.ts';

/** The present element of each splat that is being evaluated. */
const items = new Map<SplatItemExpression, Value>();

export function splatItem(expression: SplatItemExpression): Value {
  return items.get(expression) ?? DYNAMIC_UNKNOWN;
}

export function evaluateSplat(expression: SplatExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const before = problems.length;
  const given = run(expression.source, scope, problems);
  if (problems.length > before) {
    evaluateItem(expression, DYNAMIC_UNKNOWN, scope, problems);
    return DYNAMIC_UNKNOWN;
  }
  const { kind } = given.type;
  const isSequence = kind === 'list' || kind === 'set' || kind === 'tuple';
  if (given.state === 'null') {
    if (!isSequence) return withMarks(tupleValue([]), given.marks);
    problems.push(nullSource(expression));
    return DYNAMIC_UNKNOWN;
  }
  if (kind === 'dynamic') return withMarks(DYNAMIC_UNKNOWN, given.marks);
  const source: Value = isSequence ? given : withMarks(tupleValue([given]), given.marks);
  if (source.state !== 'known') return withMarks(ofUnknown(expression, source, scope, problems), source.marks);
  const isEmptyIfNull = !isSequence && given.state === 'unknown' && mayBeNull(given);
  return withMarks(ofElements(expression, source, isEmptyIfNull, scope, problems), source.marks);
}

function nullSource({ span, source, markerSpan }: SplatExpression): Diagnostic {
  return splatOfNull(source.span, { source: span.source, start: source.span.start, end: markerSpan.end });
}

/** Splats within the steps of splats each have an element of their own. */
function evaluateItem(
  { item, each }: SplatExpression,
  value: Value,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const outer = items.get(item);
  items.set(item, value);
  const result = run(each, scope, problems);
  if (outer === undefined) items.delete(item);
  else items.set(item, outer);
  return result;
}

/** The type of the result, from the types of the elements alone. */
function resultType(
  expression: SplatExpression,
  { type }: Value,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Type {
  const typeOf = (element: Type): Type => evaluateItem(expression, unknownOf(element), scope, problems).type;
  if (type.kind === 'tuple') return tupleOf(type.elements.map(typeOf));
  return listOf(typeOf((type as Type & { element: Type }).element));
}

function ofUnknown(
  expression: SplatExpression,
  source: Value,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const type = resultType(expression, source, scope, problems);
  const result = refineNotNull(unknownOf(type));
  if (type.kind !== 'list' || !isCollection(source.type)) return result;
  const { min, max } = lengthBounds(source);
  return refine(result, { minLength: min, maxLength: max });
}

/** `isEmptyIfNull`: the one element may turn out null, and the result empty. */
function ofElements(
  expression: SplatExpression,
  source: KnownValue,
  isEmptyIfNull: boolean,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const before = problems.length;
  const values: Value[] = [];
  for (const element of elementsOf(source)) {
    values.push(evaluateItem(expression, element, scope, problems));
    if (budget.exhausted !== undefined) return DYNAMIC_UNKNOWN;
  }
  if (isEmptyIfNull) return DYNAMIC_UNKNOWN;
  if (problems.length > before) return unknownOf(resultType(expression, source, scope, []));
  if (source.type.kind === 'tuple') return tupleValue(values);
  const first = values[0];
  if (first === undefined) {
    const type = resultType(expression, source, scope, problems);
    return listValue((type as Type & { element: Type }).element, []);
  }
  const uniform = values.every((value) => typeEquals(value.type, first.type));
  return uniform ? listValue(first.type, values) : tupleValue(values);
}
