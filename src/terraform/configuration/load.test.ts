import { expect, test } from 'vitest';
import { limits } from '../../source/index.ts';
import { loadConfiguration } from './load.ts';

const titles = (files: Record<string, string>) =>
  loadConfiguration(new Map(Object.entries(files))).diagnostics.map(({ summary }) => summary);

const call = (name: string, source: string) => `module "${name}" {\n  source = "${source}"\n}\n`;

test('modules in sub-folders make a tree', () => {
  const { configuration } = loadConfiguration(
    new Map([
      ['main.tf', call('b', './b') + call('a', './a')],
      ['a/main.tf', call('c', '../b')],
      ['b/main.tf', 'output "x" {\n  value = 1\n}\n'],
    ]),
  );
  expect(configuration?.modules.map(({ path }) => path.join('.'))).toEqual(['', 'a', 'a.c', 'b']);
});

test('modules that call each other end with a sentence', () => {
  expect(
    titles({ 'main.tf': call('a', './a'), 'a/main.tf': call('b', '../b'), 'b/main.tf': call('a', '../a') }),
  ).toEqual(['Cyclic module source']);
});

test('too many modules end with one sentence that names the limit', () => {
  const calls = Array.from({ length: 10 * limits.maxModules }, (_, i) => call(`m${i}`, './c')).join('');
  const { diagnostics } = loadConfiguration(
    new Map([
      ['main.tf', calls],
      ['c/main.tf', 'locals {}\n'],
    ]),
  );
  expect(diagnostics.map(({ detail }) => detail.includes(String(limits.maxModules)))).toEqual([true]);
});

test('an installed module is found where the manifest says', () => {
  const manifest = {
    Modules: [
      { Key: '', Source: '', Dir: '.' },
      { Key: 'vpc', Source: 'registry.terraform.io/a/vpc/aws', Version: '5.1.0', Dir: '.terraform/modules/vpc' },
    ],
  };
  const files = {
    'main.tf': 'module "vpc" {\n  source  = "a/vpc/aws"\n  version = "~> 5.0"\n}\n',
    '.terraform/modules/modules.json': JSON.stringify(manifest),
    '.terraform/modules/vpc/main.tf': 'output "id" {\n  value = 1\n}\n',
  };
  expect(titles(files)).toEqual([]);
  expect(titles({ ...files, 'main.tf': files['main.tf'].replace('5.0', '6.0') })).toEqual([
    'Module version requirements have changed',
  ]);
});

test('a registry module that is not installed is not fetched', () => {
  expect(titles({ 'main.tf': call('vpc', 'a/vpc/aws') })).toEqual(['Error accessing remote module registry']);
});
