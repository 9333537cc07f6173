import { attributeOf, blocksOf, literalText, nameOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const documentedVariables: LintRule = {
  name: 'terraform_documented_variables',
  recommended: false,
  title: 'Variable without a description',
  doc: 'A variable is a question to whoever uses the module; its description is what the question is about.',
  check(module, report) {
    for (const block of blocksOf(module, 'variable')) {
      const description = attributeOf(block.body, 'description');
      if (description !== undefined && literalText(description.expression) !== '') continue;
      report(description?.span ?? block.headerSpan, `Describe the variable "${nameOf(block).name}".`);
    }
  },
};
