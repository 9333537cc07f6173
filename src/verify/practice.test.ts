import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintRules, SecurityPackError, securityChecks, type Verdict, type VerifyOptions, verify } from './index.ts';

const BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "a-b-c"\n}\n';

const judged = (files: Record<string, string>, options: VerifyOptions): Promise<Verdict> =>
  verify({ id: 'case', files }, options);

const failedIn = ({ security }: Verdict) =>
  (security?.checks ?? []).filter(({ status }) => status === 'failed').map(({ check }) => check);

test('a verdict holds lint and security only when asked for', async () => {
  const verdict = await judged({ 'main.tf': BUCKET }, {});
  expect([verdict.lint, verdict.security]).toEqual([undefined, undefined]);
});

test('findings of good practice do not fail a stage and give the score 0', async () => {
  const { lint, stages, certificate } = await judged({ 'main.tf': BUCKET }, { lint: {} });
  expect(lint?.score).toBe(0);
  const codes = (lint?.diagnostics ?? []).map(({ code }) => code).sort();
  expect(codes).toEqual(['lint/terraform_required_providers', 'lint/terraform_required_version']);
  expect(stages.every(({ status }) => status === 'passed')).toBe(true);
  expect(certificate).toBe('');
});

test('a security finding points at the block, in the module that declares it', async () => {
  const files = {
    'main.tf': 'module "m" {\n  source   = "./m"\n  for_each = toset(["x"])\n}\n',
    'm/b.tf': `\n${BUCKET}`,
  };
  const { security } = await judged(files, { security: {} });
  const finding = security?.diagnostics.find(({ code }) => code === 'security/TS_AWS_S3_001');
  expect(finding).toMatchObject({
    file: 'm/b.tf',
    line: 2,
    address: 'module.m["x"].aws_s3_bucket.a',
    severity: 'warning',
  });
});

test('a reference inside a module links resources of the same instance', async () => {
  const block =
    'resource "aws_s3_bucket_versioning" "a" {\n  bucket = aws_s3_bucket.a.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
  const files = { 'main.tf': 'module "m" {\n  source = "./m"\n}\n', 'm/b.tf': `${BUCKET}${block}` };
  expect(failedIn(await judged(files, { security: {} }))).not.toContain('TS_AWS_S3_008');
});

test('a comment in the block silences a check by its identifier or the one it refers to', async () => {
  const silenced = BUCKET.replace(
    '\n',
    '\n  # terrasmith:ignore=TS_AWS_S3_001,CKV_AWS_18 a bucket of the demo\n  #checkov:skip=CKV2_AWS_61: short-lived\n',
  );
  const { security } = await judged({ 'main.tf': silenced }, { security: {} });
  const suppressed = security?.checks.filter(({ status }) => status === 'suppressed').map(({ check }) => check);
  expect(suppressed).toEqual(['TS_AWS_S3_001', 'TS_AWS_S3_002', 'TS_AWS_S3_006']);
  expect(security?.suppressed).toBe(3);
});

test('the score is the share of applicable checks that passed; silenced and ignored ones do not count', async () => {
  const { security } = await judged({ 'main.tf': BUCKET }, { security: { ignore: ['TS_AWS_S3_003', 'CKV_AWS_144'] } });
  expect(security?.checks.map(({ check }) => check)).not.toContain('TS_AWS_S3_003');
  expect(security?.score).toBe(2 / 7);
});

test('a configuration that does not plan is not judged', async () => {
  const { security } = await judged({ 'main.tf': 'resource "aws_s3_bucket" "a" {\n  nope = 1\n}\n' }, { security: {} });
  expect(security).toMatchObject({ status: 'skipped', score: null });
});

const PACK = `package acme.checks

import rego.v1

import data.terrasmith.lib

checks.ACME_001 := {"title": "Bucket names its owner", "types": ["aws_s3_bucket"], "severity": "low", "remediation": "Add a tag."}

findings contains {"check": "ACME_001", "address": r.address, "passed": owned(r)} if some r in lib.of("aws_s3_bucket")

default owned(_) := false

owned(r) if lib.given(r, ["tags", "owner"])
`;

test('a folder of Rego adds checks, and one that is of no use is refused with a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    writeFileSync(join(folder, 'acme.rego'), PACK);
    const options = { security: { packs: [folder] } };
    expect(failedIn(await judged({ 'main.tf': BUCKET }, options))).toContain('ACME_001');
    const tagged = BUCKET.replace('}', '  tags = {\n    owner = "us"\n  }\n}');
    expect(failedIn(await judged({ 'main.tf': tagged }, options))).not.toContain('ACME_001');
    await expect(securityChecks({ packs: [join(folder, 'none')] })).rejects.toThrow(SecurityPackError);
    writeFileSync(join(folder, 'acme.rego'), 'package acme\nimport rego.v1\nchecks.A := {"title": "x"}\n');
    await expect(securityChecks({ packs: [`${folder}/.`] })).rejects.toThrow('A: "severity" must be');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the pages list every rule and every check', async () => {
  const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  const checks = page('security-checks.md');
  const lint = page('lint.md');
  expect([...(await securityChecks()).keys()].filter((id) => !checks.includes(`| ${id} |`))).toEqual([]);
  expect((await lintRules()).filter(({ name }) => !lint.includes(`| ${name} |`))).toEqual([]);
});
