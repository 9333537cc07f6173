import type { Block } from '../../../hcl/index.ts';
import { blocksOf, nameOf } from '../module.ts';
import type { LintRule, Report } from '../rule.ts';

export const standardModuleStructure: LintRule = {
  name: 'terraform_standard_module_structure',
  recommended: false,
  title: 'Module of an unusual structure',
  doc: 'Readers look for resources in main.tf, for variables in variables.tf and for outputs in outputs.tf.',
  check(module, report) {
    const [first] = module.files;
    if (first === undefined) return;
    if (!module.files.some(({ name }) => name === 'main.tf' || name === 'main.tf.json')) {
      report({ source: first.source, start: 0, end: 0 }, 'Add main.tf, the first file that readers look for.');
    }
    misplaced(blocksOf(module, 'variable'), 'variables.tf', report);
    misplaced(blocksOf(module, 'output'), 'outputs.tf', report);
  },
};

function misplaced(blocks: readonly Block[], file: string, report: Report): void {
  for (const block of blocks) {
    const name = block.headerSpan.source.name.split('/').at(-1);
    if (name === file || name === `${file}.json`) continue;
    report(block.headerSpan, `Move ${block.type} "${nameOf(block).name}" to ${file}.`);
  }
}
