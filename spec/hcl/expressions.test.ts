import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { type FileAccess, standardFunctions, toJson, typeToJson, unmarked } from '../../src/cty/index.ts';
import { evaluate, type NativeBody, parseNative } from '../../src/hcl/index.ts';
import type { Diagnostic } from '../../src/source/index.ts';
import { bareVariables, checkBareReferences } from '../../src/terraform/console/index.ts';
import { expectLedger } from './ledger.ts';

/** The files that were beside the recorded configuration. */
const TEXTS: Readonly<Record<string, string>> = {
  'testdata/hello.txt': 'hello!',
  'testdata/hello.tmpl': 'Hello, $' + '{name}!',
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
test.skipIf(missing)('expressions have the values and problems that Terraform 1.11.4 recorded', () => {
  const { cases } = JSON.parse(readFileSync(recorded, 'utf8')) as { cases: readonly Case[] };
  const functions = standardFunctions({ files: FILES, workingDirectory: '/', now: () => 0, pure: true });
  const scope = { variables: bareVariables('/'), functions };
  const failures = cases.filter(({ expr, result, validate_errors, plan_errors }) => {
    const wanted = result
      ? JSON.stringify([result.type, result.value])
      : JSON.stringify([...new Set((validate_errors ?? plan_errors ?? []).map(({ summary }) => summary))].sort());
    return answer(expr, scope) !== wanted;
  });
  expectLedger(
    new URL('expressions-known-failures.txt', import.meta.url),
    failures.map(({ expr }) => JSON.stringify(expr)),
  );
});

function answer(expression: string, scope: Parameters<typeof evaluate>[1]): string {
  const { value, diagnostics } = parseNative({ name: 'o.tf', text: `output "x" {\n  value = ${expression}\n}\n` });
  const problems: Diagnostic[] = [...diagnostics];
  const body = value.blocks[0]?.body as NativeBody;
  const attribute = body?.attributes.get('value');
  if (attribute && diagnostics.length === 0) problems.push(...checkBareReferences(attribute.expression));
  const result = problems.length === 0 && attribute ? evaluate(attribute.expression, scope, problems) : undefined;
  if (result === undefined || problems.length > 0) {
    return JSON.stringify([...new Set(problems.map(({ summary }) => summary))].sort());
  }
  if (result.marks.size > 0) return JSON.stringify(['Output refers to sensitive values']);
  if (result.state === 'unknown') return JSON.stringify([null, null]);
  // Terraform writes a null output without its type.
  if (result.state === 'null') return JSON.stringify(['dynamic', null]);
  try {
    return JSON.stringify([typeToJson(result.type), toJson(unmarked(result), result.type)]);
  } catch {
    return JSON.stringify(['Failed to write plan file']);
  }
}
