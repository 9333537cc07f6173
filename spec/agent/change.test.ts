/** `terrasmith mutate` and `terrasmith repair` as processes: what changes, and what does not. */
import { expect, test } from 'vitest';
import { fence, workplace } from './command.ts';

const MAIN = `# Written by hand; the spacing is ours.
resource "aws_sqs_queue" "jobs" {
  name   =    "jobs"   # the name
  delay_seconds = 5
}

resource "aws_sns_topic" "news" {
  name = "news"
}
`;
const NOTES = 'locals {\n    spacing   = "odd"\n}\n';
const FILES = { 'infra/main.tf': MAIN, 'infra/notes.tf': NOTES };
const CHANGED = fence(
  'main.tf',
  'resource "aws_sqs_queue" "jobs" {\n  name          = "jobs"\n  delay_seconds = 60\n}\n',
);

test('mutate prints the difference, which holds what was asked for and no more', () => {
  const place = workplace([CHANGED], FILES);
  const { status, stdout } = place.run('mutate', 'infra', 'Wait a minute');
  expect(status).toBe(0);
  expect(stdout.split('\n').filter((line) => /^[+-](?![+-])/.test(line))).toEqual([
    '-  delay_seconds = 5',
    '+  delay_seconds = 60',
  ]);
  expect(place.read('infra/main.tf')).toBe(MAIN);
});

test('mutate --write changes one line and leaves every other byte', () => {
  const place = workplace([CHANGED], FILES);
  expect(place.run('mutate', 'infra', 'Wait a minute', '--write').status).toBe(2);
  expect(place.read('infra/main.tf')).toBe(MAIN);
  expect(place.run('mutate', 'infra', 'Wait a minute', '--write', '--yes').status).toBe(0);
  expect(place.read('infra/main.tf')).toBe(MAIN.replace('delay_seconds = 5', 'delay_seconds = 60'));
  expect(place.read('infra/notes.tf')).toBe(NOTES);
});

test('a change that does not pass is repaired against the configuration as it was', () => {
  const wrong = fence('main.tf', 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n  delay = 60\n}\n');
  const { status, stdout } = workplace([wrong, CHANGED], FILES).run('mutate', 'infra', 'Wait a minute');
  expect(status).toBe(0);
  expect(stdout).toContain('+  delay_seconds = 60');
  expect(stdout).not.toContain('delay = 60');
});

test('a change that never passes is not written over files', () => {
  const wrong = fence('main.tf', 'resource "aws_sqs_queue" "jobs" {\n  delay = 60\n}\n');
  const place = workplace([wrong], FILES);
  const { status, stderr } = place.run('mutate', 'infra', 'Wait', '--write', '--yes', '--strategy', 'direct');
  expect(status).toBe(1);
  expect(stderr).toContain('nothing was written');
  expect(place.read('infra/main.tf')).toBe(MAIN);
});

test('repair leaves alone what passes, without a model', () => {
  const { status, stdout } = workplace([], FILES).run('repair', 'infra');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('repair mends what the verifier finds', () => {
  const broken = MAIN.replace('delay_seconds', 'delay');
  const place = workplace([CHANGED], { 'infra/main.tf': broken });
  expect(place.run('repair', 'infra', '--write', '--yes').status).toBe(0);
  expect(place.read('infra/main.tf')).toBe(broken.replace('delay = 5', 'delay_seconds = 60'));
});

test('repair never makes it worse', () => {
  const place = workplace([fence('main.tf', 'resource {')], {
    'infra/main.tf': MAIN.replace('delay_seconds', 'delay'),
  });
  const { status, stdout } = place.run('repair', 'infra', '--strategy', 'direct');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('a file that cannot be parsed is given whole', () => {
  const place = workplace([fence('main.tf', MAIN)], {
    'infra/main.tf': 'resource "aws_sqs_queue" "jobs" {\n  name = \n',
  });
  expect(place.run('repair', 'infra', '--write', '--yes').status).toBe(0);
  expect(place.read('infra/main.tf').trimEnd()).toContain('delay_seconds = 5');
});
