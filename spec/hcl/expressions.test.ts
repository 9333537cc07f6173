import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { type FileAccess, toJson, typeToJson, unmarkDeep, type Value } from '../../src/cty/index.ts';
import { type Diagnostic, hasErrors } from '../../src/source/index.ts';
import { loadConfiguration, plan, validate } from '../../src/terraform/index.ts';
import { expectLedger } from './ledger.ts';

/** The files that were beside the recorded configuration. */
const TEXTS: Readonly<Record<string, string>> = {
  'testdata/hello.txt': 'hello!',
  'testdata/hello.tmpl': 'Hello, $' + '{name}!',
  'testdata/list.tmpl': '%{ for x in list ~}\n- $' + '{x}\n%{ endfor ~}\n',
};
const FILES: FileAccess = {
  read: (path) => {
    const text = TEXTS[path];
    return text === undefined ? { problem: 'missing' } : Buffer.from(text);
  },
  list: (path) => {
    if (path === '.') return [{ name: 'testdata', kind: 'folder' }];
    if (path !== 'testdata' && path !== './testdata') return { problem: 'missing' };
    return Object.keys(TEXTS).map((name) => ({ name: name.slice('testdata/'.length), kind: 'file' }));
  },
};

interface Case {
  readonly expr: string;
  readonly result?: { readonly type: unknown; readonly value: unknown };
  readonly validate_errors?: readonly { readonly summary: string }[];
  readonly plan_errors?: readonly { readonly summary: string }[];
}

const recorded = new URL('../../../shared/conformance/terraform/recorded-1.11.4/expressions.json', import.meta.url);
const missing = !existsSync(recorded);
if (missing) console.warn('skipped: recorded expressions are read from ../shared/conformance, which is not here');

/** Each expression was recorded as the value of an output. */
test.skipIf(missing)('expressions have the values and problems that Terraform 1.11.4 recorded', async () => {
  const { cases } = JSON.parse(readFileSync(recorded, 'utf8')) as { cases: readonly Case[] };
  const failures: string[] = [];
  for (const { expr, result, validate_errors, plan_errors } of cases) {
    const wanted = result
      ? JSON.stringify([result.type, result.value])
      : titles((validate_errors ?? plan_errors ?? []) as readonly Diagnostic[]);
    if ((await answer(expr)) !== wanted) failures.push(JSON.stringify(expr));
  }
  expectLedger(new URL('expressions-known-failures.txt', import.meta.url), failures);
});

async function answer(expression: string): Promise<string> {
  const text = `output "x" {\n  value = ${expression}\n}\n`;
  const { configuration, diagnostics } = loadConfiguration(new Map([['o.tf', text]]));
  if (configuration === undefined) return titles(diagnostics);
  const context = { providers: () => undefined, files: FILES };
  const invalid = await validate(configuration, context);
  if (hasErrors(invalid)) return titles(invalid);
  const planned = await plan(configuration, context);
  const output = planned.plan?.outputs.get('x');
  return hasErrors(planned.diagnostics) || output === undefined ? titles(planned.diagnostics) : shown(output.value);
}

function titles(diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify([...new Set(diagnostics.map(({ summary }) => summary))].sort());
}

function shown(marked: Value): string {
  const { value } = unmarkDeep(marked);
  if (value.state === 'unknown') return JSON.stringify([null, null]);
  // Terraform writes a null output without its type.
  if (value.state === 'null') return JSON.stringify(['dynamic', null]);
  try {
    return JSON.stringify([typeToJson(value.type), toJson(value, value.type)]);
  } catch {
    return JSON.stringify(['Failed to write plan file']);
  }
}
