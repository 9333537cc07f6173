/** `count` and `for_each`: their checks in validate, and the instances they give in a plan. */
import {
  compareNumeric,
  DYNAMIC_UNKNOWN,
  elementsOf,
  entriesOf,
  isWhollyKnown,
  NUMBER,
  type Numeric,
  numberValue,
  numericToNumber,
  STRING,
  stringValue,
  unknownOf,
  unmarked,
  type Value,
} from '../../cty/index.ts';
import type { Expression } from '../../hcl/index.ts';
import { type Diagnostic, limits } from '../../source/index.ts';
import {
  type Evaluator,
  evaluateExpression,
  hasErrorsSince,
  type ModuleInstance,
  NO_REPETITION,
  type Repetition,
} from '../evaluate/index.ts';
import type { InstanceKey } from '../plan.ts';
import { errorAt } from '../problem.ts';

export interface Repeated {
  readonly count: Expression | undefined;
  readonly forEach: Expression | undefined;
}

export interface RepeatedInstance {
  readonly key: InstanceKey;
  readonly repetition: Repetition;
}

const COUNT_UNKNOWN: Repetition = { countIndex: unknownOf(NUMBER) };
const EACH_UNKNOWN: Repetition = { eachKey: unknownOf(STRING), eachValue: DYNAMIC_UNKNOWN };

/** Checks the type of `count` or `for_each`; unknown values pass. Gives what stands for any instance. */
export function checkRepetition(
  evaluator: Evaluator,
  instance: ModuleInstance,
  { count, forEach }: Repeated,
  problems: Diagnostic[],
): Repetition {
  if (count !== undefined) {
    countValue(evaluator, instance, count, problems);
    return COUNT_UNKNOWN;
  }
  if (forEach !== undefined) {
    const before = problems.length;
    const value = evaluateExpression(evaluator, instance, forEach, undefined, problems);
    if (!hasErrorsSince(problems, before)) checkForEach(value, forEach, problems);
    return EACH_UNKNOWN;
  }
  return NO_REPETITION;
}

const ONE: readonly RepeatedInstance[] = [{ key: undefined, repetition: NO_REPETITION }];

/** The instances; undefined, with a problem, where they cannot be told. */
export function expandRepetition(
  evaluator: Evaluator,
  instance: ModuleInstance,
  { count, forEach }: Repeated,
  problems: Diagnostic[],
): readonly RepeatedInstance[] | undefined {
  if (count !== undefined) return expandCount(evaluator, instance, count, problems);
  if (forEach !== undefined) return expandForEach(evaluator, instance, forEach, problems);
  return ONE;
}

function expandCount(
  evaluator: Evaluator,
  instance: ModuleInstance,
  count: Expression,
  problems: Diagnostic[],
): readonly RepeatedInstance[] | undefined {
  const before = problems.length;
  const value = countValue(evaluator, instance, count, problems);
  if (hasErrorsSince(problems, before)) return undefined;
  if (value === undefined) {
    problems.push(
      invalidCount('its value is not known before apply, so the number of instances cannot be planned', count),
    );
    return undefined;
  }
  if (value > limits.maxInstancesPerObject) {
    problems.push(tooManyInstances(value, count));
    return undefined;
  }
  return Array.from({ length: value }, (_, i) => ({ key: i, repetition: { countIndex: numberValue(i) } }));
}

/** Undefined where it is unknown or wrong. */
function countValue(
  evaluator: Evaluator,
  instance: ModuleInstance,
  count: Expression,
  problems: Diagnostic[],
): number | undefined {
  const before = problems.length;
  const marked = evaluateExpression(evaluator, instance, count, NUMBER, problems);
  if (hasErrorsSince(problems, before)) return undefined;
  if (marked.marks.has('ephemeral')) {
    problems.push(invalidCount('it is derived from an ephemeral value', count));
    return undefined;
  }
  // A sensitive count is allowed: only the number of instances shows.
  const value = unmarked(marked);
  if (value.state === 'null') {
    problems.push(invalidCount('it is null; a whole number is needed', count));
    return undefined;
  }
  if (value.state === 'unknown') return undefined;
  const number = numericToNumber(value.data as Numeric);
  if (!Number.isInteger(number)) {
    problems.push(invalidCount('a whole number is needed', count));
    return undefined;
  }
  if (compareNumeric(value.data as Numeric, 0) < 0) {
    problems.push(invalidCount('it cannot be negative', count));
    return undefined;
  }
  return number;
}

