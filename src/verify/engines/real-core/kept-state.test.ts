import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { wholeState } from './kept-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-state-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a state that is being written is waited for', async () => {
  const path = join(folder, 'terraform.tfstate');
  writeFileSync(path, '');
  const writer = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(path)}, '{"serial": 2}'), 300)`;
  const worker = new Worker(writer, { eval: true });
  expect(wholeState(path)).toBe('{"serial": 2}');
  await worker.terminate();
});

test('of a state that stays cut off, the one before it is taken', () => {
  const path = join(folder, 'cut.tfstate');
  writeFileSync(path, '{"serial": 2, "resou');
  writeFileSync(`${path}.backup`, '{"serial": 1}');
  expect(wholeState(path)).toBe('{"serial": 1}');
});
