/** From the files of repositories to candidates: what goes together, what is left out, what is taken off. */
import { expect, test } from 'vitest';
import { format } from '../../../hcl/index.ts';
import type { Repository } from '../source/index.ts';
import { type Candidate, type GatherOptions, gather, nothingGathered } from './gather.ts';

const OPTIONS: GatherOptions = {
  format,
  providers: new Set(['aws', 'random']),
  permissive: false,
  maxCharacters: 10_000,
  likeness: 0.9,
  inputs: false,
  exclusion: undefined,
};

const repository = (name: string, files: Readonly<Record<string, string>>): Repository => ({
  name,
  paths: Object.keys(files).sort(),
  read: (path) => files[path],
});

async function gathered(repositories: readonly Repository[], options: Partial<GatherOptions> = {}) {
  const counts = nothingGathered();
  const candidates: Candidate[] = [];
  async function* all() {
    yield* repositories;
  }
  for await (const candidate of gather(all(), { ...OPTIONS, ...options }, counts)) candidates.push(candidate);
  return { counts, candidates };
}

const BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "files"\n}\n';

test('a module is its folder, the folders it calls below it, and the texts it reads', async () => {
  const { candidates } = await gathered([
    repository('r', {
      'LICENSE.md': 'Apache License\n   Version 2.0, January 2004',
      'stack/b.tf': `${BUCKET}\n\n\n# why\nmodule "queue" {\n  source = "./queue"\n}\n`,
      'stack/a.tf': 'locals {\n  text = file("${path.module}/hello.txt")\n}\n',
      'stack/zip.tf': 'data "aws_region" "here" {}\nlocals {\n  source_file = "code.py"\n}\n',
      'stack/late_override.tf': 'resource "aws_s3_bucket" "b" {\n  force_destroy = true\n}\n',
      'stack/terraform.tfvars': 'a = 1\n',
      'stack/hello.txt': 'hello AKIAABCDEFGHIJKLMNOP',
      'stack/code.py': 'pass',
      'stack/unread.txt': 'nobody reads it',
      'stack/queue/main.tf': 'resource "aws_sqs_queue" "q" {}\n',
      'stack/queue/out.tf': 'output "url" {\n  value = aws_sqs_queue.q.url\n}\n',
    }),
  ]);
  const [stack, queue] = candidates;
  expect(Object.keys(stack?.files ?? {}).sort()).toEqual([
    'code.py',
    'hello.txt',
    'late_override.tf',
    'main.tf',
    'queue/main.tf',
    'terraform.tfvars',
  ]);
  expect(stack?.files['main.tf']).toMatch(/^locals \{[\s\S]*resource "aws_s3_bucket"[\s\S]*data "aws_region"/);
  expect(stack?.files['main.tf']).not.toContain('why');
  expect(stack?.files['hello.txt']).not.toContain('ABCDEFGHIJ');
  expect(stack).toMatchObject({ repository: 'r', path: 'stack', license: 'Apache-2.0', siblings: 2 });
  expect(queue).toMatchObject({ path: 'stack/queue', files: { 'main.tf': expect.stringContaining('output "url"') } });
});

test('pins of versions and the place of the state go; versions that are arguments stay', async () => {
  const settings = [
    'terraform {',
    '  required_version = ">= 0.12"',
    '  backend "s3" {',
    '    bucket = "state"',
    '  }',
    '  required_providers {',
    '    aws = "~> 2.0"',
    '    random = {',
    '      source = "hashicorp/random"',
    '      version = "3.1.0"',
    '    }',
    '  }',
    '}',
    'provider "aws" {',
    '  version = "~> 2.0"',
    '  region = "eu-west-1"',
    '}',
    'resource "aws_eks_cluster" "c" {',
    '  version = "1.29"',
    '}',
  ].join('\n');
  const { candidates } = await gathered([repository('r', { 'main.tf': settings })]);
  const text = candidates[0]?.files['main.tf'] ?? '';
  expect(text).toContain('version = "1.29"');
  expect(text).toContain('aws = { source = "hashicorp/aws" }');
  expect(text).toContain('region = "eu-west-1"');
  expect(text).not.toMatch(/0\.12|backend|2\.0|3\.1\.0/);
});

test.each<[string, Readonly<Record<string, string>>, Partial<GatherOptions>]>([
  ['no resource', { 'main.tf': 'variable "a" {}\n' }, {}],
  ['other providers', { 'main.tf': 'resource "google_project" "p" {}\n' }, {}],
  [
    'other providers',
    { 'main.tf': `terraform {\n  required_providers {\n    x = {\n      source = "me/x"\n    }\n  }\n}\n${BUCKET}` },
    {},
  ],
  ['a module from elsewhere', { 'main.tf': `${BUCKET}module "m" {\n  source = "git::https://x/y"\n}\n` }, {}],
  ['a module outside of its folder', { 'in/main.tf': `${BUCKET}module "m" {\n  source = "../m"\n}\n` }, {}],
  ['a module outside of its folder', { 'main.tf': `${BUCKET}module "m" {\n  source = "../../m"\n}\n` }, {}],
  ['too long', { 'main.tf': BUCKET }, { maxCharacters: 10 }],
  ['no permissive licence', { 'main.tf': BUCKET, LICENSE: 'GNU GENERAL PUBLIC LICENSE' }, { permissive: true }],
])('what is left out for "%s" is counted so', async (reason, files, options) => {
  const { counts, candidates } = await gathered([repository('r', files)], options);
  expect({ filtered: counts.filtered, candidates: candidates.length }).toEqual({
    filtered: { [reason]: 1 },
    candidates: 0,
  });
});

test('what differs in comments and layout is the same, what differs little is nearly so', async () => {
  const long = Array.from({ length: 30 }, (_, index) => BUCKET.replace('"b"', `"b${index}"`)).join('\n');
  const repositories = [
    repository('a', { 'main.tf': long }),
    repository('b', { 'main.tf': `# copied\n${long.replaceAll('  bucket', 'bucket   ')}` }),
    repository('c', { 'main.tf': long.replace('"files"', '"other"') }),
  ];
  const { counts, candidates } = await gathered(repositories);
  expect(counts).toMatchObject({ modules: 3, duplicates: 1, nearDuplicates: 1, candidates: 1 });
  expect(candidates.map(({ repository: name }) => name)).toEqual(['a']);
  expect((await gathered(repositories, { likeness: 1 })).counts).toMatchObject({ duplicates: 1, candidates: 2 });
});

const LIBRARY = `variable "bucket_name" {
  type = string
}
variable "stage" {
  type = string
  validation {
    condition     = contains(["test", "live"], var.stage)
    error_message = "One of two."
  }
}
variable "subnets" {
  type = list(object({ cidr_block = string, zone = optional(string), public = bool }))
}
variable "retention" {
  default = 7
}
variable "kept" {}
resource "aws_s3_bucket" "b" {
  bucket = var.bucket_name
}
`;

test('inputs that nobody gives a value get one by rule, type and name; others stay as they are', async () => {
  const files = { 'main.tf': LIBRARY, 'terraform.tfvars': 'kept = "mine"' };
  const { candidates, counts } = await gathered([repository('r', files)], { inputs: true });
  const [candidate] = candidates;
  expect(candidate?.invented).toEqual(['bucket_name', 'stage', 'subnets']);
  expect(candidate?.files['terraform.tfvars']).toBe(
    [
      'kept        = "mine"',
      'bucket_name = "example"',
      'stage       = "test"',
      'subnets = [{',
      '  cidr_block = "10.0.0.0/16"',
      '  public     = true',
      '}]',
      '',
    ].join('\n'),
  );
  expect(counts.completed).toBe(1);
});

test('a configuration that gives all its inputs, or cannot be read, gets no values', async () => {
  const broken = repository('broken', { 'main.tf': `${BUCKET}variable "x" {` });
  const whole = repository('whole', { 'main.tf': `${BUCKET}variable "x" {\n  default = 1\n}\n` });
  const { candidates, counts } = await gathered([broken, whole], { inputs: true });
  expect(candidates.map(({ files }) => Object.keys(files))).toEqual([['main.tf'], ['main.tf']]);
  expect(counts.completed).toBe(0);
});

test('a module that stands elsewhere in the repository comes along, with those that it calls', async () => {
  const call = (name: string, source: string) => `module "${name}" {\n  source = "${source}"\n}\n`;
  const { candidates } = await gathered([
    repository('r', {
      'live/dev/main.tf': `${BUCKET}${call('net', '../../modules/net')}${call('here', './here')}`,
      'live/dev/here/main.tf': `${BUCKET}${call('other', '../../../shared/net')}`,
      'modules/net/main.tf': `${call('inner', './inner')}resource "aws_vpc" "v" {\n  ipam_pool_id = file("\${path.module}/id.txt")\n}\n`,
      'modules/net/id.txt': 'x',
      'modules/net/inner/main.tf': 'resource "aws_subnet" "s" {}\n',
      'shared/net/main.tf': 'resource "aws_eip" "e" {}\n',
    }),
  ]);
  const dev = candidates.find(({ path }) => path === 'live/dev');
  expect(Object.keys(dev?.files ?? {}).sort()).toEqual([
    'here/main.tf',
    'main.tf',
    'modules/inner/main.tf',
    'modules/net-2/main.tf',
    'modules/net/id.txt',
    'modules/net/main.tf',
  ]);
  expect(dev?.files['main.tf']).toContain('source = "./modules/net"');
  expect(dev?.files['main.tf']).toContain('source = "./here"');
  expect(dev?.files['modules/net/main.tf']).toContain('source = "../inner"');
  expect(dev?.files['here/main.tf']).toContain('source = "../modules/net-2"');
});
