import { attributeOf, blocksOf, literalText, nameOf } from '../module.ts';
import { repositoryOf } from '../repository.ts';
import type { LintRule } from '../rule.ts';

const TAG = /^v?\d+\.\d+/;

export const moduleShallowClone: LintRule = {
  name: 'terraform_module_shallow_clone',
  recommended: false,
  title: 'Whole history fetched for one tag',
  doc: 'A git source that is pinned to a tag needs one commit only: depth=1 makes terraform init fetch no more.',
  check(module, report) {
    for (const block of blocksOf(module, 'module')) {
      const source = attributeOf(block.body, 'source');
      const repository = repositoryOf(literalText(source?.expression));
      if (source === undefined || repository?.kind !== 'git' || repository.depth !== undefined) continue;
      if (repository.revision === undefined || !TAG.test(repository.revision)) continue;
      report(source.span, `Add depth=1 to the source of module "${nameOf(block).name}".`);
    }
  },
};
