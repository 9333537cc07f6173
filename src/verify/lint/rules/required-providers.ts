import { attributeOf, blocksOf } from '../module.ts';
import { providersUsed, requirementsOf } from '../providers-used.ts';
import type { LintRule } from '../rule.ts';

export const requiredProviders: LintRule = {
  name: 'terraform_required_providers',
  recommended: true,
  title: 'Provider that is not pinned',
  doc: 'Name the source and a version of every provider in required_providers, so that init brings the same everywhere.',
  check(module, report) {
    const requirements = new Map(requirementsOf(module).map((requirement) => [requirement.name, requirement]));
    for (const [name, span] of providersUsed(module)) {
      if (name === 'terraform') continue;
      const requirement = requirements.get(name);
      if (requirement === undefined) {
        report(span, `Add "${name}" with its source and a version to required_providers.`);
        continue;
      }
      if (!requirement.version && !requirement.aliases)
        report(requirement.span, `Give "${name}" a version constraint.`);
      if (!requirement.source) report(requirement.span, `Give "${name}" its source.`);
    }
    for (const block of blocksOf(module, 'provider')) {
      const version = attributeOf(block.body, 'version');
      if (version !== undefined) report(version.span, 'Move the version to required_providers.');
    }
  },
};
