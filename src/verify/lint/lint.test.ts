/**
 * The cases of spec/lint: one file per rule, `=== good TITLE` and `=== bad LINES TITLE` before each configuration, `--- FILE`
 * where it is not one main.tf. LINES are the lines of the findings, in order.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chosenRules, LINT_RULES, lintConfiguration } from './index.ts';

const FOLDER = new URL('../../../spec/lint/', import.meta.url);

function casesOf(rule: string) {
  const text = readFileSync(new URL(`${rule}.txt`, FOLDER), 'utf8');
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [, kind, lines = '', title = ''] = /^(good|bad)(?: ([\d,]+))? ?(.*)$/.exec(part.slice(0, end)) ?? [];
      return { title, lines: kind === 'bad' ? lines.split(',').map(Number) : [], files: filesOf(part.slice(end + 1)) };
    });
}

function filesOf(text: string): Record<string, string> {
  if (!text.startsWith('--- ')) return { 'main.tf': text };
  const parts = text.split(/^--- /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
}

/** Lines of one rule's findings. */
function findings(rule: string, files: Record<string, string>): number[] {
  const disable = LINT_RULES.map(({ name }) => name).filter((name) => name !== rule);
  return lintConfiguration(files, { enable: ['all'], disable }).map(({ code, span }) => {
    expect(code).toBe(`lint/${rule}`);
    return (span?.source.text.slice(0, span.start).split('\n') ?? []).length;
  });
}

describe.each(LINT_RULES.map(({ name }) => name))('%s', (rule) => {
  test.each(casesOf(rule))('$lines $title', ({ lines, files }) => expect(findings(rule, files)).toEqual(lines));

  test('has a case that passes and one that fails', () => {
    const cases = casesOf(rule);
    expect(cases.some(({ lines }) => lines.length === 0) && cases.some(({ lines }) => lines.length > 0)).toBe(true);
  });
});

test('every file of cases belongs to a rule', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(LINT_RULES.map(({ name }) => `${name}.txt`));
});

test('thirteen rules are recommended, the others are on when asked for', () => {
  expect(chosenRules({})).toHaveLength(13);
  expect(chosenRules({ enable: ['terraform_comment_syntax'], disable: ['terraform_typed_variables'] })).toHaveLength(
    13,
  );
  expect(chosenRules({ enable: ['all'] })).toHaveLength(20);
});

test('a configuration that does not parse gives what can be told of the rest', () => {
  const files = { 'main.tf': 'variable "a" {}\nresource "x" {{{' };
  expect(lintConfiguration(files).some(({ code }) => code === 'lint/terraform_typed_variables')).toBe(true);
});
