import { eachExpression } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const deprecatedLookup: LintRule = {
  name: 'terraform_deprecated_lookup',
  recommended: true,
  title: 'lookup without a default',
  doc: 'lookup(map, key) without a default does what map[key] does, and is deprecated.',
  check(module, report) {
    eachExpression(module, (expression) => {
      if (expression.kind !== 'FunctionCall' || expression.name !== 'lookup' || expression.expandFinal) return;
      if (expression.arguments.length !== 2) return;
      const [map, key] = expression.arguments.map(({ span: { source, start, end } }) => source.text.slice(start, end));
      report(expression.span, `Write ${map}[${key}] instead, or give a default.`);
    });
  },
};
