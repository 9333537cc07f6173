import type { TraversalStep } from '../../../hcl/index.ts';
import { eachExpression } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const deprecatedIndex: LintRule = {
  name: 'terraform_deprecated_index',
  recommended: true,
  title: 'Index written with a dot',
  doc: 'list.0 is a leftover of Terraform 0.11. Brackets say that the name is a position: list[0].',
  check(module, report) {
    const look = (steps: readonly TraversalStep[]) => {
      for (const { kind, span } of steps) {
        if (kind === 'index' && span.source.text[span.start] === '.') {
          report(span, `Write [${span.source.text.slice(span.start + 1, span.end)}] instead.`);
        }
      }
    };
    eachExpression(module, (expression) => {
      if (expression.kind === 'Traversal') look(expression.traversal.steps);
      if (expression.kind === 'RelativeTraversal') look(expression.steps);
    });
  },
};
