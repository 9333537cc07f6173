import { justAttributes } from '../../../hcl/index.ts';
import { nameOf } from '../module.ts';
import type { LintRule } from '../rule.ts';

const NAMED = new Set(['resource', 'data', 'ephemeral', 'variable', 'output', 'module', 'check']);
const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

export const namingConvention: LintRule = {
  name: 'terraform_naming_convention',
  recommended: false,
  title: 'Name that is not in snake case',
  doc: 'Names of resources, variables, outputs, locals, modules and checks are written like_this throughout Terraform.',
  check({ blocks }, report) {
    for (const block of blocks) {
      if (block.type === 'locals') {
        for (const { name, nameSpan } of justAttributes(block.body, []).values()) {
          if (!SNAKE_CASE.test(name)) report(nameSpan, `Rename the local value "${name}" to ${suggestion(name)}.`);
        }
      } else if (NAMED.has(block.type)) {
        const { name, span } = nameOf(block);
        if (!SNAKE_CASE.test(name)) report(span, `Rename the ${block.type} "${name}" to ${suggestion(name)}.`);
      }
    }
  },
};

function suggestion(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
}
