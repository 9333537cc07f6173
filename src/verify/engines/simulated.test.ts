/** The simulated engine against the real core; skipped, and says so, where there is no terraform. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { compareVerdicts } from '../compare-verdicts.ts';
import type { VerifyOptions } from '../request.ts';
import { createVerifier, type Verifier } from '../verifier.ts';

const present = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
if (!present) console.warn('SKIPPED: the simulated engine is not tested, for neither terraform nor tofu is on PATH');

const AWS = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const CASES: Readonly<Record<string, string>> = {
  'a data resource':
    'resource "terraform_data" "a" {\n  input = 1\n}\noutput "a" {\n  value = terraform_data.a.output\n}\n',
  'a network': `${AWS}resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\nresource "aws_subnet" "s" {\n  count      = 2\n  vpc_id     = aws_vpc.v.id\n  cidr_block = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)\n}\n`,
  'blocks and tags': `${AWS}resource "aws_security_group" "g" {\n  name = "g"\n  ingress {\n    from_port   = 80\n    to_port     = 80\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n  tags = { a = "b" }\n}\n`,
  'a missing argument': `${AWS}resource "aws_subnet" "s" {\n  cidr_block = "10.0.0.0/24"\n}\n`,
  'a value out of its set': `${AWS}resource "aws_vpc" "v" {\n  cidr_block       = "10.0.0.0/16"\n  instance_tenancy = "cheap"\n}\n`,
  'an undeclared reference': 'output "x" {\n  value = aws_vpc.none.id\n}\n',
  'a syntax error': 'resource "aws_vpc" {\n',
  'a cycle': 'locals {\n  a = local.b\n  b = local.a\n}\n',
  'a variable without value': 'variable "x" {}\noutput "x" {\n  value = var.x\n}\n',
  'a data source without cloud': `${AWS}data "aws_ami" "a" {\n  most_recent = true\n  owners      = ["amazon"]\n}\n`,
  'an azure group':
    'provider "azurerm" {\n  features {}\n  subscription_id = "00000000-0000-0000-0000-000000000000"\n}\nresource "azurerm_resource_group" "g" {\n  name     = "g"\n  location = "westeurope"\n}\n',
  utilities:
    'resource "random_pet" "p" {}\nresource "null_resource" "n" {\n  triggers = { pet = random_pet.p.id }\n}\nresource "time_static" "t" {}\n',
  'a version that is not there':
    'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "= 1.0.0"\n    }\n  }\n}\nresource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\n',
};

const options: VerifyOptions = { cloud: 'absent', planJson: true };
const open: Promise<Verifier>[] = [];
function verifier(more: VerifyOptions): Promise<Verifier> {
  const created = createVerifier({ ...options, ...more });
  open.push(created);
  return created;
}
afterAll(async () => {
  for (const one of open) await (await one).close();
});

describe.skipIf(!present)('the simulated engine', { timeout: 120_000 }, () => {
  test.each(Object.entries(CASES))('agrees with the static one on %s', async (id, text) => {
    const request = { id, files: { 'main.tf': text } };
    const ours = await (await verifier({ engine: 'static' })).verify(request);
    const real = await (await verifier({ engine: 'simulated' })).verify(request);
    expect(compareVerdicts(ours, real)).toEqual([]);
  });

  test('applies, finds nothing to change, and destroys', async () => {
    const files = { 'main.tf': `${CASES['a network']}output "arn" {\n  value = aws_vpc.v.arn\n}\n` };
    const simulated = await verifier({ engine: 'simulated', apply: true });
    const verdict = await simulated.verify({ id: 'life', files });
    const apply = verdict.stages.find(({ stage }) => stage === 'apply');
    expect(apply).toMatchObject({ status: 'passed', detail: { idempotent: true, destroyed: true } });
    const arn = (apply?.detail.outputs?.arn as { value: string }).value;
    expect(arn).toMatch(/^arn:aws:ec2:eu-west-1:\d{12}:vpc\/vpc-0[0-9a-f]{16}$/);
    const again = await simulated.verify({ id: 'life', files });
    expect(again.stages.find(({ stage }) => stage === 'apply')?.detail.outputs).toEqual(apply?.detail.outputs);
  });

  test('refuses to run a provisioner, and runs nothing', async () => {
    const mark = join(mkdtempSync(join(tmpdir(), 'terrasmith-mark-')), 'ran');
    const text = `resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "touch ${mark}"\n  }\n}\n`;
    const simulated = await verifier({ engine: 'simulated', apply: true });
    const { stages } = await simulated.verify({ id: 'exec', files: { 'main.tf': text } });
    const apply = stages.find(({ stage }) => stage === 'apply');
    expect(apply?.status).toBe('failed');
    expect(apply?.diagnostics[0]?.code).toBe('sandbox/execution-refused');
    expect(existsSync(mark)).toBe(false);
  });

  test('cannot read or write outside the folder', async () => {
    const outside = join(mkdtempSync(join(tmpdir(), 'terrasmith-mark-')), 'written');
    const text = `output "x" {\n  value = fileexists("/etc/passwd")\n}\nresource "local_file" "f" {\n  filename = "${outside}"\n  content  = "x"\n}\n`;
    const simulated = await verifier({ engine: 'simulated', apply: true });
    const { stages } = await simulated.verify({ id: 'outside', files: { 'main.tf': text } });
    expect(stages.find(({ stage }) => stage === 'apply')?.status).not.toBe('passed');
    expect(existsSync(outside)).toBe(false);
  });

  test('ends a run that takes too long as an error of the environment, and leaves no folder', async () => {
    const own = mkdtempSync(join(tmpdir(), 'terrasmith-mark-'));
    vi.stubEnv('TMPDIR', own);
    const hurried = await verifier({ engine: 'simulated', timeLimits: { init: 1 } });
    const verdict = await hurried.verify({ id: 'slow', files: { 'main.tf': CASES['a data resource'] as string } });
    expect(verdict.stages[0]).toMatchObject({ stage: 'init', status: 'error' });
    expect(verdict.score).toBeNull();
    vi.unstubAllEnvs();
    expect(readdirSync(own)).toEqual([]);
  });
});

test('a missing executable is an error of the environment', async () => {
  const missing = await createVerifier({ engine: 'simulated', terraform: '/nowhere/terraform' });
  const verdict = await missing.verify({ id: 'missing', files: { 'main.tf': 'locals {}\n' } });
  expect(verdict.stages[0]?.status).toBe('error');
  expect(verdict.stages[0]?.detail.reason).toContain('--terraform');
  expect(verdict.reward).toBeNull();
});
