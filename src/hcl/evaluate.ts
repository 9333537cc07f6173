/**
 * Evaluates expressions. Mistakes become diagnostics with HCL's titles and an unknown value in their place. Bounded: see
 * `source/limits.ts`; the counters are shared by evaluations within one another (templates rendered by functions).
 */
import {
  BOOL,
  type Bound,
  boolValue,
  compareNumeric,
  convert,
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  elementsOf,
  entriesOf,
  extentOf,
  isCollection,
  isWhollyKnown,
  type KnownValue,
  lengthBounds,
  listOf,
  listValue,
  type Marks,
  mayBeNull,
  NO_MARKS,
  NUMBER,
  nullOf,
  numberBounds,
  numberValue,
  objectValue,
  refine,
  refineNotNull,
  STRING,
  stringValue,
  type Type,
  tupleOf,
  tupleValue,
  typeEquals,
  typeName,
  unify,
  unionMarks,
  unknownNotNull,
  unknownOf,
  unmarked,
  type Value,
  withMarks,
} from '../cty/index.ts';
import { type Diagnostic, limits, type Span } from '../source/index.ts';
import { append } from '../util/append.ts';
import type {
  BinaryExpression,
  ConditionalExpression,
  Expression,
  ForExpression,
  JsonNode,
  ObjectExpression,
  SplatExpression,
  SplatItemExpression,
  TemplateExpression,
  TemplateJoinExpression,
  TraversalExpression,
} from './ast.ts';
import { evaluateCall } from './evaluate-call.ts';
import * as problem from './evaluation-diagnostics.ts';
import { jsonStringExpression } from './json-string.ts';
import { applyOperator, applyUnary, operandType, resultType } from './operators.ts';
import type { Scope } from './scope.ts';
import { normalizeText } from './string-literal.ts';
import { nameSuggestion } from './suggestion.ts';
import { applySteps, index } from './traverse.ts';
import { keywordName } from './variables.ts';

let active = 0;
let steps = 0;
let output = 0;
let depth = 0;
/** The message about the limit that was passed; while it is set nothing more is evaluated. */
let exhausted: Diagnostic | undefined;
const splatItems = new Map<SplatItemExpression, Value>();

/** `scope` undefined: neither references nor functions are allowed. */
export function evaluate(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (active++ === 0) {
    steps = 0;
    output = 0;
    depth = 0;
    exhausted = undefined;
  }
  try {
    const value = run(expression, scope, problems);
    if (exhausted === undefined) return value;
    if (!problems.includes(exhausted)) problems.push(exhausted);
    return DYNAMIC_UNKNOWN;
  } finally {
    active--;
  }
}

function exhaust(span: Span, limit: string, value: number): Value {
  exhausted ??= problem.limitExceeded(span, limit, value);
  return DYNAMIC_UNKNOWN;
}

/** Evaluates a part of an expression within an evaluation that is under way. */
export function run(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (++steps > limits.maxEvaluationSteps)
    return exhaust(expression.span, 'maxEvaluationSteps', limits.maxEvaluationSteps);
  if (exhausted !== undefined) return DYNAMIC_UNKNOWN;
  switch (expression.kind) {
    case 'Literal':
      return expression.value;
    case 'Traversal':
      return traversal(expression, scope, problems);
    case 'SplatItem':
      return splatItems.get(expression) ?? DYNAMIC_UNKNOWN;
    case 'Invalid':
      return DYNAMIC_UNKNOWN;
  }
  if (++depth > limits.maxEvaluationDepth) {
    depth--;
    return exhaust(expression.span, 'maxEvaluationDepth', limits.maxEvaluationDepth);
  }
  const value = runNested(expression, scope, problems);
  depth--;
  return BUILDERS.has(expression.kind) ? withinExtent(value, expression.span) : value;
}

/** The kinds of expressions that can make a value larger than those it is made of. */
const BUILDERS: ReadonlySet<Expression['kind']> = new Set([
  'Tuple',
  'Object',
  'For',
  'Splat',
  'FunctionCall',
  'Json',
] as const);

/** A value that holds another twice costs nothing to make, and doubles what every walk over it costs. */
function withinExtent(value: Value, span: Span): Value {
  const extent = extentOf(value);
  if (extent.size > limits.maxValueSize) return exhaust(span, 'maxValueSize', limits.maxValueSize);
  if (extent.depth > limits.maxDepth) return exhaust(span, 'maxDepth', limits.maxDepth);
  return value;
}

