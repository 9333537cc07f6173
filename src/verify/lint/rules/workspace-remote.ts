import { bodyPartialContent } from '../../../hcl/index.ts';
import { blocksOf, stepName } from '../module.ts';
import type { LintRule } from '../rule.ts';

export const workspaceRemote: LintRule = {
  name: 'terraform_workspace_remote',
  recommended: true,
  title: 'terraform.workspace with the remote backend',
  doc: 'With the remote backend a run may happen elsewhere, where the workspace is always called default.',
  check(module, report) {
    const remote = blocksOf(module, 'terraform').some(({ body }) =>
      bodyPartialContent(
        body,
        { attributes: [], blocks: [{ type: 'backend', labels: ['type'] }] },
        [],
      ).content.blocks.some(({ labels }) => labels[0]?.value === 'remote'),
    );
    if (!remote) return;
    for (const reference of module.references) {
      if (reference.root === 'terraform' && stepName(reference, 0) === 'workspace') {
        report(reference.span, 'Take the name from a variable instead.');
      }
    }
  },
};
