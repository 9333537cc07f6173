import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { retrieveTypes } from './index.ts';

const types = (query: string, options = {}) => retrieveTypes(query, options).map(({ type }) => type);

test('words that people use find the types that mean them', () => {
  expect(types('A versioned S3 bucket', { limit: 3 })).toEqual(
    expect.arrayContaining(['aws_s3_bucket', 'aws_s3_bucket_versioning']),
  );
  expect(types('Encrypt the queue with a KMS key')).toEqual(expect.arrayContaining(['aws_sqs_queue', 'aws_kms_key']));
  expect(types('an auto scaling group behind an ALB')).toEqual(
    expect.arrayContaining(['aws_autoscaling_group', 'aws_lb', 'aws_launch_template']),
  );
});

test('what the best types need comes along', () => {
  const found = types('A Lambda function', { limit: 20 });
  expect(found).toContain('aws_lambda_function');
  expect(found).toContain('aws_iam_role');
  expect(types('EKS cluster', { limit: 20 })).toEqual(expect.arrayContaining(['aws_subnet', 'aws_vpc']));
});

test('the request decides the cloud unless the caller does', () => {
  expect(types('a storage account on Azure')[0]).toBe('azurerm_storage_account');
  expect(types('a storage bucket', { provider: 'google', limit: 2 })).toContain('google_storage_bucket');
  expect(types('a bucket with a random suffix', { limit: 40 }).some((type) => type.startsWith('random_'))).toBe(true);
  expect(types('anything', { provider: 'nobody/nothing' })).toEqual([]);
});

test('a type that is named outright comes first', () => {
  expect(types('something with aws_glue_crawler in it')[0]).toBe('aws_glue_crawler');
});

test('no word that is known gives no type', () => {
  expect(types('')).toEqual([]);
  expect(types('qqq zzz')).toEqual([]);
});

test('only the modes that are asked for are retrieved', () => {
  const found = retrieveTypes('the newest Ubuntu AMI', { modes: ['data'] });
  expect(found[0]?.type).toBe('aws_ami');
  expect(found.every(({ mode }) => mode === 'data')).toBe(true);
});

const TASKS = fileURLToPath(new URL('../../../../shared/oracle/tasks.jsonl', import.meta.url));
const skip = existsSync(TASKS) ? '' : ' (skipped: ../shared/oracle/tasks.jsonl is not there)';

test.skipIf(skip !== '')(`four fifths of the types that IaC-Eval wants are among the first twenty${skip}`, () => {
  const rows = readFileSync(TASKS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { prompt: string; resources: string });
  const recalls = rows
    .map(({ prompt, resources }) => {
      const wanted = [...new Set(resources.split(/[,\s]+/).filter((type) => type.startsWith('aws_')))];
      const found = new Set(types(prompt, { provider: 'aws', limit: 40 }).slice(0, 20));
      return wanted.length === 0 ? undefined : wanted.filter((type) => found.has(type)).length / wanted.length;
    })
    .filter((recall) => recall !== undefined);
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  expect(mean).toBeGreaterThan(0.8);
});
