import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answer, guarded, verdictText } from '../answer.ts';
import type { McpContext } from '../context.ts';
import { configurationOf, configurationShape } from '../input.ts';

export function addVerify(server: McpServer, { verify, root }: McpContext): void {
  server.registerTool(
    'verify',
    {
      title: 'Verify Terraform',
      description:
        'Runs init, validate and plan over a Terraform configuration, offline, and says which stages pass and what is wrong: the ' +
        'problem, its file and line. Use it after every change of a .tf file. With a policy, its rules are judged over the plan.',
      inputSchema: {
        ...configurationShape,
        policy: z.string().optional().describe('Rego text that is judged over the plan'),
        lint: z.boolean().optional().describe('Add findings of good practice'),
        security: z.boolean().optional().describe('Add findings of the security checks'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
    },
    (input) =>
      guarded(async () => {
        const { policy, variables, lint, security } = input;
        const files = await configurationOf(input, root);
        const verdict = await verify(
          { id: input.path ?? 'files', files, policy, resourcesWanted: false },
          { variables, ...(lint ? { lint: {} } : {}), ...(security ? { security: {} } : {}) },
        );
        const passed = verdict.stages.every(({ status }) => status === 'passed');
        return answer(verdictText(verdict), { passed, ...verdict });
      }),
  );
}
