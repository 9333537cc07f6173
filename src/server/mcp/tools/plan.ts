import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { answer, guarded, verdictText } from '../answer.ts';
import type { McpContext } from '../context.ts';
import { configurationOf, configurationShape } from '../input.ts';

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[]; readonly after: unknown; readonly after_unknown: unknown };
  }[];
  readonly output_changes?: Readonly<Record<string, { readonly after?: unknown }>>;
}

export function addPlan(server: McpServer, { verify, root }: McpContext): void {
  server.registerTool(
    'plan',
    {
      title: 'Plan Terraform',
      description:
        'Plans a Terraform configuration from an empty state, offline, and shows every resource that would be created with its values. ' +
        'Values that are known only after apply are named in after_unknown.',
      inputSchema: {
        ...configurationShape,
        full: z.boolean().optional().describe('The whole plan in the form of terraform show -json'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false, idempotentHint: true },
    },
    (input) =>
      guarded(async () => {
        const files = await configurationOf(input, root);
        const request = { id: input.path ?? 'files', files, resourcesWanted: false };
        const verdict = await verify(request, { planJson: true, variables: input.variables });
        if (verdict.plan === undefined) {
          const failed = answer(verdictText(verdict), { planned: false, certificate: verdict.certificate });
          return { ...failed, isError: true };
        }
        const shown =
          input.full === true ? (verdict.plan as Record<string, unknown>) : summary(verdict.plan as PlanJson);
        return answer(JSON.stringify(shown, null, 1), { planned: true, plan: shown });
      }),
  );
}

function summary({ resource_changes: changes = [], output_changes: outputs = {} }: PlanJson): Record<string, unknown> {
  const resources = changes.map(({ address, mode, change }) => ({
    address,
    ...(mode === 'managed' ? {} : { mode }),
    actions: change.actions,
    values: change.after,
    after_unknown: change.after_unknown,
  }));
  return {
    resources,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { after }]) => [name, after ?? null])),
  };
}
