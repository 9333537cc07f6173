import { commentsIn } from '../comments.ts';
import type { LintRule } from '../rule.ts';

export const commentSyntax: LintRule = {
  name: 'terraform_comment_syntax',
  recommended: false,
  title: 'Comment in the style of C',
  doc: 'HCL takes # and //, and the usual style is #. One kind of comment keeps files uniform.',
  check({ files }, report) {
    for (const { source, syntax } of files) {
      if (syntax === 'json') continue;
      for (const span of commentsIn(source)) {
        if (source.text.startsWith('//', span.start)) report(span, 'Begin the comment with # instead of //.');
      }
    }
  },
};