function runNested(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  switch (expression.kind) {
    case 'Template':
      return template(expression, scope, problems);
    case 'TemplateWrap':
      return run(expression.wrapped, scope, problems);
    case 'Parentheses':
      return run(expression.inner, scope, problems);
    case 'FunctionCall':
      return counted(evaluateCall(expression, scope, problems), expression.span);
    case 'Object':
      return object(expression, scope, problems);
    case 'ObjectKey': {
      const { wrapped, forceNonLiteral } = expression;
      if (!forceNonLiteral) {
        const name = keywordName(wrapped);
        if (name !== undefined) return stringValue(normalizeText(name));
        if (wrapped.kind === 'Traversal') {
          problems.push(problem.ambiguousKey(expression.span));
          return DYNAMIC_UNKNOWN;
        }
      }
      return run(wrapped, scope, problems);
    }
    case 'Tuple': {
      const values: Value[] = new Array(expression.elements.length);
      for (let i = 0; i < values.length; i++) {
        values[i] = run(expression.elements[i] as Expression, scope, problems);
      }
      return tupleValue(values);
    }
    case 'Conditional':
      return conditional(expression, scope, problems);
    case 'Binary':
      return binary(expression, scope, problems);
    case 'Unary': {
      const before = problems.length;
      const operand = run(expression.operand, scope, problems);
      const type = expression.operator === '-' ? NUMBER : BOOL;
      const converted = convert(operand, type);
      if ('error' in converted) {
        problems.push(problem.invalidOperand(expression.operand.span, expression.span, 'unary', converted.error));
      }
      if (problems.length > before || 'error' in converted) return unknownOf(type);
      const result = applyUnary(expression.operator, converted.value);
      if (typeof result !== 'string') return result;
      problems.push(problem.operationFailed(expression.span, result));
      return unknownOf(type);
    }
    case 'Index': {
      const collection = run(expression.collection, scope, problems);
      const key = run(expression.key, scope, problems);
      return index(collection, key, expression.bracketSpan, problems);
    }
    case 'RelativeTraversal':
      return applySteps(run(expression.subject, scope, problems), expression.steps, problems);
    case 'For':
      return forExpression(expression, scope, problems);
    case 'Splat':
      return splat(expression, scope, problems);
    case 'TemplateJoin':
      return templateJoin(expression, scope, problems);
    case 'Json':
      return json(expression.node, scope, problems);
    default:
      return DYNAMIC_UNKNOWN;
  }
}

function traversal({ traversal }: TraversalExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  for (let current = scope; current !== undefined; current = current.parent) {
    const value = current.variables.get(traversal.root);
    if (value !== undefined) {
      return traversal.steps.length === 0 ? value : applySteps(value, traversal.steps, problems);
    }
  }
  if (scope === undefined) problems.push(problem.variablesNotAllowed(traversal.rootSpan));
  else {
    const names: string[] = [];
    for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
      append(names, current.variables.keys());
    }
    const suggestion = nameSuggestion(traversal.root, names);
    problems.push(problem.unknownVariable(traversal.rootSpan, traversal.root, suggestion));
  }
  return DYNAMIC_UNKNOWN;
}

/** Counts text that functions make: many long results exhaust memory as one endless result would. */
function counted(value: Value, span: Span): Value {
  if (value.state !== 'known' || typeof value.data !== 'string' || value.data.length < LONG_TEXT) return value;
  return within(value.data.length, span) ? value : DYNAMIC_UNKNOWN;
}

const LONG_TEXT = 10_000;

/** Counts text that is made; false past the limits. */
function within(length: number, span: Span): boolean {
  output += length;
  if (length > limits.maxStringLength) exhaust(span, 'maxStringLength', limits.maxStringLength);
  else if (output > limits.maxTemplateOutput) exhaust(span, 'maxTemplateOutput', limits.maxTemplateOutput);
  else return true;
  return false;
}

