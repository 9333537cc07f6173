/** The Python client of trainers against the real server. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startServe } from './served.ts';

const FOLDER = fileURLToPath(new URL('../../python/terrasmith_client/', import.meta.url));
const noPython = spawnSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)']).status !== 0;
if (noPython) console.warn('SKIPPED: the Python client needs python3, 3.9 or later');

test.skipIf(noPython)('TRL and verl get their rewards through the Python client', async () => {
  const served = await startServe('--workers', '2');
  const run = spawn('python3', ['-B', '-m', 'unittest', 'discover', '-s', 'tests'], {
    cwd: FOLDER,
    env: { ...process.env, PYTHONPATH: FOLDER, TERRASMITH_URL: served.url, TERRASMITH_TOKEN: '' },
  });
  let said = '';
  run.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => run.once('exit', resolve));
  await served.end();
  expect(said).toMatch(/Ran \d+ tests/);
  expect(said).not.toContain('skipped');
  expect(code, said).toBe(0);
});
