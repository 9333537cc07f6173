import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPack, packText, writePack } from './file.ts';
import { openUnpacked, writeUnpacked } from './unpacked.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-unpacked-'));
const pack = join(folder, '1.0.0.br');
const lines = new Map<string, unknown>([
  ['provider', { a: { region: 'o' } }],
  ['resource.x_one', { a: { name: 'r', note: 'ü' } }],
  ['resource.x_one_more', { a: {} }],
  ['data.x_one', { a: { name: 'r' } }],
]);

test('an unpacked pack answers as the pack does', () => {
  writePack(pack, { address: 'registry.example/x/x', version: '1.0.0' }, lines);
  writeUnpacked(pack, join(folder, 'unpacked'), packText(pack));
  const unpacked = openUnpacked(pack, join(folder, 'unpacked'));
  const packed = openPack(pack);
  expect(unpacked?.header).toEqual(packed.header);
  for (const key of [...lines.keys(), 'resource.x', 'x_one']) expect(unpacked?.line(key)).toEqual(packed.line(key));
  expect(unpacked?.names('resource')).toEqual(['x_one', 'x_one_more']);
});

test('an unpacked pack does not count once the pack has changed', () => {
  writePack(pack, { address: 'registry.example/x/x', version: '1.0.0' }, new Map([['provider', { a: {} }]]));
  expect(openUnpacked(pack, join(folder, 'unpacked'))).toBeUndefined();
});
