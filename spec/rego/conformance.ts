/** OPA's own cases, run through our Rego. The data lie beside the project, in `../shared/conformance/rego`. */
import { existsSync, readFileSync } from 'node:fs';
import {
  compilePolicy,
  type Dialect,
  errorText,
  evaluateQuery,
  parseJson,
  type RegoError,
  toPlainJson,
} from '../../src/rego/index.ts';

export interface Case {
  readonly file: string;
  readonly note: string;
  readonly query: string;
  readonly modules?: readonly string[];
  readonly data?: unknown;
  readonly input?: unknown;
  readonly input_term?: string;
  readonly want_result?: readonly Record<string, unknown>[];
  readonly want_error?: string;
  readonly want_error_code?: string;
  readonly sort_bindings?: boolean;
  readonly strict_error?: boolean;
  readonly ignore_generated_vars?: boolean;
}

export const SUITES: readonly { name: string; dialect: Dialect; file: URL }[] = [
  {
    name: 'v0.61.0',
    dialect: 'v0',
    file: new URL('../../../shared/conformance/rego/cases-v0.61.0.jsonl', import.meta.url),
  },
  {
    name: 'main-v1',
    dialect: 'v1',
    file: new URL('../../../shared/conformance/rego/cases-main-v1.jsonl', import.meta.url),
  },
];

export function loadCases(file: URL): Case[] | undefined {
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line) as unknown as Case);
}

/** What differs from the expectation; undefined where the case passes. */
export function runCase(one: Case, dialect: Dialect): string | undefined {
  const outcome = outcomeOf(one, dialect);
  if (one.want_error_code !== undefined || one.want_error !== undefined) {
    if (!('error' in outcome))
      return `no error; want ${one.want_error_code} ${one.want_error}; got ${JSON.stringify(outcome.result)}`;
    const text = errorText(outcome.error);
    if (one.want_error_code !== undefined && outcome.error.code !== one.want_error_code) {
      return `error code ${text}; want ${one.want_error_code}`;
    }
    if (one.want_error !== undefined && !text.includes(one.want_error.replace(/^test-0\.rego:\d+: /, ''))) {
      return `error text ${text}; want ${one.want_error}`;
    }
    return undefined;
  }
  if ('error' in outcome) return errorText(outcome.error);
  const sort = one.sort_bindings === true;
  const normal = (rows: readonly unknown[]) => rows.map((row) => canonical(row, sort)).sort();
  const got = normal(outcome.result);
  const want = normal(one.want_result ?? []);
  return JSON.stringify(got) === JSON.stringify(want) ? undefined : `got ${got.join(' ')}; want ${want.join(' ')}`;
}

function outcomeOf(one: Case, dialect: Dialect): { result: readonly unknown[] } | { error: RegoError } {
  const sources = (one.modules ?? []).map((text, index) => ({ name: `test-${index}.rego`, text }));
  const { policy, errors } = compilePolicy(sources, { dialect, data: one.data ?? {} });
  if (policy === undefined) return { error: errors[0] as RegoError };
  let input: unknown = one.input;
  if (one.input_term !== undefined) {
    const term = evaluateQuery(policy, `x = ${one.input_term}`);
    input = term.bindings?.[0]?.x;
  }
  const strict = one.strict_error === true;
  const answer = evaluateQuery(policy, one.query, input, { strict });
  if (answer.bindings === undefined) return { error: answer.errors[0] as RegoError };
  return {
    result: answer.bindings.map((binding) =>
      Object.fromEntries(Object.entries(binding).map(([name, value]) => [name, toPlainJson(value)])),
    ),
  };
}

function canonical(value: unknown, sort: boolean): string {
  if (typeof value === 'bigint') return String(Number(value));
  if (Array.isArray(value)) {
    const elements = value.map((element) => canonical(element, sort));
    return `[${(sort ? elements.sort() : elements).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, element]) => `${JSON.stringify(key)}:${canonical(element, sort)}`);
    return `{${pairs.sort().join(',')}}`;
  }
  return JSON.stringify(value);
}