function template(expression: TemplateExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const { parts } = expression;
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'Literal') return only.value;
  const before = problems.length;
  let text = '';
  let known = true;
  let marks: Marks = NO_MARKS;
  for (const part of parts) {
    const value = run(part, scope, problems);
    marks = unionMarks(marks, value.marks);
    if (value.state === 'null') {
      problems.push(problem.nullInTemplate(part.span, expression.span));
      continue;
    }
    if (value.state === 'unknown') {
      known = false;
      continue;
    }
    if (value.type === STRING) {
      if (known) text += value.data as string;
      continue;
    }
    const converted = convert(unmarked(value), STRING);
    if ('error' in converted) {
      problems.push(problem.invalidInTemplate(part.span, expression.span, converted.error));
      continue;
    }
    if (known) text += converted.value.data as string;
  }
  if (!within(text.length, expression.span)) return DYNAMIC_UNKNOWN;
  if (known) return withMarks(stringValue(normalizeText(text)), marks);
  const prefix = problems.length > before ? '' : safePrefix(text);
  const result = unknownOf(STRING, prefix === '' ? { notNull: true } : { notNull: true, prefix });
  return withMarks(result, marks);
}

/** Ends of a text that no combining character that might follow can change. */
const DELIMITER = /[-_:;/\\,.(){}|?!~ \t@#$%^&*+"'[\]<>=`\n\r]$/;

/** As much of the text as is certain to begin the result, at most 128 bytes. */
function safePrefix(text: string): string {
  let prefix = text;
  if (Buffer.byteLength(prefix) > 128)
    prefix = Buffer.from(prefix)
      .subarray(0, 128)
      .toString()
      .replace(/\ufffd+$/, '');
  if (prefix === '' || DELIMITER.test(prefix)) return prefix;
  // A plain character after another is a cluster of its own.
  const last = prefix.length - 1;
  if (prefix.charCodeAt(last) < 128 && (last === 0 || prefix.charCodeAt(last - 1) < 128)) return prefix.slice(0, last);
  const clusters = [...new Intl.Segmenter().segment(prefix)];
  return prefix.slice(0, clusters[clusters.length - 1]?.index ?? 0);
}

function templateJoin(expression: TemplateJoinExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const tuple = run(expression.tuple, scope, problems);
  if (tuple.state !== 'known') return withMarks(unknownOf(STRING), tuple.marks);
  let marks = tuple.marks;
  let text = '';
  for (const value of elementsOf(tuple)) {
    if (value.state === 'null') {
      problems.push(problem.nullInTemplate(expression.span, expression.span));
      continue;
    }
    if (value.state === 'unknown') return withMarks(unknownOf(STRING), tuple.marks);
    const converted = convert(unmarked(value), STRING);
    if ('error' in converted) {
      problems.push(problem.invalidInTemplate(expression.span, expression.span, converted.error));
      continue;
    }
    marks = unionMarks(marks, value.marks);
    text += converted.value.data as string;
    if (text.length > limits.maxStringLength) break;
  }
  if (!within(text.length, expression.span)) return DYNAMIC_UNKNOWN;
  return withMarks(stringValue(normalizeText(text)), marks);
}

function object(expression: ObjectExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const entries = new Map<string, Value>();
  let marks: Marks = NO_MARKS;
  let known = true;
  for (const item of expression.items) {
    const before = problems.length;
    let key = run(item.key, scope, problems);
    const keyFailed = problems.length > before;
    const value = run(item.value, scope, problems);
    marks = unionMarks(marks, key.marks);
    if (keyFailed) {
      known = false;
      continue;
    }
    if (key.state === 'null') {
      problems.push(problem.nullAsKey(item.value.span));
      known = false;
      continue;
    }
    if (key.type !== STRING) {
      const converted = convert(key, STRING);
      if ('error' in converted) {
        problems.push(problem.incorrectKeyType(item.key.span, converted.error));
        known = false;
        continue;
      }
      key = converted.value;
    }
    if (key.state !== 'known') known = false;
    else entries.set(key.data as string, value);
  }
  return withMarks(known ? objectValue(entries) : DYNAMIC_UNKNOWN, marks);
}

function binary(expression: BinaryExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
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
    steps++;
    value = operate(chain[i] as BinaryExpression, value, before, scope, problems);
  }
  return value;
}

function operate(
  expression: BinaryExpression,
  left: Value,
  before: number,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const { operator } = expression;
  const right = run(expression.right, scope, problems);
  const type = operandType(operator);
  let a = left;
  let b = right;
  if (type !== undefined) {
    a = operand(left, type, expression.left.span, expression.span, 'left', problems);
    b = operand(right, type, expression.right.span, expression.span, 'right', problems);
  }
  if (problems.length > before) return unknownOf(resultType(operator));
  const result = applyOperator(operator, a, b);
  if (typeof result !== 'string') return result;
  problems.push(problem.operationFailed(expression.span, result));
  return unknownOf(resultType(operator));
}

