import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ggufOf } from './gguf-for-tests.ts';
import { systemPromptOf, withSystemPrompt } from './system-prompt.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-adapter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function adapter(name: string, more: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  writeFileSync(path, ggufOf({ 'general.type': 'adapter', ...more }, []));
  return path;
}

test('a model or an adapter says which system message it was trained with, and the last that says so counts', () => {
  const plain = adapter('plain.gguf', {});
  const first = adapter('first.gguf', { 'terrasmith.system_prompt': 'One.' });
  const second = adapter('second.gguf', { 'terrasmith.system_prompt': 'Two.' });
  expect(systemPromptOf([])).toBeUndefined();
  expect(systemPromptOf([plain])).toBeUndefined();
  expect(systemPromptOf([first, second, plain])).toBe('Two.');
});

test("the adapter's system message takes the place of the request's, and is put in front where there is none", () => {
  const task = { role: 'user', content: 'A queue.' } as const;
  const own = { role: 'system', content: 'Long words.' } as const;
  expect(withSystemPrompt([own, task], undefined)).toEqual([own, task]);
  for (const messages of [[own, task], [task]])
    expect(withSystemPrompt(messages, 'Short.')).toEqual([{ role: 'system', content: 'Short.' }, task]);
});
