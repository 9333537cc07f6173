/** `terrasmith mcp` driven by the SDK's client: as a process over standard input and output, and over HTTP. Needs `dist`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'terrasmith-mcp-'));
const GOOD = 'variable "name" {\n  default = "jobs"\n}\n\nresource "aws_sqs_queue" "q" {\n  name = var.name\n}\n';
const BAD = 'resource "aws_sqs_queue" "q" {\n  speed = 3\n}\n';
const POLICY =
  'package p\nimport rego.v1\ndefault named := false\nnamed if input.resource_changes[_].change.after.name == "jobs"\n';

mkdirSync(join(root, 'infra'));
writeFileSync(join(root, 'infra', 'main.tf'), GOOD);
const elsewhere = mkdtempSync(join(tmpdir(), 'terrasmith-mcp-elsewhere-'));
writeFileSync(join(elsewhere, 'main.tf'), GOOD);
symlinkSync(elsewhere, join(root, 'way-out'));

interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

let http: ReturnType<typeof spawn>;
let url = '';
const clients: Record<string, Client> = {};

beforeAll(async () => {
  const stdio = new Client({ name: 'test', version: '1' });
  await stdio.connect(new StdioClientTransport({ command: process.execPath, args: [COMMAND, 'mcp'], cwd: root }));
  http = spawn(process.execPath, [COMMAND, 'mcp', '--http'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: http.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  url = (JSON.parse(line) as { url: string }).url;
  const overHttp = new Client({ name: 'test', version: '1' });
  // The SDK's types of optional fields are not exact.
  await overHttp.connect(
    new StreamableHTTPClientTransport(new URL(url)) as unknown as Parameters<Client['connect']>[0],
  );
  Object.assign(clients, { 'standard input and output': stdio, HTTP: overHttp });
}, 60_000);

afterAll(async () => {
  for (const client of Object.values(clients)) await client.close();
  http.kill('SIGTERM');
  await once(http, 'close');
});

describe.each(['standard input and output', 'HTTP'])('over %s', (way) => {
  const call = async (name: string, input: Record<string, unknown>) =>
    (await clients[way]?.callTool({ name, arguments: input })) as Answer;
  const text = ({ content }: Answer) => content[0]?.text ?? '';

  test('there are four tools that change nothing', async () => {
    const { tools } = (await clients[way]?.listTools()) ?? { tools: [] };
    expect(tools.map(({ name }) => name).sort()).toEqual(['plan', 'policy', 'schema', 'verify']);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  test('verify says what passes and what is wrong', async () => {
    const good = await call('verify', { files: { 'main.tf': GOOD } });
    expect(good.structuredContent).toMatchObject({ passed: true, score: 1 });
    const bad = await call('verify', { files: { 'main.tf': BAD } });
    expect(bad.structuredContent).toMatchObject({ passed: false });
    expect(text(bad)).toMatch(/validate: failed[\s\S]*Unsupported argument \(main\.tf:2/);
  });

  test('a folder inside the working folder is read; nothing outside is', async () => {
    expect((await call('verify', { path: 'infra' })).structuredContent).toMatchObject({ passed: true });
    for (const path of ['..', elsewhere, 'way-out', 'infra/../../x', 'nowhere']) {
      const refused = await call('verify', { path });
      expect(refused.isError, path).toBe(true);
      expect(text(refused)).toMatch(/not inside the working folder|there is no folder/);
    }
  });

  test('findings of security come where they are asked for', async () => {
    const { structuredContent } = await call('verify', { path: 'infra', security: true, lint: true });
    expect(structuredContent).toMatchObject({
      security: { status: 'judged' },
      lint: { diagnostics: expect.anything() },
    });
  });

  test('plan shows the values, with the variables that are given', async () => {
    const { structuredContent } = await call('plan', { path: 'infra', variables: { name: 'other' } });
    expect(structuredContent).toMatchObject({
      planned: true,
      plan: { resources: [{ address: 'aws_sqs_queue.q', actions: ['create'], values: { name: 'other' } }] },
    });
    const failed = await call('plan', { files: { 'main.tf': BAD } });
    expect([failed.isError, text(failed)]).toEqual([true, expect.stringContaining('Unsupported argument')]);
  });

  test('schema knows types by name and by what they are for', async () => {
    expect(text(await call('schema', { type: 'aws_sqs_queue' }))).toMatch(/delay_seconds = number +# 0 to 900/);
    expect(text(await call('schema', { type: 'data.aws_ami' }))).toContain('data "aws_ami"');
    const found = await call('schema', { query: 'a queue with dead letters', provider: 'aws' });
    expect(text(found)).toContain('resource "aws_sqs_queue"');
    const unknown = await call('schema', { type: 'aws_sqs_queu' });
    expect([unknown.isError, text(unknown)]).toEqual([true, expect.stringContaining('aws_sqs_queue')]);
  });

  test('policy tells every rule apart', async () => {
    const passed = await call('policy', { path: 'infra', policy: POLICY });
    expect(passed.structuredContent).toMatchObject({ status: 'passed', rules: { named: 'passed' }, strict: 'success' });
    const failed = await call('policy', { path: 'infra', policy: POLICY, variables: { name: 'other' } });
    expect(failed.structuredContent).toMatchObject({ status: 'failed', rules: { named: 'failed' } });
    const broken = await call('policy', { path: 'infra', policy: 'package p\nx if {' });
    expect(broken.structuredContent).toMatchObject({ status: 'error' });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['neither files nor a folder', 'verify', {}],
    ['both', 'verify', { files: { 'main.tf': GOOD }, path: 'infra' }],
    ['no configuration', 'plan', { files: { 'notes.txt': 'x' } }],
    ['neither a type nor a query', 'schema', {}],
    ['an empty policy', 'policy', { path: 'infra', policy: ' ' }],
    ['arguments of another kind', 'verify', { files: 'main.tf' }],
  ])('%s is answered with a sentence', async (_, name, input) => {
    const refused = await call(name, input);
    expect(refused.isError).toBe(true);
    expect(text(refused).length).toBeGreaterThan(10);
  });
});

test('a page that comes under another name is turned away', async () => {
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
      sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      sent.end('{}');
    });
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
});
