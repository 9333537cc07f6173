/** Our cases against what the real OPA said of them; `record-own.ts` recorded it. Code of an error, value of a result. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compilePolicy, evaluateQuery, jsonText, parseJson, type Value } from '../../src/rego/index.ts';
import { OWN_INPUT, type OwnCase, ownCases, RECORDED } from './own-cases.ts';

interface Recorded {
  readonly note: string;
  readonly result?: readonly unknown[];
  readonly error?: string;
  readonly text?: string;
}

const differences = new URL('own/known-differences.txt', import.meta.url);
const known = new Set(
  readFileSync(differences, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0] as string),
);
const recorded = new Map(
  readFileSync(RECORDED, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line) as unknown as Recorded)
    .map((row) => [row.note, row]),
);

test('every case of our own is as recorded, except the listed ones, and those are not', () => {
  const failing = new Map<string, string>();
  let passed = 0;
  for (const one of ownCases()) {
    const want = recorded.get(one.note);
    const wanted = want === undefined ? 'not recorded' : outcome(want);
    const got = ours(one);
    if (wanted === got) passed++;
    else
      failing.set(
        one.note,
        `${one.note}\n  opa:        ${wanted} ${want?.text?.slice(0, 160) ?? ''}\n  terrasmith: ${got}`,
      );
  }
  console.log(`own cases: ${passed} of ${passed + failing.size} as recorded`);
  expect([...failing].filter(([note]) => !known.has(note)).map(([, text]) => text)).toEqual([]);
  expect([...known].filter((note) => !failing.has(note))).toEqual([]);
});

function outcome({ error, result = [] }: Recorded): string {
  return error === undefined ? result.map(canonical).sort().join(' ') : `error ${error}`;
}

function ours({ modules, query }: OwnCase): string {
  const sources = modules.map((text, index) => ({ name: `test-${index}.rego`, text }));
  const { policy, errors } = compilePolicy(sources, { dialect: 'v1' });
  if (policy === undefined) return `error ${errors[0]?.code}`;
  const answer = evaluateQuery(policy, query, OWN_INPUT, { strict: true });
  if (answer.bindings === undefined) return `error ${answer.errors[0]?.code}`;
  const rows = parseJson(jsonText(answer.bindings as unknown as Value)) as unknown as readonly unknown[];
  return outcome({ note: '', result: rows });
}

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, element]) => `${JSON.stringify(key)}:${canonical(element)}`);
  return `{${pairs.sort().join(',')}}`;
}
