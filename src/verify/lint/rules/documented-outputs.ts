import { attributeOf, blocksOf, literalText, nameOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const documentedOutputs: LintRule = {
  name: 'terraform_documented_outputs',
  recommended: false,
  title: 'Output without a description',
  doc: 'An output is part of what a module offers; a description tells its users what it holds.',
  check(module, report) {
    for (const block of blocksOf(module, 'output')) {
      const description = attributeOf(block.body, 'description');
      if (description !== undefined && literalText(description.expression) !== '') continue;
      report(description?.span ?? block.headerSpan, `Describe the output "${nameOf(block).name}".`);
    }
  },
};
