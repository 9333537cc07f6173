import { providersUsed, requirementsOf } from '../providers-used.ts';
import type { LintRule } from '../rule.ts';

export const unusedRequiredProviders: LintRule = {
  name: 'terraform_unused_required_providers',
  recommended: false,
  title: 'Required provider that nothing uses',
  doc: 'Every provider in required_providers is downloaded by init, used or not.',
  check(module, report) {
    const used = providersUsed(module);
    for (const { name, span, aliases } of requirementsOf(module)) {
      if (!used.has(name) && !aliases) report(span, `Nothing uses the provider "${name}"; remove it.`);
    }
  },
};
