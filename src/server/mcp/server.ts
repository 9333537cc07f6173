/** The tools of coding agents: verify, plan, schema and policy over the Model Context Protocol. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { createVerifier, type Verifier, type VerifyOptions } from '../../verify/index.ts';
import type { McpContext } from './context.ts';
import { addPlan } from './tools/plan.ts';
import { addPolicy } from './tools/policy.ts';
import { addSchema } from './tools/schema.ts';
import { addVerify } from './tools/verify.ts';

const INSTRUCTIONS = `Terrasmith verifies Terraform offline, in milliseconds. Look arguments up with schema before you write a resource, call verify after every
change, and mend what it names until every stage passes. plan shows what would be created, policy judges Rego over the plan.`;

export interface McpSettings {
  readonly root: string;
  readonly version: string;
  readonly verifyOptions: VerifyOptions;
}

/** What all connections share; `close` lets go of what the engines started. */
export function createMcpContext(settings: McpSettings): McpContext & { close(): Promise<void> } {
  const verifiers = new Map<string, Promise<Verifier>>();
  const verifierFor = (options: VerifyOptions) => {
    const key = JSON.stringify(options);
    const verifier = verifiers.get(key) ?? createVerifier(options);
    // Variables are the caller's: keeping a verifier for each would grow without end.
    if (options.variables === undefined) verifiers.set(key, verifier);
    return verifier;
  };
  return {
    ...settings,
    async verify(request, extra = {}) {
      const { variables = settings.verifyOptions.variables, ...wanted } = extra;
      const options = { ...settings.verifyOptions, ...wanted, variables };
      const verifier = await verifierFor(options);
      try {
        return await verifier.verify(request);
      } finally {
        if (variables !== undefined) await verifier.close();
      }
    },
    async close() {
      for (const verifier of verifiers.values()) await (await verifier).close();
    },
  };
}

export function createMcpServer(context: McpContext): McpServer {
  const server = new McpServer(
    { name: 'terrasmith', title: 'Terrasmith', version: context.version },
    { instructions: INSTRUCTIONS },
  );
  addVerify(server, context);
  addPlan(server, context);
  addSchema(server);
  addPolicy(server, context);
  return server;
}
