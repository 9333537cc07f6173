/** Archives of repositories: what is read, and what a hostile one can do. */
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRepositories, openRepositories, type SourceProblem } from '../../src/dataset/curate/source/index.ts';
import { type Entry, tarGzOf, zipOf } from './archives.ts';

const VPC = 'resource "aws_vpc" "a" {}\n';
const GOOD: Entry[] = [
  { name: 'repo-1.0/main.tf', text: VPC },
  { name: 'repo-1.0/net/main.tf', text: VPC },
];

async function readOf(files: Readonly<Record<string, Buffer | string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-archives-'));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const problems: SourceProblem[] = [];
  const repositories = [];
  for await (const repository of openRepositories(findRepositories(folder), (problem) => problems.push(problem)))
    repositories.push(repository);
  return { folder, problems, repositories };
}

test.each([
  ['zip', 'a.zip', zipOf(GOOD)],
  ['tar.gz', 'a.tar.gz', tarGzOf(GOOD)],
])('a %s is a repository, without the folder that is named after its version', async (_, name, bytes) => {
  const { repositories, problems } = await readOf({ [name]: bytes });
  expect(problems).toEqual([]);
  expect(repositories.map((each) => [each.name, each.paths])).toEqual([[name, ['main.tf', 'net/main.tf']]]);
  expect(repositories[0]?.read('net/main.tf')).toBe(VPC);
});

test('a tar that leads out of itself, by name or by link, gives nothing but what is inside', async () => {
  const hostile: Entry[] = [
    { name: '../../escape.tf', text: VPC },
    { name: '/tmp/terrasmith-escape.tf', text: VPC },
    { name: 'a/../../escape.tf', text: VPC },
    { name: 'passwd.tf', text: '/etc/passwd', link: true },
    { name: 'in/main.tf', text: VPC },
  ];
  const { repositories, folder } = await readOf({ 'a.tar.gz': tarGzOf(hostile) });
  expect(repositories[0]?.paths).toEqual(['main.tf']);
  expect(existsSync(join(folder, '..', '..', 'escape.tf'))).toBe(false);
  expect(existsSync('/tmp/terrasmith-escape.tf')).toBe(false);
});

test('a zip with a name that leads out is refused as a whole, and a link in one is left out', async () => {
  const linked = zipOf([...GOOD, { name: 'repo-1.0/passwd.tf', text: '/etc/passwd', link: true }]);
  const { repositories, problems } = await readOf({
    'escape.zip': zipOf([...GOOD, { name: '../escape.tf', text: VPC }]),
    'linked.zip': linked,
  });
  expect(problems).toEqual([{ source: 'escape.zip', reason: expect.stringContaining('relative path') }]);
  expect(repositories.map(({ paths }) => paths)).toEqual([['main.tf', 'net/main.tf']]);
});

test('an archive that unpacks to more than it may, or lies about its sizes, is left out with a reason', async () => {
  const { repositories, problems } = await readOf({
    'bomb.tar.gz': tarGzOf([{ name: 'a.bin', text: '', claims: 8_000_000_000 }, ...GOOD]),
    'cut.tar.gz': tarGzOf(GOOD).subarray(0, 60),
    'liar.zip': zipOf([{ name: 'main.tf', text: VPC, claims: 5 }]),
    'not.zip': 'not a zip',
    'not.tar.gz': 'not a tar',
    'fine.zip': zipOf(GOOD),
  });
  expect(repositories.map(({ name }) => name)).toEqual(['fine.zip']);
  expect(problems.map(({ source }) => source)).toEqual([
    'bomb.tar.gz',
    'cut.tar.gz',
    'liar.zip',
    'not.tar.gz',
    'not.zip',
  ]);
  expect(problems[0]?.reason).toContain('unpacks to more than 4 GiB');
});

test('in folders, links are not followed, and copies of other modules are not read', async () => {
  const { folder } = await readOf({ 'a/main.tf': VPC, 'a/.terraform/modules/x/main.tf': VPC, 'secret/key.tf': VPC });
  symlinkSync(join(folder, 'secret'), join(folder, 'a', 'linked'));
  symlinkSync(join(folder, 'secret', 'key.tf'), join(folder, 'a', 'key.tf'));
  const [first] = findRepositories(folder);
  expect([first?.name, (await first?.open())?.paths]).toEqual(['a', ['main.tf']]);
});

test('repositories are found by .git at any depth, and otherwise at the first level', async () => {
  const { repositories } = await readOf({
    'host/owner/one/.git/HEAD': '',
    'host/owner/one/main.tf': VPC,
    'host/owner/two/.git/HEAD': '',
    'host/owner/two/deep/main.tf': VPC,
    'plain/net/main.tf': VPC,
    'packed/a.zip': zipOf(GOOD),
    'loose.tf': VPC,
  });
  const names = repositories.map(({ name, paths }) => [name, paths.length]);
  expect(names.slice(0, 4)).toEqual([
    ['host/owner/one', 1],
    ['host/owner/two', 1],
    ['packed/a.zip', 2],
    ['plain', 1],
  ]);
  expect(names[4]?.[1]).toBe(1);
});

test('code that is packed beside Terraform makes no folder of repositories', async () => {
  const { repositories } = await readOf({
    'app/infra/main.tf': VPC,
    'app/infra/modules/net/main.tf': VPC,
    'app/infra/lambda/function.zip': zipOf([{ name: 'index.js', text: '' }]),
    'packed/deep/a.zip': zipOf(GOOD),
  });
  expect(repositories.map(({ name }) => name)).toEqual(['app', 'packed/deep/a.zip']);
  expect(repositories[0]?.paths).toEqual(['infra/main.tf', 'infra/modules/net/main.tf']);
});
