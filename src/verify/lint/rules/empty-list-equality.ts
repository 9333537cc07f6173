import type { Expression } from '../../../hcl/index.ts';
import { eachExpression } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const emptyListEquality: LintRule = {
  name: 'terraform_empty_list_equality',
  recommended: true,
  title: 'Comparison with an empty list',
  doc: '[] is an empty tuple, and a list is never equal to it. Compare the length with 0.',
  check(module, report) {
    eachExpression(module, (expression) => {
      if (expression.kind !== 'Binary') return;
      const { operator, left, right, span } = expression;
      if (operator !== '==' && operator !== '!=') return;
      if (!isEmptyTuple(left) && !isEmptyTuple(right)) return;
      const { source, start, end } = (isEmptyTuple(left) ? right : left).span;
      const subject = source.text.slice(start, end);
      report(span, `Write length(${subject}) ${operator === '==' ? '==' : '>'} 0 instead.`);
    });
  },
};

function isEmptyTuple(expression: Expression): boolean {
  if (expression.kind === 'Parentheses') return isEmptyTuple(expression.inner);
  return expression.kind === 'Tuple' && expression.elements.length === 0;
}
