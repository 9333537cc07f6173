/** The examples of the README compile and run as they stand. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(ROOT, '.cache/readme');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code as string);

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(join(FOLDER, 'node_modules'), { recursive: true });
symlinkSync(ROOT, join(FOLDER, 'node_modules/terrasmith'));
writeFileSync(join(FOLDER, 'package.json'), '{ "type": "module" }');

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test.each(programs.map((code, i) => ({ name: `example ${i + 1}`, code })))('$name of the README', ({ name, code }) => {
  const file = join(FOLDER, `${name.replace(' ', '-')}.ts`);
  writeFileSync(file, code);
  const options = [
    '--strict',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--module',
    'nodenext',
    '--skipLibCheck',
    '--noEmit',
  ];
  const compiled = spawnSync('npx', ['tsc', ...options, file], { cwd: ROOT, encoding: 'utf8' });
  expect(compiled.stdout.trim()).toBe('');
  const run = spawnSync('npx', ['tsx', file], { cwd: FOLDER, encoding: 'utf8' });
  expect(run.stderr.replace(/npm warn[^\n]*\n/g, '')).toBe('');
  expect(run.status).toBe(0);
  expect(run.stdout.trim()).not.toBe('');
});
