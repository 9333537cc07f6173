/**
 * What is there already, and a configuration that changed: the simulated engine begins with a kept state and plans what the provider would:
 * some changes are made in place, some replace the resource, as the learned facts say. Skipped, and says so, where there is no terraform.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verify } from '../../src/verify/index.ts';

const core = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
if (!core) console.warn('SKIPPED: kept states are not planned over, for neither terraform nor tofu is on PATH');

const own = mkdtempSync(join(tmpdir(), 'terrasmith-state-'));
const state = join(own, 'kept.tfstate');
afterAll(() => rmSync(own, { recursive: true, force: true }));

const machine = (image: string, size: string, role: string, word: string) => `provider "aws" {
  region = "eu-west-1"
}
resource "aws_instance" "i" {
  ami           = "ami-${image}"
  instance_type = "${size}"
}
resource "aws_eip_association" "a" {
  instance_id   = aws_instance.i.id
  allocation_id = "eipalloc-0123456789abcdef0"
}
resource "aws_iam_role" "r" {
  name               = "${role}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "random_id" "r" {
  byte_length = 4
  keepers     = { word = "${word}" }
}
`;
const KEPT = machine('0123456789abcdef0', 't3.micro', 'reader', 'one');

interface Planned {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
    readonly action_reason?: string;
  }[];
}

async function actionsOver(text: string): Promise<Record<string, string>> {
  const options = { engine: 'simulated', cloud: 'absent', state, planJson: true } as const;
  const verdict = await verify({ id: 'life', files: { 'main.tf': text } }, options);
  expect(verdict.certificate).toBe('');
  const { resource_changes: changes } = verdict.plan as Planned;
  return Object.fromEntries(changes.map(({ address, change }) => [address, change.actions.join(', ')]));
}

describe.skipIf(!core)('over a kept state', { timeout: 180_000 }, () => {
  test('nothing is planned for what did not change', async () => {
    const options = { engine: 'simulated', cloud: 'absent', apply: true, keepState: state } as const;
    const verdict = await verify({ id: 'life', files: { 'main.tf': KEPT } }, options);
    expect(verdict.score, verdict.certificate).toBe(1);
    expect(existsSync(state)).toBe(true);
    const before = readFileSync(state, 'utf8');
    const all = ['aws_eip_association.a', 'aws_iam_role.r', 'aws_instance.i', 'random_id.r'];
    expect(await actionsOver(KEPT)).toEqual(Object.fromEntries(all.map((address) => [address, 'no-op'])));
    expect(readFileSync(state, 'utf8')).toBe(before);
  });

  test('a size is changed in place', async () => {
    expect(await actionsOver(machine('0123456789abcdef0', 't3.large', 'reader', 'one'))).toEqual({
      'aws_eip_association.a': 'no-op',
      'aws_iam_role.r': 'no-op',
      'aws_instance.i': 'update',
      'random_id.r': 'no-op',
    });
  });

  test('an image, a name and a keeper replace what has them, and a new id what refers to it', async () => {
    expect(await actionsOver(machine('0fedcba9876543210', 't3.micro', 'writer', 'two'))).toEqual({
      'aws_eip_association.a': 'delete, create',
      'aws_iam_role.r': 'delete, create',
      'aws_instance.i': 'delete, create',
      'random_id.r': 'delete, create',
    });
  });

  test('what is not written any more is deleted, its provider too', async () => {
    const text = KEPT.replace(/resource "random_id"[\s\S]*$/, '');
    expect(await actionsOver(text)).toMatchObject({ 'aws_instance.i': 'no-op', 'random_id.r': 'delete' });
  });
});
