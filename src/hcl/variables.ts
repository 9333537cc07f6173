/** The references of an expression, in the order HCL meets them; names bound by `for` are left out. */

import { sideTable } from '../util/side-table.ts';
import type { Expression, JsonNode, Traversal } from './ast.ts';
import { jsonStringExpression } from './json-string.ts';

const found = sideTable<Expression, readonly Traversal[]>();

export function variablesOf(expression: Expression): readonly Traversal[] {
  if (expression.kind === 'Literal') return NONE;
  if (expression.kind === 'Traversal') return [expression.traversal];
  let result = found.get(expression);
  if (result === undefined) {
    const all: Traversal[] = [];
    collect(expression, undefined, all);
    result = all.length === 0 ? NONE : all;
    found.set(expression, result);
  }
  return result;
}

const NONE: readonly Traversal[] = [];

interface Bound {
  readonly names: readonly (string | undefined)[];
  readonly outer: Bound | undefined;
}

function collect(expression: Expression, bound: Bound | undefined, all: Traversal[]): void {
  switch (expression.kind) {
    case 'Literal':
    case 'Invalid':
    case 'SplatItem':
      return;
    case 'Traversal': {
      for (let scope = bound; scope !== undefined; scope = scope.outer) {
        if (scope.names.includes(expression.traversal.root)) return;
      }
      all.push(expression.traversal);
      return;
    }
    case 'RelativeTraversal':
      collect(expression.subject, bound, all);
      return;
    case 'FunctionCall':
      for (const argument of expression.arguments) collect(argument, bound, all);
      return;
    case 'Conditional':
      collect(expression.condition, bound, all);
      collect(expression.whenTrue, bound, all);
      collect(expression.whenFalse, bound, all);
      return;
    case 'Index':
      collect(expression.collection, bound, all);
      collect(expression.key, bound, all);
      return;
    case 'Tuple':
      for (const element of expression.elements) collect(element, bound, all);
      return;
    case 'Object':
      for (const { key, value } of expression.items) {
        collect(key, bound, all);
        collect(value, bound, all);
      }
      return;
    case 'ObjectKey':
      if (expression.forceNonLiteral || keywordName(expression.wrapped) === undefined) {
        collect(expression.wrapped, bound, all);
      }
      return;
    case 'For': {
      collect(expression.collection, bound, all);
      const inner = { names: [expression.keyName, expression.valueName], outer: bound };
      if (expression.key !== undefined) collect(expression.key, inner, all);
      collect(expression.value, inner, all);
      if (expression.condition !== undefined) collect(expression.condition, inner, all);
      return;
    }
    case 'Splat':
      collect(expression.source, bound, all);
      collect(expression.each, bound, all);
      return;
    case 'Binary': {
      // Chains of operators lean to the left and can be long: walked without recursion.
      const rights: Expression[] = [];
      let left: Expression = expression;
      for (; left.kind === 'Binary'; left = left.left) rights.push(left.right);
      collect(left, bound, all);
      for (let i = rights.length - 1; i >= 0; i--) collect(rights[i] as Expression, bound, all);
      return;
    }
    case 'Unary':
      collect(expression.operand, bound, all);
      return;
    case 'Parentheses':
      collect(expression.inner, bound, all);
      return;
    case 'Template':
      for (const part of expression.parts) collect(part, bound, all);
      return;
    case 'TemplateWrap':
      collect(expression.wrapped, bound, all);
      return;
    case 'TemplateJoin':
      collect(expression.tuple, bound, all);
      return;
    case 'Json':
      collectJson(expression.node, all);
      return;
  }
}

function collectJson(node: JsonNode, all: Traversal[]): void {
  switch (node.kind) {
    case 'JsonString':
      collect(jsonStringExpression(node.value, node.span).value, undefined, all);
      return;
    case 'JsonArray':
      for (const element of node.elements) collectJson(element, all);
      return;
    case 'JsonObject':
      for (const { name, nameSpan, value } of node.members) {
        collect(jsonStringExpression(name, nameSpan).value, undefined, all);
        collectJson(value, all);
      }
      return;
  }
}

/** The one bare word that the expression is, which in some places is text and not a reference. */
export function keywordName(expression: Expression): string | undefined {
  if (expression.kind === 'Traversal') {
    return expression.traversal.steps.length === 0 ? expression.traversal.root : undefined;
  }
  if (expression.kind === 'Literal') {
    const { value } = expression;
    if (value.state === 'null') return 'null';
    if (value.data === true) return 'true';
    if (value.data === false) return 'false';
  }
  return undefined;
}
