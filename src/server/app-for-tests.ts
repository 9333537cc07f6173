/** A server in this thread, and its answers, for tests. */
import type { Instance } from '../dataset/index.ts';
import { createApp } from './app.ts';
import { SERVER_LIMITS, type ServerContext } from './context.ts';
import { createMetrics } from './metrics.ts';
import { workersInProcess } from './workers.ts';

export const VPC = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';
export const UNKNOWN_ARGUMENT = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n  size = 3\n}\n';
export const SHARED_POLICY = `package terraform.policy
import rego.v1
default is_valid_cidr := false
is_valid_cidr if { some r in input.resource_changes; r.change.after.cidr_block == "10.0.0.0/16" }
default is_valid_tag := false
is_valid_tag if { some r in input.resource_changes; r.change.after.tags.team == "core" }
`;

export const INSTANCE: Instance = {
  instance_id: 'vpc-1',
  problem_statement: 'Create a VPC with the block 10.0.0.0/16.',
  tags: [],
  required_outputs: [],
  metadata: {},
  hints: [],
  expected_resources: { aws_vpc: 1 },
  policy: SHARED_POLICY,
};

export async function contextForTests(changes: Partial<ServerContext> = {}): Promise<ServerContext> {
  return {
    workers: await workersInProcess({}),
    limits: SERVER_LIMITS,
    metrics: createMetrics(),
    version: '0.0.0',
    instances: new Map([[INSTANCE.instance_id, INSTANCE]]),
    token: undefined,
    draining: () => false,
    ...changes,
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export async function appForTests(changes: Partial<ServerContext> = {}) {
  const app = createApp(await contextForTests(changes));
  const answered = async (response: Response): Promise<Answered> => {
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return {
    app,
    post: async (path: string, body: unknown, headers: Record<string, string> = {}) =>
      answered(
        await app.request(path, {
          method: 'POST',
          body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
          headers,
        }),
      ),
    get: async (path: string, headers: Record<string, string> = {}) => answered(await app.request(path, { headers })),
  };
}
