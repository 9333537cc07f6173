/** For-expressions: a tuple, an object, or groups from the elements of a collection. */
import {
  BOOL,
  convert,
  DYNAMIC_UNKNOWN,
  elementsOf,
  entriesOf,
  type KnownValue,
  type Marks,
  numberValue,
  objectValue,
  STRING,
  stringValue,
  tupleValue,
  typeName,
  unionMarks,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Expression, ForExpression } from '../ast.ts';
import * as problem from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { budget } from './budget.ts';
import { run } from './run.ts';

interface Loop {
  readonly expression: ForExpression;
  /** The scope of the loop, and its own part of that. */
  readonly scope: Scope;
  readonly variables: Map<string, Value>;
  readonly problems: Diagnostic[];
  marks: Marks;
  /** Cleared where a key or a condition cannot be known: the result then is unknown as a whole. */
  known: boolean;
}

export function evaluateFor(expression: ForExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const collection = run(expression.collection, scope, problems);
  if (!isIterable(collection, expression, problems)) return DYNAMIC_UNKNOWN;
  const { marks } = collection;
  if (collection.state !== 'known') return withMarks(DYNAMIC_UNKNOWN, marks);
  const variables = new Map<string, Value>();
  const own: Scope = scope === undefined ? { variables } : { variables, parent: scope };
  const loop: Loop = { expression, scope: own, variables, problems, marks, known: true };
  if (expression.condition !== undefined && !isSoundCondition(loop, expression.condition)) return DYNAMIC_UNKNOWN;
  const value =
    expression.key === undefined ? makeTuple(loop, collection) : makeObject(loop, collection, expression.key);
  return withMarks(loop.known ? value : DYNAMIC_UNKNOWN, loop.marks);
}

/** False, with a message, for null and for what has no elements; unknown values may have some. */
function isIterable(collection: Value, { collection: at, span }: ForExpression, problems: Diagnostic[]): boolean {
  if (collection.state === 'null') {
    problems.push(problem.iterationOverNull(at.span, span));
    return false;
  }
  const { kind } = collection.type;
  if (kind !== 'string' && kind !== 'number' && kind !== 'bool' && kind !== 'capsule') return true;
  problems.push(problem.iterationOverNonIterable(at.span, span, typeName(collection.type)));
  return false;
}

/** Checked once with unknown variables, so that a wrong type is said once and not for each element. */
function isSoundCondition(loop: Loop, clause: Expression): boolean {
  const { keyName, valueName } = loop.expression;
  const { marks } = loop;
  const before = loop.problems.length;
  if (keyName !== undefined) loop.variables.set(keyName, DYNAMIC_UNKNOWN);
  loop.variables.set(valueName, DYNAMIC_UNKNOWN);
  includes(loop, clause);
  loop.marks = marks;
  return loop.problems.length === before;
}

/** Whether the present element takes part; undefined: it cannot be said. */
function includes(loop: Loop, clause: Expression): boolean | undefined {
  const { problems } = loop;
  const raw = run(clause, loop.scope, problems);
  if (raw.state === 'null') {
    if (loop.known) problems.push(problem.conditionIsNull(clause.span, loop.expression.span));
    return undefined;
  }
  const converted = convert(raw, BOOL);
  if ('error' in converted) {
    if (loop.known) problems.push(problem.invalidForCondition(clause.span, loop.expression.span, converted.error));
    return undefined;
  }
  loop.marks = unionMarks(loop.marks, converted.value.marks);
  return converted.value.state === 'unknown' ? undefined : converted.value.data === true;
}

/** Calls back for each element that takes part, its variables set. */
function eachIncluded(loop: Loop, collection: KnownValue, visit: () => void): void {
  if (collection.type.kind === 'map' || collection.type.kind === 'object') {
    for (const [key, value] of entriesOf(collection)) {
      if (bind(loop, stringValue(key), value)) visit();
      if (budget.exhausted !== undefined) return;
    }
    return;
  }
  const isSet = collection.type.kind === 'set';
  const elements = elementsOf(collection);
  for (let i = 0; i < elements.length; i++) {
    const value = elements[i] as Value;
    if (bind(loop, isSet ? value : i, value)) visit();
    if (budget.exhausted !== undefined) return;
  }
}

/** Sets the variables; whether the element takes part. */
function bind(loop: Loop, key: Value | number, value: Value): boolean {
  const { keyName, valueName, condition } = loop.expression;
  budget.steps++;
  if (keyName !== undefined) loop.variables.set(keyName, typeof key === 'number' ? numberValue(key) : key);
  loop.variables.set(valueName, value);
  if (condition === undefined) return true;
  const take = includes(loop, condition);
  if (take === undefined) loop.known = false;
  return take === true;
}

function makeTuple(loop: Loop, collection: KnownValue): Value {
  const { expression, scope, problems } = loop;
  const values: Value[] = [];
  eachIncluded(loop, collection, () => values.push(run(expression.value, scope, problems)));
  return tupleValue(values);
}

function makeObject(loop: Loop, collection: KnownValue, key: Expression): Value {
  const { expression, scope, problems } = loop;
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  eachIncluded(loop, collection, () => {
    const name = keyText(loop, key);
    if (name === undefined) {
      loop.known = false;
      return;
    }
    const value = run(expression.value, scope, problems);
    const group = groups.get(name);
    if (group !== undefined) group.push(value);
    else if (expression.group) groups.set(name, [value]);
    else if (entries.has(name)) problems.push(problem.duplicateObjectKey(key.span, expression.span, name));
    else entries.set(name, value);
  });
  for (const [name, values] of groups) entries.set(name, tupleValue(values));
  return objectValue(entries);
}

/** Undefined where the present element's key is unknown or none; the latter is reported. */
function keyText(loop: Loop, key: Expression): string | undefined {
  const value = run(key, loop.scope, loop.problems);
  if (value.state === 'null') return noKey(loop, key, 'A key must not be null.');
  loop.marks = unionMarks(loop.marks, value.marks);
  if (value.state === 'unknown') return undefined;
  const converted = convert(value, STRING);
  return 'error' in converted
    ? noKey(loop, key, `This cannot be a key: ${converted.error}.`)
    : (converted.value.data as string);
}

function noKey({ known, problems, expression }: Loop, key: Expression, detail: string): undefined {
  if (known) problems.push(problem.invalidObjectKey(key.span, expression.span, detail));
}