function expandForEach(
  evaluator: Evaluator,
  instance: ModuleInstance,
  forEach: Expression,
  problems: Diagnostic[],
): readonly RepeatedInstance[] | undefined {
  const before = problems.length;
  const value = evaluateExpression(evaluator, instance, forEach, undefined, problems);
  if (hasErrorsSince(problems, before)) return undefined;
  if (value.marks.size === 0) {
    const isSet = value.type.kind === 'set';
    if (value.state === 'unknown' || (isSet && !isWhollyKnown(value))) {
      const what = isSet ? 'elements of the set are' : 'keys of the map are';
      problems.push(invalidForEach(`the ${what} not known before apply, so the instances cannot be planned`, forEach));
      return undefined;
    }
  }
  checkForEach(value, forEach, problems);
  if (hasErrorsSince(problems, before) || value.state !== 'known') return undefined;
  const entries: readonly (readonly [string, Value])[] =
    value.type.kind === 'set'
      ? elementsOf(value).map((element) => [element.data as string, element])
      : [...entriesOf(value)];
  if (entries.length > limits.maxInstancesPerObject) {
    problems.push(tooManyInstances(entries.length, forEach));
    return undefined;
  }
  return entries.map(([key, element]) => ({
    key,
    repetition: { eachKey: stringValue(key), eachValue: element },
  }));
}

function checkForEach(value: Value, expression: Expression, problems: Diagnostic[]): void {
  const { type } = value;
  if (value.marks.has('sensitive')) {
    problems.push(invalidForEach('it is sensitive, and the keys would show in addresses', expression));
    return;
  }
  if (value.marks.has('ephemeral')) {
    problems.push(invalidForEach('it is derived from an ephemeral value', expression));
    return;
  }
  if (value.state === 'null') {
    problems.push(invalidForEach('it is null; a map or a set of strings is needed', expression));
    return;
  }
  if (type.kind === 'dynamic') return;
  if (type.kind !== 'map' && type.kind !== 'set' && type.kind !== 'object') {
    problems.push(invalidForEach('a map or a set of strings is needed', expression));
    return;
  }
  if (type.kind !== 'set' || !isWhollyKnown(value)) return;
  if (type.element.kind !== 'string') {
    const empty = value.state === 'known' && elementsOf(value).length === 0;
    if (empty && type.element.kind === 'dynamic') return;
    problems.push(invalidForEachSet('the elements of the set must be strings', expression));
    return;
  }
  if (value.state === 'known' && elementsOf(value).some((element) => element.state === 'null')) {
    problems.push(invalidForEachSet('the set must not contain null', expression));
  }
}

function invalidCount(why: string, { span }: Expression): Diagnostic {
  return errorAt('invalid-count', 'Invalid count argument', `This count cannot be used: ${why}.`, span);
}
function invalidForEach(why: string, { span }: Expression): Diagnostic {
  return errorAt('invalid-for-each', 'Invalid for_each argument', `This for_each cannot be used: ${why}.`, span);
}
function invalidForEachSet(why: string, { span }: Expression): Diagnostic {
  return errorAt(
    'invalid-for-each-set',
    'Invalid for_each set argument',
    `This for_each cannot be used: ${why}.`,
    span,
  );
}
function tooManyInstances(wanted: number, { span }: Expression): Diagnostic {
  const limit = limits.maxInstancesPerObject;
  const detail = `${wanted} instances are asked for; the limit maxInstancesPerObject is ${limit}.`;
  return errorAt('limit-instances', 'Too many instances', detail, span);
}
