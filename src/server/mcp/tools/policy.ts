import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answer, guarded, verdictText } from '../answer.ts';
import type { McpContext } from '../context.ts';
import { configurationOf, configurationShape, InputError } from '../input.ts';

export function addPolicy(server: McpServer, { verify, root }: McpContext): void {
  server.registerTool(
    'policy',
    {
      title: 'Check a policy',
      description:
        'Judges a Rego policy over the plan of a Terraform configuration: which of its boolean rules pass, fail or are undefined, and ' +
        'where a failing rule stopped.',
      inputSchema: {
        ...configurationShape,
        policy: z.string().describe('Rego text, such as package terraform.policy …'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
    },
    (input) =>
      guarded(async () => {
        if (input.policy.trim() === '') throw new InputError('the policy is empty');
        const files = await configurationOf(input, root);
        const request = { id: input.path ?? 'files', files, policy: input.policy, resourcesWanted: false };
        const verdict = await verify(request, { variables: input.variables });
        const stage = verdict.stages.find((each) => each.stage === 'policy');
        const { rules = {}, verdict: judged = null, strict = null } = stage?.detail ?? {};
        const lines = Object.entries(rules).map(([name, status]) => `${name}: ${status}`);
        const text = [...lines, verdictText(verdict)].join('\n');
        return answer(text, {
          status: stage?.status ?? 'skipped',
          rules,
          verdict: judged,
          strict,
          certificate: verdict.certificate,
        });
      }),
  );
}
