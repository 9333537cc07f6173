import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipOf } from '../../../spec/curate/archives.ts';
import { findExecutables, platform } from './find.ts';
import { identityOf } from './identity.ts';
import { unpackedExecutable } from './packed.ts';

const root = mkdtempSync(join(tmpdir(), 'packed-'));
const cache = process.env.TERRASMITH_CACHE;
beforeAll(() => {
  process.env.TERRASMITH_CACHE = join(root, 'cache');
});
afterAll(() => {
  if (cache === undefined) delete process.env.TERRASMITH_CACHE;
  else process.env.TERRASMITH_CACHE = cache;
  rmSync(root, { recursive: true });
});

function mirrored(name: string, content: Buffer): string {
  const path = join(root, 'mirror/registry.example.com/acme/thing', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const archive = zipOf([
  { name: 'LICENSE.txt', text: 'free' },
  { name: 'terraform-provider-thing_v1.2.3_x5', text: '#!/bin/sh\necho started\n' },
]);

test('a zip file of a mirror is found, and unpacked once into the cache, fit to be started', async () => {
  const path = mirrored(`terraform-provider-thing_1.2.3_${platform()}.zip`, archive);
  mirrored('terraform-provider-thing_1.2.3_plan9_mips.zip', archive);
  expect(findExecutables({ pluginDirectory: join(root, 'mirror') })).toEqual([
    { address: 'registry.example.com/acme/thing', version: '1.2.3', path },
  ]);
  expect(identityOf(path)).toEqual({ address: 'registry.example.com/acme/thing', version: '1.2.3' });
  const [first, second] = [await unpackedExecutable(path), await unpackedExecutable(path)];
  expect(second).toBe(first);
  expect(execFileSync(first, { encoding: 'utf8' })).toBe('started\n');
  expect(readdirSync(join(root, 'cache/providers'))).toHaveLength(1);
});

test('a zip file without a provider, and one that is none, are told', async () => {
  const empty = mirrored(`terraform-provider-thing_2.0.0_${platform()}.zip`, zipOf([{ name: 'README', text: '' }]));
  await expect(unpackedExecutable(empty)).rejects.toThrow('holds no provider executable');
  const broken = mirrored(`terraform-provider-thing_3.0.0_${platform()}.zip`, Buffer.from('no zip'));
  await expect(unpackedExecutable(broken)).rejects.toThrow('cannot be unpacked');
});
