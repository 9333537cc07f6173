import { parseRegistrySource } from '../../../terraform/index.ts';
import { attributeOf, blocksOf, literalText, nameOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const moduleVersion: LintRule = {
  name: 'terraform_module_version',
  recommended: true,
  title: 'Registry module without a version',
  doc: 'Without a version the next init may bring another release of the module, breaking changes included.',
  check(module, report) {
    for (const block of blocksOf(module, 'module')) {
      const source = literalText(attributeOf(block.body, 'source')?.expression);
      if (source === undefined || parseRegistrySource(source).kind !== 'registry') continue;
      if (attributeOf(block.body, 'version') === undefined) {
        report(block.headerSpan, `Give module "${nameOf(block).name}" a version constraint.`);
      }
    }
  },
};
