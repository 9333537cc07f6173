import { attributeOf, blocksOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const requiredVersion: LintRule = {
  name: 'terraform_required_version',
  recommended: true,
  title: 'No required_version',
  doc: 'required_version in a terraform block keeps a configuration from being run with a Terraform it was not written for.',
  check(module, report) {
    const blocks = blocksOf(module, 'terraform');
    if (blocks.some(({ body }) => attributeOf(body, 'required_version') !== undefined)) return;
    const [block] = blocks;
    const [first] = module.files.filter(({ name }) => name === 'main.tf').concat(module.files);
    if (block !== undefined) {
      report(block.headerSpan, 'Add required_version, such as ">= 1.5".');
    } else if (first !== undefined) {
      report({ source: first.source, start: 0, end: 0 }, 'Add terraform { required_version = ">= 1.5" }.');
    }
  },
};
