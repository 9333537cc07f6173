/** The first piece of an expression: where HCL points for an argument. */
import type { Span } from '../../source/index.ts';
import type { Expression, FunctionCallExpression } from '../ast.ts';

/** A call's name and opening parenthesis. */
export function callStart(call: FunctionCallExpression): Span {
  return { source: call.span.source, start: call.nameSpan.start, end: call.openParenSpan.end };
}

export function startSpan(expression: Expression): Span {
  switch (expression.kind) {
    case 'FunctionCall':
      return callStart(expression);
    case 'Tuple':
    case 'Object':
    case 'For':
      return expression.openSpan;
    case 'Traversal':
      return expression.traversal.rootSpan;
    case 'RelativeTraversal':
      return startSpan(expression.subject);
    case 'Index':
      return startSpan(expression.collection);
    case 'Binary':
      return startSpan(expression.left);
    case 'Conditional':
      return startSpan(expression.condition);
    case 'Unary':
      return expression.symbolSpan;
    default:
      return expression.span;
  }
}
