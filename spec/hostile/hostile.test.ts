/**
 * Configurations that want out: nothing they name is run, read outside their folder, or left behind, whichever engine judges them.
 * The words MARK, SECRET and FOLDER stand for paths outside. Engines whose executables are not here are skipped, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createVerifier, type EngineName } from '../../src/verify/index.ts';
import { parseCases } from '../terraform/configuration/case-file.ts';

const CASES = parseCases(readFileSync(new URL('cases.txt', import.meta.url), 'utf8'));
const CANARY = 'canary-5e1f0a7c';

const core = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
if (!core) console.warn('SKIPPED: hostile configurations are not tried with a real core, for there is none on PATH');
const engines: readonly EngineName[] = core ? ['static', 'attached', 'simulated'] : ['static', 'attached'];

const outside = mkdtempSync(join(tmpdir(), 'terrasmith-hostile-'));
const secret = join(outside, 'secret.txt');
writeFileSync(secret, `${CANARY}\n`);
const temporary = join(outside, 'tmp');
mkdirSync(temporary);
vi.stubEnv('TF_VAR_home', CANARY);
afterAll(() => vi.unstubAllEnvs());

describe.each(engines)('%s', { timeout: 120_000 }, (engine) => {
  test.each([...CASES])('%s', async (name, texts) => {
    const mark = join(outside, `${engine}-${name.replaceAll(' ', '-')}`);
    const filled = (text: string) =>
      text.replaceAll('MARK', mark).replaceAll('SECRET', secret).replaceAll('FOLDER', outside);
    const files = Object.fromEntries([...texts].map(([path, text]) => [path, filled(text)]));
    vi.stubEnv('TMPDIR', temporary);
    const verifier = await createVerifier({ engine, planJson: true, ...(engine === 'simulated' && { apply: true }) });
    const verdict = await verifier.verify({ id: name, files });
    await verifier.close();
    vi.stubEnv('TMPDIR', undefined);
    expect(existsSync(mark)).toBe(false);
    expect(JSON.stringify(verdict)).not.toContain(CANARY);
    expect(readdirSync(temporary).filter((left) => left.startsWith('terrasmith-core-'))).toEqual([]);
  });
});
