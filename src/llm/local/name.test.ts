import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createModel } from '../create.ts';
import { modelEnvironment } from '../environment.ts';
import { parseLocalName, shippedAdapter } from './name.ts';
import { modelPath } from './pull.ts';
import { runtimePackages } from './runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-name-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => {
  writeFileSync(join(folder, name), '');
  return join(folder, name);
};
const variables = { TERRASMITH_CACHE: folder };
const base = file('base.gguf');
const adapter = file('a+b.gguf');

test('a file, and a file with adapters', () => {
  expect(parseLocalName(`local/${base}`)).toEqual({ name: `local/${base}`, base, adapters: [] });
  expect(parseLocalName(`local/${base}+${adapter}+${base}`).adapters).toEqual([adapter, base]);
});

test('a plus sign in a file name divides nothing', () => {
  expect(parseLocalName(`local/${adapter}`).base).toBe(adapter);
  expect(parseLocalName(`local/${base}+${adapter}`).adapters).toEqual([adapter]);
});

test('a model that was not pulled is named with the command that pulls it', () => {
  expect(() => parseLocalName('smollm2', { TERRASMITH_CACHE: join(folder, 'empty') })).toThrow(
    /run "terrasmith model pull smollm2"/,
  );
});

test.each([
  [`local/${base}+${join(folder, 'no.gguf')}`, /there is no adapter .*no\.gguf/],
  ['local/none.gguf', /there is no file none\.gguf/],
  ['local/base.bin', /names no model/],
])('what is missing in %s is said', (name, message) => {
  expect(() => parseLocalName(name, variables)).toThrow(message);
});

test('models are made by name, a pulled one with an adapter too', async () => {
  const environment = modelEnvironment({ cacheDirectory: join(folder, 'responses') }, { variables });
  expect((await createModel(`local/${base}`, environment)).name).toBe(`local/${base}`);
  await expect(createModel('smollm2', environment)).rejects.toThrow(/terrasmith model pull/);
  writeFileSync(join(folder, 'made'), '');
  mkdirSync(join(folder, 'models'), { recursive: true });
  writeFileSync(modelPath('smollm2', variables), '');
  expect((await createModel(`smollm2+${adapter}`, environment)).name).toBe(`smollm2+${adapter}`);
  expect(parseLocalName(`local/smollm2+${adapter}`, variables).base).toBe(modelPath('smollm2', variables));
});

test('the bare name comes with the adapter that ships, and other names do not', () => {
  const pulled = modelPath('smollm2', variables);
  mkdirSync(dirname(pulled), { recursive: true });
  writeFileSync(pulled, '');
  const shipped = shippedAdapter('smollm2');
  expect(existsSync(shipped)).toBe(true);
  expect(parseLocalName('smollm2', variables).adapters).toEqual([shipped]);
  expect(parseLocalName('local/smollm2', variables).adapters).toEqual([]);
  expect(parseLocalName(`smollm2+${adapter}`, variables).adapters).toEqual([adapter]);
});

test('a model whose runtime is missing says how to install it', async () => {
  const { localModel } = await import('./local-model.ts');
  const { findRuntime } = await import('./runtime.ts');
  if (findRuntime(variables) !== undefined) return;
  const model = localModel({ name: 'x', base, adapters: [] }, { variables });
  await expect(model.complete({ messages: [] })).rejects.toThrow(
    /terrasmith model install-runtime.*npm i node-llama-cpp@/s,
  );
});

test('the packages to install are pinned and of this machine', () => {
  expect(runtimePackages('linux', 'x64')).toEqual(['node-llama-cpp@3.22.1', '@node-llama-cpp/linux-x64@3.22.1']);
  expect(runtimePackages('darwin', 'arm64')[1]).toBe('@node-llama-cpp/mac-arm64-metal@3.22.1');
  expect(() => runtimePackages('sunos', 'sparc')).toThrow(/no prebuilt program for sunos/);
});
