/** Visits an expression and all its parts, the whole before its parts. */
import type { Expression } from '../../hcl/index.ts';

export function walkExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) walkExpression(part, visit);
}

const NONE: readonly Expression[] = [];

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'Literal':
    case 'Traversal':
    case 'SplatItem':
    case 'Json':
    case 'Invalid':
      return NONE;
    case 'RelativeTraversal':
      return [expression.subject];
    case 'FunctionCall':
      return expression.arguments;
    case 'Conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'Index':
      return [expression.collection, expression.key];
    case 'Tuple':
      return expression.elements;
    case 'Object':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case 'ObjectKey':
    case 'TemplateWrap':
      return [expression.wrapped];
    case 'For':
      return [expression.collection, expression.key, expression.value, expression.condition].filter(
        (part) => part !== undefined,
      );
    case 'Splat':
      return [expression.source, expression.each];
    case 'Binary':
      return [expression.left, expression.right];
    case 'Unary':
      return [expression.operand];
    case 'Parentheses':
      return [expression.inner];
    case 'Template':
      return expression.parts;
    case 'TemplateJoin':
      return [expression.tuple];
  }
}
