/** Where in the configuration a policy's verdict points. */
import { afterAll, expect, test } from 'vitest';
import { createVerifier } from './index.ts';

const MAIN = `provider "aws" {
  region = "us-east-1"
}

resource "aws_sqs_queue" "jobs" {
  name                      = "jobs"
  message_retention_seconds = 60
}

module "storage" {
  source = "./storage"
}
`;
const STORAGE = `locals { names = ["a", "b"] }

resource "aws_s3_bucket" "log" {
  count  = 2
  bucket = local.names[count.index]
}
`;
const verifier = await createVerifier();
afterAll(() => verifier.close());

async function policyDiagnostics(rules: string) {
  const files = { 'main.tf': MAIN, 'storage/main.tf': STORAGE };
  const verdict = await verifier.verify({ id: 'x', files, policy: `package p\n\n${rules}\n` });
  return verdict.stages.find(({ stage }) => stage === 'policy')?.diagnostics ?? [];
}

test('a failed rule points at the block of the resource that its failing expression looked at', async () => {
  const [found] = await policyDiagnostics(`default long := false
long {
  r := input.resource_changes[_]
  r.type == "aws_sqs_queue"
  r.change.after.message_retention_seconds > 3600
}`);
  expect(found).toMatchObject({
    code: 'policy/rule-failed',
    file: 'main.tf',
    line: 5,
    address: 'aws_sqs_queue.jobs',
    snippet: 'resource "aws_sqs_queue" "jobs" {',
  });
  expect(found?.detail).toContain('`r.change.after.message_retention_seconds > 3600` (line 7 of the policy)');
});

test('an instance inside a module has its place in the files of the module, and the others are named', async () => {
  const [found] = await policyDiagnostics(`named {
  some i
  input.resource_changes[i].type == "aws_s3_bucket"
  name := input.resource_changes[i].change.after.bucket
  name == "c"
}`);
  expect(found).toMatchObject({ file: 'storage/main.tf', line: 3, address: 'module.storage.aws_s3_bucket.log[1]' });
  expect(found?.detail).toContain('it also looked at module.storage.aws_s3_bucket.log[0] (storage/main.tf:3)');
});

test('the configuration of a module call leads to its block too, and a function to what it was called with', async () => {
  const [found] = await policyDiagnostics(`is_long(text) { count(text) > 100 }
call {
  r := input.configuration.root_module.module_calls.storage.module.resources[_]
  is_long(r.type)
}`);
  expect(found).toMatchObject({ file: 'storage/main.tf', line: 3, address: 'module.storage.aws_s3_bucket.log' });
  expect(found?.detail).toContain('count(text) > 100');
});

test('an expression that looked at no resource has no file', async () => {
  const [found] = await policyDiagnostics('never { input.terraform_version == "0" }');
  expect(found).toMatchObject({ file: null, address: null, line: 3 });
});
