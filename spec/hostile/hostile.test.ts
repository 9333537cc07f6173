/**
 * Configurations that want out: nothing they name is run, read outside their folder, asked over the network, or left behind, whichever
 * engine judges them. The words MARK, SECRET and FOLDER stand for paths outside, CANARYURL and CANARYHOST for a server that nobody may
 * ask. Engines whose executables are not here are skipped, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findExecutables } from '../../src/provider/index.ts';
import { createVerifier, type EngineName, type VerifyOptions } from '../../src/verify/index.ts';
import { parseCases } from '../terraform/configuration/case-file.ts';

const CASES = parseCases(readFileSync(new URL('cases.txt', import.meta.url), 'utf8'));
const CANARY = 'canary-5e1f0a7c';

const core = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
const executables = findExecutables().some(({ address }) => address.endsWith('/hashicorp/aws'));
if (!core) console.warn('SKIPPED: hostile configurations are not tried with a real core, for there is none on PATH');
if (!executables)
  console.warn('SKIPPED: hostile configurations are not tried with executables, for there is none of hashicorp/aws');
const moto = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
const engines: readonly EngineName[] = [
  'static',
  'attached',
  ...(core ? (['simulated'] as const) : []),
  ...(core && executables ? (['real'] as const) : []),
];

/** Seconds that a plan may take here: two cases would take for ever. */
const LIMIT = 12_000;
const OPTIONS: Readonly<Record<EngineName, VerifyOptions>> = {
  static: {},
  attached: { cloud: 'absent' },
  simulated: { apply: true },
  // Applied where there is a cloud to apply to; planned against one that denies everything otherwise.
  real: moto ? { cloud: 'moto', apply: true } : { cloud: 'absent' },
};
/** One verifier for each engine, as a benchmark would have it. */
const verifiers = new Map<EngineName, ReturnType<typeof createVerifier>>();
const verifierOf = (engine: EngineName) => {
  const known = verifiers.get(engine);
  if (known !== undefined) return known;
  const timeLimits = { validate: LIMIT, plan: LIMIT };
  const created = createVerifier({ engine, planJson: true, timeLimits, ...OPTIONS[engine] });
  verifiers.set(engine, created);
  return created;
};

const outside = mkdtempSync(join(tmpdir(), 'terrasmith-hostile-'));
const secret = join(outside, 'secret.txt');
writeFileSync(secret, `${CANARY}\n`);
const temporary = join(outside, 'tmp');
mkdirSync(temporary);
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end(CANARY);
});
server.on('connect', (request, socket) => {
  asked.push(request.url ?? '');
  socket.end();
});
let host = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
vi.stubEnv('TF_VAR_home', CANARY);
vi.stubEnv('TF_VAR_secret', CANARY);
vi.stubEnv('TMPDIR', temporary);
afterAll(async () => {
  for (const verifier of verifiers.values()) await (await verifier).close();
  server.close();
  vi.unstubAllEnvs();
  expect(readdirSync(temporary).filter((left) => left.startsWith('terrasmith-'))).toEqual([]);
});

describe.each(engines)('%s', { timeout: 180_000 }, (engine) => {
  test.each([...CASES])('%s', async (name, texts) => {
    const mark = join(outside, `${engine}-${name.replaceAll(' ', '-')}`);
    const filled = (text: string) =>
      text
        .replaceAll('MARK', mark)
        .replaceAll('SECRET', secret)
        .replaceAll('FOLDER', outside)
        .replaceAll('CANARYURL', `http://${host}`)
        .replaceAll('CANARYHOST', host);
    const files = Object.fromEntries([...texts].map(([path, text]) => [filled(path), filled(text)]));
    asked.length = 0;
    const verdict = await (await verifierOf(engine)).verify({ id: name, files });
    expect(existsSync(mark)).toBe(false);
    expect(JSON.stringify(verdict)).not.toContain(CANARY);
    expect(asked).toEqual([]);
    expect(readdirSync(temporary).filter((left) => left.startsWith('terrasmith-core-'))).toEqual([]);
  });
});