function operand(value: Value, type: Type, span: Span, context: Span, side: string, problems: Diagnostic[]): Value {
  if (value.type === type) return value;
  const converted = convert(value, type);
  if (!('error' in converted)) return converted.value;
  problems.push(problem.invalidOperand(span, context, side, converted.error));
  return value;
}

function isDynamicNull(value: Value): boolean {
  return value.state === 'null' && value.type.kind === 'dynamic' && value.marks.size === 0;
}

function conditional(expression: ConditionalExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const trueProblems: Diagnostic[] = [];
  const falseProblems: Diagnostic[] = [];
  const whenTrue = run(expression.whenTrue, scope, trueProblems);
  const whenFalse = run(expression.whenFalse, scope, falseProblems);
  let type: Type | undefined;
  if (isDynamicNull(whenTrue)) type = whenFalse.type;
  else if (isDynamicNull(whenFalse)) type = whenTrue.type;
  else if (whenTrue.type.kind === 'dynamic' || whenFalse.type.kind === 'dynamic') type = DYNAMIC;
  else if (whenTrue.type === whenFalse.type) type = whenTrue.type;
  else type = unify([whenTrue.type, whenFalse.type]);
  const { span } = expression;
  if (type === undefined) {
    const both = { source: span.source, start: expression.whenTrue.span.start, end: expression.whenFalse.span.end };
    const detail = `They are ${typeName(whenTrue.type)} and ${typeName(whenFalse.type)}.`;
    problems.push(problem.inconsistentConditional(both, span, detail));
    return DYNAMIC_UNKNOWN;
  }
  const condition = run(expression.condition, scope, problems);
  if (condition.state === 'null') {
    problems.push(problem.nullCondition(expression.condition.span, span));
    return unknownOf(type);
  }
  if (condition.state === 'unknown') return undecided(condition, whenTrue, whenFalse, type);
  const converted = convert(condition, BOOL);
  if ('error' in converted) {
    problems.push(problem.incorrectCondition(expression.condition.span, span));
    return unknownOf(type);
  }
  const chosen = converted.value.data === true;
  const branch = chosen ? expression.whenTrue : expression.whenFalse;
  const value = chosen ? whenTrue : whenFalse;
  for (const found of chosen ? trueProblems : falseProblems) problems.push(found);
  // The marks of the result that was not chosen count as well: which one it was tells something of it.
  const marks = unionMarks(condition.marks, unionMarks(whenTrue.marks, whenFalse.marks));
  if (value.type === type || type.kind === 'dynamic') return withMarks(value, marks);
  const result = convert(value, type);
  if ('error' in result) {
    const detail = `The ${chosen ? 'true' : 'false'} result value has the wrong type: ${result.error}.`;
    problems.push(problem.inconsistentConditional(branch.span, span, detail));
    return withMarks(unknownOf(type), marks);
  }
  return withMarks(result.value, marks);
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

/** Calls back with key and value of each element, in order. */
function eachElement(collection: KnownValue, visit: (key: Value | number, value: Value) => void): void {
  if (collection.type.kind === 'map' || collection.type.kind === 'object') {
    for (const [key, value] of entriesOf(collection)) {
      visit(stringValue(key), value);
      if (exhausted !== undefined) return;
    }
    return;
  }
  const elements = elementsOf(collection);
  const isSet = collection.type.kind === 'set';
  for (let i = 0; i < elements.length; i++) {
    const value = elements[i] as Value;
    visit(isSet ? value : i, value);
    if (exhausted !== undefined) return;
  }
}

function forExpression(expression: ForExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const { span } = expression;
  const collection = run(expression.collection, scope, problems);
  const collectionSpan = expression.collection.span;
  if (collection.state === 'null') {
    problems.push(problem.iterationOverNull(collectionSpan, span));
    return DYNAMIC_UNKNOWN;
  }
  const { kind } = collection.type;
  if (kind === 'dynamic') return withMarks(DYNAMIC_UNKNOWN, collection.marks);
  if (kind === 'string' || kind === 'number' || kind === 'bool' || kind === 'capsule') {
    problems.push(problem.iterationOverNonIterable(collectionSpan, span, typeName(collection.type)));
    return DYNAMIC_UNKNOWN;
  }
  if (collection.state === 'unknown') return withMarks(DYNAMIC_UNKNOWN, collection.marks);
  let marks = collection.marks;
  const variables = new Map<string, Value>();
  const inner: Scope = scope === undefined ? { variables } : { variables, parent: scope };
  const { keyName, valueName, condition } = expression;
  let known = true;

  /** Whether the element takes part; undefined: it cannot be said. */
  const included = (clause: Expression): boolean | undefined => {
    const raw = run(clause, inner, problems);
    if (raw.state === 'null') {
      if (known) problems.push(problem.conditionIsNull(clause.span, span));
      return undefined;
    }
    const converted = convert(raw, BOOL);
    if ('error' in converted) {
      if (known) problems.push(problem.invalidForCondition(clause.span, span, converted.error));
      return undefined;
    }
    marks = unionMarks(marks, converted.value.marks);
    return converted.value.state === 'unknown' ? undefined : converted.value.data === true;
  };

  if (condition !== undefined) {
    // Checked once with unknown variables, so that a wrong type is said once and not for each element.
    const before = problems.length;
    if (keyName !== undefined) variables.set(keyName, DYNAMIC_UNKNOWN);
    variables.set(valueName, DYNAMIC_UNKNOWN);
    const outerMarks = marks;
    included(condition);
    marks = outerMarks;
    if (problems.length > before) return DYNAMIC_UNKNOWN;
  }

  const bind = (key: Value | number, value: Value): boolean => {
    steps++;
    if (keyName !== undefined) variables.set(keyName, typeof key === 'number' ? numberValue(key) : key);
    variables.set(valueName, value);
    if (condition === undefined) return true;
    const take = included(condition);
    if (take === undefined) known = false;
    return take === true;
  };

  if (expression.key === undefined) {
    const values: Value[] = [];
    eachElement(collection, (key, value) => {
      if (bind(key, value)) values.push(run(expression.value, inner, problems));
    });
    return withMarks(known ? tupleValue(values) : DYNAMIC_UNKNOWN, marks);
  }

  const keyExpression = expression.key;
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  eachElement(collection, (key, value) => {
    if (!bind(key, value)) return;
    const rawKey = run(keyExpression, inner, problems);
    if (rawKey.state === 'null') {
      if (known) problems.push(problem.invalidObjectKey(keyExpression.span, span, 'A key must not be null.'));
      known = false;
      return;
    }
    marks = unionMarks(marks, rawKey.marks);
    if (rawKey.state === 'unknown') {
      known = false;
      return;
    }
    const converted = convert(rawKey, STRING);
    if ('error' in converted) {
      if (known) {
        problems.push(problem.invalidObjectKey(keyExpression.span, span, `This cannot be a key: ${converted.error}.`));
      }
      known = false;
      return;
    }
    const name = converted.value.data as string;
    const result = run(expression.value, inner, problems);
    if (expression.group) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [result]);
      else group.push(result);
    } else if (entries.has(name)) problems.push(problem.duplicateObjectKey(keyExpression.span, span, name));
    else entries.set(name, result);
  });
  if (!known) return withMarks(DYNAMIC_UNKNOWN, marks);
  for (const [name, values] of groups) entries.set(name, tupleValue(values));
  return withMarks(objectValue(entries), marks);
}

