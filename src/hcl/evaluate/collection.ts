/** Tuples, objects and their keys. */
import {
  convert,
  DYNAMIC_UNKNOWN,
  type Marks,
  NO_MARKS,
  objectValue,
  STRING,
  stringValue,
  tupleValue,
  unionMarks,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Expression, ObjectExpression, ObjectKeyExpression, TupleExpression } from '../ast.ts';
import { ambiguousKey, incorrectKeyType, nullAsKey } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { normalizeText } from '../string-literal.ts';
import { keywordName } from '../variables.ts';
import { run } from './run.ts';

export function evaluateTuple({ elements }: TupleExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const values: Value[] = new Array(elements.length);
  for (let i = 0; i < values.length; i++) values[i] = run(elements[i] as Expression, scope, problems);
  return tupleValue(values);
}

/** A key that cannot be known leaves the whole object unknown. */
export function evaluateObject(expression: ObjectExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const entries = new Map<string, Value>();
  let marks: Marks = NO_MARKS;
  let known = true;
  for (const item of expression.items) {
    const before = problems.length;
    const key = run(item.key, scope, problems);
    const keyFailed = problems.length > before;
    const value = run(item.value, scope, problems);
    marks = unionMarks(marks, key.marks);
    const name = keyFailed ? undefined : keyText(key, item, problems);
    if (name === undefined) known = false;
    else entries.set(name, value);
  }
  return withMarks(known ? objectValue(entries) : DYNAMIC_UNKNOWN, marks);
}

/** Undefined where the key is unknown or none; the latter is reported. */
function keyText(key: Value, item: ObjectExpression['items'][number], problems: Diagnostic[]): string | undefined {
  if (key.state === 'null') {
    problems.push(nullAsKey(item.value.span));
    return undefined;
  }
  if (key.type === STRING) return key.state === 'known' ? (key.data as string) : undefined;
  const converted = convert(key, STRING);
  if ('error' in converted) {
    problems.push(incorrectKeyType(item.key.span, converted.error));
    return undefined;
  }
  return converted.value.state === 'known' ? (converted.value.data as string) : undefined;
}

/** A bare word is the key itself; in parentheses it would be a reference. */
export function evaluateKey(
  { wrapped, forceNonLiteral, span }: ObjectKeyExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  if (forceNonLiteral) return run(wrapped, scope, problems);
  const name = keywordName(wrapped);
  if (name !== undefined) return stringValue(normalizeText(name));
  if (wrapped.kind !== 'Traversal') return run(wrapped, scope, problems);
  problems.push(ambiguousKey(span));
  return DYNAMIC_UNKNOWN;
}
