/**
 * The cases of spec/security, through the whole verifier: one file per package of checks, `=== pass NUMBERS TITLE` or
 * `=== fail NUMBERS TITLE` before each configuration. NUMBERS are of checks that must pass, or fail, for a resource of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createVerifier, type Verdict } from '../index.ts';
import { loadSecurityPack } from './pack.ts';

const FOLDER = new URL('../../../spec/security/', import.meta.url);
const verifier = await createVerifier({ security: {} });
afterAll(() => verifier.close());

const NEVER_PASSES = new Set(['TS_AWS_VPC_020', 'TS_AWS_IAM_014']);

interface Case {
  readonly kind: 'pass' | 'fail';
  readonly title: string;
  readonly checks: readonly string[];
  readonly text: string;
}

function casesOf(file: string): readonly Case[] {
  const service = file.replace('.txt', '').toUpperCase();
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [kind, numbers = '', ...title] = part.slice(0, end).split(' ');
      const checks = numbers
        .split(',')
        .flatMap(range)
        .map((number) => `TS_AWS_${service}_${number}`);
      return { kind: kind as 'pass' | 'fail', title: title.join(' '), checks, text: part.slice(end + 1) };
    });
}

function range(text: string): readonly string[] {
  const [first, last] = text.split('-').map(Number);
  const count = (last ?? (first as number)) - (first as number) + 1;
  return Array.from({ length: count }, (_, i) => String((first as number) + i).padStart(3, '0'));
}

async function verdictOf(text: string): Promise<Verdict> {
  const verdict = await verifier.verify({ id: 'case', files: { 'main.tf': text } });
  expect(verdict.certificate).toBe('');
  return verdict;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const everyCase = files.flatMap(casesOf);

describe.each(files)('%s', (file) => {
  test.each(casesOf(file))('$kind $checks.0 $title', async ({ kind, checks, text }) => {
    const { security } = await verdictOf(text);
    const found = checks.map((id) => {
      const statuses = (security?.checks ?? []).filter(({ check }) => check === id).map(({ status }) => status);
      if (statuses.includes('failed')) return `fail ${id}`;
      return statuses.length > 0 || NEVER_PASSES.has(id) ? `pass ${id}` : `not applicable ${id}`;
    });
    expect(found).toEqual(checks.map((id) => `${kind} ${id}`));
  });
});

test('every check has a case that passes and one that fails', () => {
  const covered = (kind: string) =>
    new Set(everyCase.filter((one) => one.kind === kind).flatMap(({ checks }) => checks));
  const [passing, failing] = [covered('pass'), covered('fail')];
  const ids = [...loadSecurityPack().checks.keys()];
  expect(ids.filter((id) => !passing.has(id) || !failing.has(id))).toEqual([]);
  expect(ids.length).toBeGreaterThanOrEqual(120);
});
