import { eachExpression } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const deprecatedInterpolation: LintRule = {
  name: 'terraform_deprecated_interpolation',
  recommended: true,
  title: 'Interpolation of a single expression',
  doc: 'Since Terraform 0.12 an expression stands for itself: the quotes and braces around it are idle.',
  check(module, report) {
    eachExpression(module, (expression) => {
      if (expression.kind !== 'TemplateWrap') return;
      const { source, start, end } = expression.wrapped.span;
      report(expression.span, `Write ${source.text.slice(start, end)} without quotes and braces.`);
    });
  },
};
