import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { runBenchmark } from '../../../benchmark/index.ts';
import { loadDataset } from '../../../dataset/index.ts';
import { scriptedModel } from '../../../llm/index.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const directory = join(mkdtempSync(join(tmpdir(), 'terrasmith-compare-')), 'run');

beforeAll(async () => {
  const datasets = (await loadDataset('bundled')).select(0, 2);
  const models = [scriptedModel(() => '', 'one-empty'), scriptedModel(() => '', 'two-empty')];
  await runBenchmark({ datasets, models: ['gold', ...models], strategies: ['direct', 'repair'], rounds: 2, directory });
});

function compare(...flags: string[]) {
  const args = ['--import', 'tsx', MAIN, 'bench', 'compare', directory, ...flags];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('two rows of a run are compared by parts of their names, metric by metric', () => {
  const { status, stdout } = compare('--from', 'one-empty (direct', '--to', 'gold (repair');
  expect(status).toBe(0);
  expect(stdout).toMatch(/from one-empty \(direct\)\nto {3}gold \(repair\)/);
  expect(stdout).toMatch(/passed +0\.000 +1\.000 +\+1\.000 +\+1\.000 to \+1\.000/);
  expect(stdout).toMatch(/gained \(2\)/);
}, 240_000);

test('a name that several rows have, or none, is refused with the rows that there are', () => {
  const several = compare('--from', 'empty', '--to', 'gold (direct');
  expect(several).toMatchObject({ status: 2 });
  expect(several.stderr).toMatch(/several rows have "empty".*one-empty \(direct\), .*two-empty \(repair\)/);
  expect(compare('--from', 'three', '--to', 'gold').stderr).toMatch(/no row has "three"/);
}, 240_000);
