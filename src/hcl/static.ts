/**
 * Reading expressions without evaluating them: as references, keywords, lists, maps and calls. In JSON a string holds
 * the reference or the call.
 */
import type { Diagnostic, Span, WithDiagnostics } from '../source/index.ts';
import type { Expression, JsonNode, Traversal, TraversalStep } from './ast.ts';
import { notStatic } from './evaluation-diagnostics.ts';
import { jsonStringText } from './json-string.ts';
import { scanRange } from './lexer/lexer.ts';
import { Cursor } from './parser/cursor.ts';
import { readExpression } from './parser/expression.ts';
import { parseTraversalTokens } from './traversal-parser.ts';
import { keywordName } from './variables.ts';

/** The one absolute reference that the expression is. */
export function traversalOf(expression: Expression): WithDiagnostics<Traversal | undefined> {
  const value = traversalIn(expression);
  return value === undefined
    ? { value, diagnostics: [notStatic(expression.span, 'A single reference is required here.')] }
    : { value, diagnostics: [] };
}

/** A reference relative to some object, such as an argument's name: the first name is an attribute step. */
export function relativeTraversalOf(expression: Expression): WithDiagnostics<readonly TraversalStep[] | undefined> {
  const { value, diagnostics } = traversalOf(expression);
  if (value === undefined) return { value, diagnostics };
  return { value: [{ kind: 'attribute', name: value.root, span: value.rootSpan }, ...value.steps], diagnostics };
}

/** The bare word that the expression is, such as `all` or `string`. */
export function keywordOf(expression: Expression): string | undefined {
  const traversal = traversalIn(expression);
  return traversal !== undefined && traversal.steps.length === 0 ? traversal.root : undefined;
}

/** The elements of a list constructor. */
export function listOfExpressions(expression: Expression): WithDiagnostics<readonly Expression[] | undefined> {
  if (expression.kind === 'Tuple') return { value: expression.elements, diagnostics: [] };
  if (expression.kind === 'Json' && expression.node.kind === 'JsonArray') {
    return { value: expression.node.elements.map(jsonExpression), diagnostics: [] };
  }
  return { value: undefined, diagnostics: [notStatic(expression.span, 'A list in brackets is required here.')] };
}

/** The items of an object constructor. */
export function mapOfExpressions(
  expression: Expression,
): WithDiagnostics<readonly { key: Expression; value: Expression }[] | undefined> {
  if (expression.kind === 'Object') return { value: expression.items, diagnostics: [] };
  if (expression.kind === 'Json' && expression.node.kind === 'JsonObject') {
    const value = expression.node.members.map((member) => ({
      key: jsonExpression({ kind: 'JsonString', value: member.name, span: member.nameSpan }),
      value: jsonExpression(member.value),
    }));
    return { value, diagnostics: [] };
  }
  return { value: undefined, diagnostics: [notStatic(expression.span, 'An object in braces is required here.')] };
}

export interface StaticCall {
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Expression[];
  readonly argumentsSpan: Span;
}

/** The function call that the expression is. */
export function callOf(expression: Expression): WithDiagnostics<StaticCall | undefined> {
  const call = expression.kind === 'Json' ? inJsonString(expression.node, parseWhole) : expression;
  if (call?.kind === 'FunctionCall') {
    const { name, nameSpan, openParenSpan, closeParenSpan } = call;
    const argumentsSpan = { source: nameSpan.source, start: openParenSpan.start, end: closeParenSpan.end };
    return { value: { name, nameSpan, arguments: call.arguments, argumentsSpan }, diagnostics: [] };
  }
  return { value: undefined, diagnostics: [notStatic(expression.span, 'A function call is required here.')] };
}

export function jsonExpression(node: JsonNode): Expression {
  return { kind: 'Json', node, span: node.span };
}

function traversalIn(expression: Expression): Traversal | undefined {
  switch (expression.kind) {
    case 'Traversal':
      return expression.traversal;
    case 'ObjectKey':
      return traversalIn(expression.wrapped);
    case 'Literal': {
      // References know no keywords: `true` there is a name.
      const root = keywordName(expression);
      return root === undefined ? undefined : { root, rootSpan: expression.span, steps: [], span: expression.span };
    }
    case 'Json':
      return inJsonString(expression.node, parseTraversalTokens);
    default:
      return undefined;
  }
}

function parseWhole(cursor: Cursor): Expression | undefined {
  cursor.pushNewlines(false);
  const value = readExpression(cursor);
  return cursor.atEnd() ? value : undefined;
}

function inJsonString<R>(node: JsonNode, parse: (cursor: Cursor) => R): R | undefined {
  if (node.kind !== 'JsonString') return undefined;
  const { source, start, end } = jsonStringText(node.value, node.span);
  const problems: Diagnostic[] = [];
  const result = parse(new Cursor(source, scanRange(source, start, end), problems));
  return problems.length === 0 ? result : undefined;
}
