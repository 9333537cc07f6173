/**
 * HCL's own test tables, read from ../shared/conformance/hcl (skipped where that is missing). Values are Go expressions; rows that
 * use what the reader does not know (functions written in the test, types of Go) are skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NO_FILES, rawEquals, standardFunctions, type Type, typeEquals, type Value } from '../../src/cty/index.ts';
import {
  evaluate,
  format,
  parseExpression,
  parseJsonBody,
  parseNative,
  parseTemplate,
  parseTraversal,
  type Scope,
  typeConstraint,
} from '../../src/hcl/index.ts';
import type { Diagnostic } from '../../src/source/index.ts';
import { readGo } from '../cty/go-values.ts';
import { expectLedger } from './ledger.ts';

const TABLES = new URL('../../../shared/conformance/hcl/tables/', import.meta.url);
const missing = !existsSync(TABLES);
if (missing) console.warn("SKIPPED: HCL's tables are read from ../shared/conformance, which is not here");

type Row = Readonly<Record<string, string | { readonly go?: string } | undefined>>;

function rows(name: string): readonly Row[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, TABLES), 'utf8')) as Row[];
}

const functions = standardFunctions({ files: NO_FILES, workingDirectory: '/', now: () => 0, pure: false });

/** Text as it stands, or the value of a Go expression; throws where that cannot be read. */
function field(row: Row, name: string): unknown {
  const found = row[name];
  if (found === undefined) return undefined;
  if (typeof found === 'string') return found;
  if (found.go === undefined) throw new Error('cannot read Go: left out');
  return readGo(found.go.replace(/\/\/[^"]*$/, ''));
}

/** The map that follows `marker` in a Go expression. */
function mapAfter(source: string, marker: string): ReadonlyMap<string, Value> {
  const start = source.indexOf('map[string]cty.Value{', source.indexOf(marker));
  if (start < 0) return new Map();
  let depth = 0;
  let end = source.indexOf('{', start);
  for (; end < source.length; end++) {
    if (source[end] === '{') depth++;
    else if (source[end] === '}' && --depth === 0) break;
  }
  const text = source.slice(start, end + 1).replace(/,\s*\/\/[^}]*\}/g, ', }');
  return readGo(text) as Map<string, Value>;
}

function scopeOf(row: Row, name: string): Scope | undefined {
  const go = (row[name] as { go?: string } | undefined)?.go;
  if (go === undefined || go === 'nil') return name === 'vars' ? { variables: new Map(), functions } : undefined;
  if (go.includes('function.New(')) throw new Error('cannot read Go: a function');
  return { variables: mapAfter(go, name === 'vars' ? '' : 'Variables:'), functions };
}

/** 'same', what differs, or undefined where the row cannot be read. */
type Judge = (row: Row) => string;

function run(name: string, judge: Judge, wanted: (row: Row) => boolean = () => true): void {
  test(name, () => {
    const failures: string[] = [];
    let read = 0;
    rows(name).forEach((row, number) => {
      if (!wanted(row)) return;
      let judgement: string;
      try {
        judgement = judge(row);
      } catch (error) {
        if (!String(error).includes('cannot read Go')) throw error;
        return;
      }
      read++;
      if (judgement !== 'same') failures.push(`${name} ${number}`);
      if (judgement !== 'same' && process.env.SHOW !== undefined) console.log(`${name} ${number}`, row, judgement);
    });
    expect(read).toBeGreaterThan(0);
    const ledger = new URL('tables-known-failures.txt', import.meta.url);
    expectLedger(ledger, failures, `${name} `);
  });
}

function valueJudgement(row: Row, input: string, parse: typeof parseExpression): string {
  const scope = scopeOf(row, 'ctx');
  const count = field(row, 'diagCount') as number;
  const { value: expression, diagnostics } = parse({ name: 'test.hcl', text: input });
  const problems: Diagnostic[] = [...diagnostics];
  const value = evaluate(expression, scope, problems);
  if (problems.length !== count) return `${problems.length} problems: ${problems.map((one) => one.summary)}`;
  if (count > 0) return 'same';
  const want = field(row, 'want') as Value;
  return rawEquals(value, want) ? 'same' : `another value: ${JSON.stringify(value)}`;
}

describe.skipIf(missing)("HCL's tables", () => {
  const isOf = (name: string) => (row: Row) => (row.func as unknown as string) === name;

  run(
    'hclsyntax__expression_test',
    (row) => valueJudgement(row, row.input as string, parseExpression),
    isOf('TestExpressionParseAndValue'),
  );

  run('hclsyntax__expression_template_test', (row) =>
    valueJudgement(row, field(row, 'input') as string, parseTemplate),
  );

  run('ext__tryfunc__tryfunc_test', (row) => {
    const scope = scopeOf(row, 'vars');
    const { value: expression } = parseExpression({ name: 'test.hcl', text: row.expr as string });
    const problems: Diagnostic[] = [];
    const value = evaluate(expression, scope, problems);
    const fails = (row.wantErr ?? '') !== '';
    if (fails !== problems.length > 0) return fails ? 'no problem' : `problem ${problems[0]?.summary}`;
    return fails || rawEquals(value, field(row, 'want') as Value) ? 'same' : `another value: ${JSON.stringify(value)}`;
  });

  run(
    'ext__typeexpr__get_type_test',
    (row) => {
      // Without a constraint HCL refuses `any`, which Terraform never asks for.
      if (field(row, 'Constraint') !== true) throw new Error('cannot read Go: a type without any');
      const parsed = parseExpression({ name: 'test.hcl', text: row.Source as string });
      const { value, diagnostics } = typeConstraint(parsed.value, { withDefaults: true });
      if (diagnostics.length > 0) return row.WantError === '' ? `problem ${diagnostics[0]?.detail}` : 'same';
      if (row.WantError !== '') return 'no problem';
      return typeEquals(value.type, field(row, 'Want') as Type) ? 'same' : JSON.stringify(value.type);
    },
    isOf('TestGetType'),
  );

  run('hclsyntax__parse_traversal_test', (row) => {
    const { diagnostics } = parseTraversal({ name: 'test.hcl', text: row.src as string });
    return diagnostics.length === field(row, 'diagCount') ? 'same' : `${diagnostics.length} problems`;
  });

  run('hclsyntax__parser_test', (row) => {
    const { diagnostics } = parseNative({ name: 'test.hcl', text: row.input as string });
    const found = diagnostics.map(({ summary }) => summary);
    if (row.diagCount !== undefined) return found.length === field(row, 'diagCount') ? 'same' : `${found}`;
    const go = (row.want as { go?: string }).go;
    if (go === undefined || !go.startsWith('hcl.Diagnostics')) throw new Error('cannot read Go: left out');
    const wanted = [...go.matchAll(/Summary: "([^"]*)"/g)].map(([, title]) => title);
    return `${found}` === `${wanted}` ? 'same' : `${found}`;
  });

  run('hclsyntax__token_test', (row) => {
    const { diagnostics } = parseNative({ name: 'test.hcl', text: row.Input as string });
    const wanted = row.WantSummary as string;
    return diagnostics.some(({ summary }) => summary === wanted) ? 'same' : `${diagnostics.map((one) => one.summary)}`;
  });

  run(
    'hclwrite__format_test',
    (row) => (format(row.input as string) === row.want ? 'same' : format(row.input as string)),
    isOf('TestFormat'),
  );

  run(
    'json__parser_test',
    (row) => {
      const { diagnostics } = parseJsonBody({ name: 'test.json', text: `{"a": ${row.Input as string}}` });
      const wanted = field(row, 'DiagCount') as number;
      return diagnostics.length > 0 === wanted > 0 ? 'same' : `${diagnostics.map((one) => one.summary)}`;
    },
    isOf('TestParse'),
  );
});
