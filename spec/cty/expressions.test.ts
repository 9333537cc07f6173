/** The library against what the real terraform gave for the expressions of `expressions.txt`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type FileAccess,
  formatNumeric,
  isWhollyKnown,
  jsonText,
  type Numeric,
  standardFunctions,
  unmarkDeep,
} from '../../src/cty/index.ts';
import { evaluate, parseExpression } from '../../src/hcl/index.ts';
import type { Diagnostic } from '../../src/source/index.ts';
import { FILES } from './files.ts';

interface Case {
  readonly expression: string;
  readonly json?: unknown;
  readonly shown?: string;
  readonly error?: string;
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const { cases } = JSON.parse(read('expressions.json')) as { cases: Case[] };
const knownFailures = new Map(
  read('known-failures.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string]),
);

const paths = Object.keys(FILES);
const prefixOf = (path: string) => (path === '.' || path === '' ? '' : `${path.replace(/^\.\//, '')}/`);
const files: FileAccess = {
  read: (path) => {
    const content = FILES[path];
    if (content !== undefined) return new TextEncoder().encode(content);
    return { problem: paths.some((other) => other.startsWith(prefixOf(path))) ? 'folder' : 'missing' };
  },
  list: (path) => {
    const prefix = prefixOf(path);
    const rest = paths.filter((other) => other.startsWith(prefix)).map((other) => other.slice(prefix.length));
    if (rest.length === 0) return { problem: 'missing' };
    return [...new Set(rest.map((other) => other.split('/')[0] as string))].map((name) => ({
      name,
      kind: rest.includes(name) ? 'file' : 'folder',
    }));
  },
};
const functions = standardFunctions({ files, workingDirectory: '/', now: Date.now, pure: false });
const scope = { variables: new Map(), functions };

function outcome({ expression }: Case): { json: unknown } | { shown: string } | { error: string } {
  const parsed = parseExpression({ name: 'expression', text: expression });
  const problems: Diagnostic[] = [...parsed.diagnostics];
  const value = evaluate(parsed.value, scope, problems);
  const first = problems.find(({ severity }) => severity === 'error');
  if (first !== undefined) return { error: first.summary };
  const bare = unmarkDeep(value);
  if (!isWhollyKnown(bare.value)) return { shown: '(known after apply)' };
  if (bare.marks.size > 0) return { shown: '(sensitive value)' };
  const text = jsonText(bare.value);
  if (text === undefined)
    return { shown: bare.value.type.kind === 'number' ? formatNumeric(bare.value.data as Numeric) : '' };
  // What JSON cannot say (-0, beyond a double) is lost on both sides.
  return { json: JSON.parse(JSON.stringify(JSON.parse(text))) as unknown };
}

function expected({ json, shown, error }: Case): object {
  return error !== undefined ? { error } : shown !== undefined ? { shown } : { json };
}

for (const item of cases) {
  const { expression } = item;
  const reason = knownFailures.get(expression);
  if (reason === undefined) {
    test(expression, () => expect(outcome(item)).toEqual(expected(item)));
  } else {
    test.fails(`${expression} (known: ${reason})`, () => expect(outcome(item)).toEqual(expected(item)));
  }
}