function splat(expression: SplatExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const { item, each } = expression;
  const evaluateItem = (value: Value, into: Diagnostic[]): Value => {
    const outer = splatItems.get(item);
    splatItems.set(item, value);
    const result = run(each, scope, into);
    if (outer === undefined) splatItems.delete(item);
    else splatItems.set(item, outer);
    return result;
  };
  const before = problems.length;
  const given = run(expression.source, scope, problems);
  if (problems.length > before) {
    evaluateItem(DYNAMIC_UNKNOWN, problems);
    return DYNAMIC_UNKNOWN;
  }
  const { kind } = given.type;
  const isSequence = kind === 'list' || kind === 'set' || kind === 'tuple';
  if (given.state === 'null') {
    if (!isSequence) return withMarks(tupleValue([]), given.marks);
    const context = {
      source: expression.span.source,
      start: expression.source.span.start,
      end: expression.markerSpan.end,
    };
    problems.push(problem.splatOfNull(expression.source.span, context));
    return DYNAMIC_UNKNOWN;
  }
  if (kind === 'dynamic') return withMarks(DYNAMIC_UNKNOWN, given.marks);
  const upgradedUnknown = !isSequence && given.state === 'unknown' && mayBeNull(given);
  const source: Value = isSequence ? given : withMarks(tupleValue([given]), given.marks);
  const elementType = (type: Type, into: Diagnostic[]): Type => evaluateItem(unknownOf(type), into).type;
  const ofType = (into: Diagnostic[]): Type => {
    if (source.type.kind === 'tuple') return tupleOf(source.type.elements.map((type) => elementType(type, into)));
    return listOf(elementType((source.type as Type & { element: Type }).element, into));
  };
  if (source.state !== 'known') {
    const type = ofType(problems);
    let result: Value = refineNotNull(unknownOf(type));
    if (type.kind === 'list' && isCollection(source.type)) {
      const { min, max } = lengthBounds(source);
      result = refine(result, { minLength: min, maxLength: max });
    }
    return withMarks(result, source.marks);
  }
  const values: Value[] = [];
  const beforeItems = problems.length;
  for (const element of elementsOf(source)) {
    values.push(evaluateItem(element, problems));
    if (exhausted !== undefined) return DYNAMIC_UNKNOWN;
  }
  if (upgradedUnknown) return withMarks(DYNAMIC_UNKNOWN, source.marks);
  if (problems.length > beforeItems) return withMarks(unknownOf(ofType([])), source.marks);
  if (source.type.kind === 'tuple') return withMarks(tupleValue(values), source.marks);
  const first = values[0];
  if (first === undefined) {
    const type = ofType(problems);
    return withMarks(listValue((type as Type & { element: Type }).element, []), source.marks);
  }
  if (values.every((value) => typeEquals(value.type, first.type))) {
    return withMarks(listValue(first.type, values), source.marks);
  }
  return withMarks(tupleValue(values), source.marks);
}

