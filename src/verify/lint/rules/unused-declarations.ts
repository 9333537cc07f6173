import { type Block, justAttributes, type Traversal, variablesOf } from '../../../hcl/index.ts';
import { attributeOf, expressionsOf, type LintModule, literalText, nameOf, stepName } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const unusedDeclarations: LintRule = {
  name: 'terraform_unused_declarations',
  recommended: true,
  title: 'Declared but never used',
  doc: 'A variable, local value, data source or provider alias that nothing refers to is dead weight, or a missing reference.',
  check(module, report) {
    const used = usedNames(module);
    for (const block of module.blocks) {
      const { name } = nameOf(block);
      switch (block.type) {
        case 'variable':
          if (!used.has(`var.${name}`)) report(block.headerSpan, `Nothing refers to the variable "${name}".`);
          break;
        case 'data': {
          const address = `data.${block.labels[0]?.value}.${name}`;
          if (!used.has(address)) report(block.headerSpan, `Nothing refers to ${address}.`);
          break;
        }
        case 'locals':
          for (const local of justAttributes(block.body, []).values()) {
            if (used.has(`local.${local.name}`)) continue;
            report(local.nameSpan, `Nothing refers to the local value "${local.name}".`);
          }
          break;
        case 'provider': {
          const alias = literalText(attributeOf(block.body, 'alias')?.expression);
          if (alias === undefined || used.has(`${name}.${alias}`)) break;
          report(block.headerSpan, `Nothing uses the provider configuration ${name}.${alias}.`);
          break;
        }
      }
    }
  },
};

/** What the module refers to: `var.x`, `local.x`, `data.type.name`, `provider.alias`. */
function usedNames({ blocks }: LintModule): ReadonlySet<string> {
  const used = new Set<string>();
  for (const block of blocks) {
    const self = block.type === 'variable' ? `var.${nameOf(block).name}` : undefined;
    for (const reference of referencesIn(block)) {
      const name = subjectOf(reference);
      if (name !== self) used.add(name);
    }
  }
  return used;
}

function referencesIn({ body }: Block): readonly Traversal[] {
  return expressionsOf(body).flatMap((expression) => variablesOf(expression));
}

function subjectOf(reference: Traversal): string {
  const first = `${reference.root}.${stepName(reference, 0)}`;
  return reference.root === 'data' ? `${first}.${stepName(reference, 1)}` : first;
}
