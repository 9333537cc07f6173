/**
 * Texts built to exhaust: each ends soon, in a verdict. The first line of a file names the limit that its diagnostic must
 * name, or `any` where none is needed; what is too large to commit is made here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Files, type Verdict, verify } from '../../src/verify/index.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** Processor time of one verification: how busy the machine is does not count. */
const MAXIMUM_MS = 2_000;

const repeated = (text: string, times: number) => text.repeat(times);
const numbered = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const MADE: readonly (readonly [title: string, limit: string, files: () => Files])[] = [
  [
    '100,000 nested brackets',
    'maxNesting',
    () => ({ 'main.tf': `locals {\n  a = ${repeated('[', 100_000)}${repeated(']', 100_000)}\n}\n` }),
  ],
  ['5 MB of opening brackets', 'maxSourceLength', () => ({ 'main.tf': `locals {\n  a = ${repeated('[', 5_000_000)}` })],
  ['5 MB of opening braces', 'maxSourceLength', () => ({ 'main.tf': repeated('{', 5_000_000) })],
  ['5 MB of nested blocks', 'maxSourceLength', () => ({ 'main.tf': repeated('a {\n', 1_250_000) })],
  [
    '5 MB of nested parentheses',
    'maxSourceLength',
    () => ({ 'main.tf': `locals {\n  a = ${repeated('(', 5_000_000)}` }),
  ],
  [
    '100,000 unary operators',
    'maxNesting',
    () => ({ 'main.tf': `locals {\n  a = ${repeated('!', 100_000)}true\n}\n` }),
  ],
  ['100,000 nested templates', 'maxNesting', () => ({ 'main.tf': `locals {\n  a = ${repeated('"${', 100_000)}` })],
  [
    '100,000 nested conditionals',
    'maxNesting',
    () => ({ 'main.tf': `locals {\n  a = ${repeated('true ? ', 100_000)}1` }),
  ],
  ['100,000 nested objects in JSON', 'maxNesting', () => ({ 'main.tf.json': repeated('{"locals":', 100_000) })],
  [
    '100,000 nested lists in JSON',
    'maxNesting',
    () => ({ 'main.tf.json': `{"locals":{"a":${repeated('[', 100_000)}` }),
  ],
  ['100,000 added terms', 'any', () => ({ 'main.tf': `locals {\n  a = 1${repeated(' + 1', 100_000)}\n}\n` })],
  [
    '100,000 steps of a traversal',
    'any',
    () => ({ 'main.tf': `locals {\n  a = local.b${repeated('.c', 100_000)}\n}\n` }),
  ],
  [
    'a string of 50 MB',
    'maxSourceLength',
    () => ({ 'main.tf': `locals {\n  a = "${repeated('x', 50_000_000)}"\n}\n` }),
  ],
  [
    'a heredoc of 50 MB',
    'maxSourceLength',
    () => ({ 'main.tf': `locals {\n  a = <<EOT\n${repeated('0123456789\n', 4_500_000)}EOT\n}\n` }),
  ],
  ['a comment of 50 MB', 'maxSourceLength', () => ({ 'main.tf': `/*${repeated('x', 50_000_000)}*/\n` })],
  ['a number of 1,000,000 digits', 'any', () => ({ 'main.tf': `locals {\n  a = ${repeated('9', 1_000_000)}\n}\n` })],
  [
    '10,000 modules',
    'maxModules',
    () => ({
      'main.tf': numbered(10_000, (i) => `module "m${i}" {\n  source = "./m"\n}\n`),
      'm/main.tf': 'locals {}\n',
    }),
  ],
  [
    'modules that double at each level',
    'maxModules',
    () =>
      Object.fromEntries([
        ['main.tf', 'module "a" {\n  source = "./m0"\n}\n'],
        ...Array.from({ length: 40 }, (_, i) => [
          `m${i}/main.tf`,
          `module "a" {\n  source = "../m${i + 1}"\n}\nmodule "b" {\n  source = "../m${i + 1}"\n}\n`,
        ]),
        ['m40/main.tf', 'locals {}\n'],
      ]),
  ],
  [
    'a chain of 1,000 modules',
    'maxModuleDepth',
    () =>
      Object.fromEntries([
        ['main.tf', 'module "a" {\n  source = "./m0"\n}\n'],
        ...Array.from({ length: 1_000 }, (_, i) => [`m${i}/main.tf`, `module "a" {\n  source = "../m${i + 1}"\n}\n`]),
        ['m1000/main.tf', 'locals {}\n'],
      ]),
  ],
  [
    'module instances that multiply',
    'maxModuleInstances',
    () => ({
      'main.tf': 'module "a" {\n  source = "./a"\n  count  = 1000\n}\n',
      'a/main.tf': 'module "b" {\n  source = "../b"\n  count  = 1000\n}\n',
      'b/main.tf': 'resource "terraform_data" "x" {}\n',
    }),
  ],
  [
    'a chain of 10,000 locals',
    'any',
    () => ({ 'main.tf': `locals {\n  a0 = 1\n${numbered(10_000, (i) => `  a${i + 1} = local.a${i} + 1\n`)}}\n` }),
  ],
  [
    'a cycle of 10,000 locals',
    'any',
    () => ({
      'main.tf': `locals {\n  a0 = local.a10000\n${numbered(10_000, (i) => `  a${i + 1} = local.a${i} + 1\n`)}}\n`,
    }),
  ],
  [
    '10,000 references to every one of 300 resources',
    'any',
    () => ({
      'main.tf': numbered(
        300,
        (i) =>
          `resource "terraform_data" "r${i}" {\n  input = [${numbered(i % 35, (j) => `terraform_data.r${j}.id, `)}]\n}\n`,
      ),
    }),
  ],
  ['10,000 duplicate declarations', 'any', () => ({ 'main.tf': repeated('variable "a" {}\n', 10_000) })],
  [
    '20,000 unknown arguments',
    'any',
    () => ({ 'main.tf': `resource "aws_s3_bucket" "b" {\n${numbered(20_000, (i) => `  no${i} = 1\n`)}}\n` }),
  ],
  [
    '1,000 unknown resource types',
    'any',
    () => ({ 'main.tf': numbered(1_000, (i) => `resource "aws_s3_bukcet${i}" "b" {}\n`) }),
  ],
  ['20,000 errors', 'any', () => ({ 'main.tf': `locals {\n${numbered(20_000, (i) => `  a${i} = var.no${i}\n`)}}\n` })],
  [
    '20,000 files',
    'any',
    () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}.tf`, `locals {\n  a${i} = 1\n}\n`])),
  ],
  [
    'binary noise of 1 MB',
    'any',
    () => ({ 'main.tf': Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 2654435761) >>> 13) }),
  ],
  ['a million quotes', 'any', () => ({ 'main.tf': repeated('"', 1_000_000) })],
  ['a million heredoc openers', 'any', () => ({ 'main.tf': repeated('<<A\n', 250_000) })],
  ['a million comment openers', 'any', () => ({ 'main.tf': repeated('/*', 500_000) })],
  [
    'a million template openers in a string',
    'maxDiagnostics',
    () => ({ 'main.tf': `locals {\n  a = "${repeated('${', 500_000)}` }),
  ],
  [
    'combining characters on one line',
    'any',
    () => ({ 'main.tf': `locals {\n  a = "${repeated('e\u0301\u0301', 10_000)}" + 1\n}\n` }),
  ],
]; // prettier-ignore

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.tf'))) {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const limit = /^# limit: (\w+)/.exec(text)?.[1] ?? '';
  test(`${name.slice(0, -3)} ends in time, by ${limit}`, () => endsInTime({ ...TEMPLATES, 'main.tf': text }, limit));
}

for (const [title, limit, files] of MADE) {
  test(`${title}: ends in time, by ${limit}`, () => endsInTime(files(), limit));
}

const TEMPLATES: Files = {
  'm/main.tf': 'resource "terraform_data" "x" {}\n',
  'bombs.tftpl': '${templatefile("bombs.tftpl", {})}${templatefile("bombs.tftpl", {})}',
};

async function endsInTime(files: Files, limit: string): Promise<void> {
  const started = process.cpuUsage();
  const verdict: Verdict = await verify({ id: 'bomb', files });
  const { user, system } = process.cpuUsage(started);
  expect(verdict.stages.map(({ status }) => status)).not.toContain('error');
  const details = verdict.stages.flatMap(({ diagnostics }) => diagnostics.map(({ detail }) => detail));
  if (limit !== 'any') expect([...details.slice(0, 20), ...details.slice(-1)].join('\n')).toContain(limit);
  expect((user + system) / 1_000).toBeLessThan(MAXIMUM_MS);
}