function json(node: JsonNode, scope: Scope | undefined, problems: Diagnostic[]): Value {
  switch (node.kind) {
    case 'JsonString':
      return jsonString(node.value, node.span, scope, problems);
    case 'JsonNumber':
      return node.value;
    case 'JsonBool':
      return boolValue(node.value);
    case 'JsonNull':
      return nullOf(DYNAMIC);
    case 'JsonArray':
      return tupleValue(node.elements.map((element) => json(element, scope, problems)));
    case 'JsonObject': {
      const entries = new Map<string, Value>();
      let marks: Marks = NO_MARKS;
      let known = true;
      for (const { name, nameSpan, value } of node.members) {
        const key = jsonString(name, nameSpan, scope, problems);
        const member = json(value, scope, problems);
        marks = unionMarks(marks, key.marks);
        const converted = convert(key, STRING);
        if ('error' in converted || key.state === 'null') {
          const message = 'error' in converted ? converted.error : 'it is null';
          problems.push(problem.invalidJsonKey(nameSpan, message));
        } else if (converted.value.state !== 'known') known = false;
        else {
          const text = converted.value.data as string;
          if (entries.has(text)) problems.push(problem.duplicateJsonKey(nameSpan, text));
          else entries.set(text, member);
        }
      }
      return withMarks(known ? objectValue(entries) : DYNAMIC_UNKNOWN, marks);
    }
    case 'JsonInvalid':
      return DYNAMIC_UNKNOWN;
  }
}

function jsonString(text: string, span: Span, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (scope === undefined) return stringValue(normalizeText(text));
  const { value, diagnostics } = jsonStringExpression(text, span);
  for (const found of diagnostics) problems.push(found);
  return diagnostics.length > 0 ? DYNAMIC_UNKNOWN : run(value, scope, problems);
}

/** `try`: the first of the expressions that evaluates; unknowns inside it make the result unknown. */
export function evaluateTry(args: readonly Expression[], scope: Scope | undefined): Value | readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  for (const argument of args) {
    const problems: Diagnostic[] = [];
    const value = run(argument, scope, problems);
    if (problems.length === 0) return isWhollyKnown(value) ? value : DYNAMIC_UNKNOWN;
    append(all, problems);
  }
  return all;
}

/** `can`: whether the expression evaluates. */
export function evaluateCan(argument: Expression, scope: Scope | undefined): Value {
  const problems: Diagnostic[] = [];
  const value = run(argument, scope, problems);
  if (problems.length > 0) return boolValue(false);
  return isWhollyKnown(value) ? boolValue(true) : unknownOf(BOOL);
}
