import { attributeOf, blocksOf, nameOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const typedVariables: LintRule = {
  name: 'terraform_typed_variables',
  recommended: true,
  title: 'Variable without a type',
  doc: 'A type makes Terraform refuse wrong values where they are given instead of failing somewhere inside the module.',
  check(module, report) {
    for (const block of blocksOf(module, 'variable')) {
      if (attributeOf(block.body, 'type') === undefined) {
        report(block.headerSpan, `Give the variable "${nameOf(block).name}" a type.`);
      }
    }
  },
};
