import { attributeOf, blocksOf, literalText, nameOf } from '../module.ts';
import { repositoryOf } from '../repository.ts';
import type { LintRule } from '../rule.ts';

const MOVING = new Set(['main', 'master', 'default', 'develop', 'HEAD']);

export const modulePinnedSource: LintRule = {
  name: 'terraform_module_pinned_source',
  recommended: true,
  title: 'Module source that may change under you',
  doc: 'A repository without ?ref= (or pinned to a branch) gives whatever was pushed last. Pin a tag or a commit.',
  check(module, report) {
    for (const block of blocksOf(module, 'module')) {
      const source = attributeOf(block.body, 'source');
      const repository = repositoryOf(literalText(source?.expression));
      if (source === undefined || repository === undefined) continue;
      const { revision } = repository;
      if (revision === undefined) {
        report(source.span, `Pin the source of module "${nameOf(block).name}" with ?${repository.parameter}=TAG.`);
      } else if (MOVING.has(revision)) {
        report(source.span, `"${revision}" moves; pin module "${nameOf(block).name}" to a tag or a commit.`);
      }
    }
  },
};
