/** Values of the JSON syntax: strings are templates where references are allowed. */
import {
  boolValue,
  convert,
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  type Marks,
  NO_MARKS,
  nullOf,
  objectValue,
  STRING,
  stringValue,
  tupleValue,
  unionMarks,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { JsonNode } from '../ast.ts';
import { duplicateJsonKey, invalidJsonKey } from '../evaluation-diagnostics.ts';
import { jsonStringExpression } from '../json-string.ts';
import type { Scope } from '../scope.ts';
import { normalizeText } from '../string-literal.ts';
import { run } from './run.ts';

export function evaluateJson(node: JsonNode, scope: Scope | undefined, problems: Diagnostic[]): Value {
  switch (node.kind) {
    case 'JsonString':
      return evaluateString(node.value, node.span, scope, problems);
    case 'JsonNumber':
      return node.value;
    case 'JsonBool':
      return boolValue(node.value);
    case 'JsonNull':
      return nullOf(DYNAMIC);
    case 'JsonArray':
      return tupleValue(node.elements.map((element) => evaluateJson(element, scope, problems)));
    case 'JsonObject':
      return evaluateObject(node, scope, problems);
    case 'JsonInvalid':
      return DYNAMIC_UNKNOWN;
  }
}

function evaluateObject(
  { members }: JsonNode & { kind: 'JsonObject' },
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const entries = new Map<string, Value>();
  let marks: Marks = NO_MARKS;
  let known = true;
  for (const { name, nameSpan, value } of members) {
    const key = evaluateString(name, nameSpan, scope, problems);
    const member = evaluateJson(value, scope, problems);
    marks = unionMarks(marks, key.marks);
    const converted = convert(key, STRING);
    if ('error' in converted || key.state === 'null') {
      problems.push(invalidJsonKey(nameSpan, 'error' in converted ? converted.error : 'it is null'));
    } else if (converted.value.state !== 'known') known = false;
    else {
      const text = converted.value.data as string;
      if (entries.has(text)) problems.push(duplicateJsonKey(nameSpan, text));
      else entries.set(text, member);
    }
  }
  return withMarks(known ? objectValue(entries) : DYNAMIC_UNKNOWN, marks);
}

function evaluateString(text: string, span: Span, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (scope === undefined) return stringValue(normalizeText(text));
  const { value, diagnostics } = jsonStringExpression(text, span);
  for (const found of diagnostics) problems.push(found);
  return diagnostics.length > 0 ? DYNAMIC_UNKNOWN : run(value, scope, problems);
}
