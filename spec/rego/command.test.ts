/** The built command: `policy eval`, `policy check` and `policy test`, as users call them. Needs the build. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));
const built = existsSync(new URL('../../dist/', import.meta.url));
if (!built) console.warn('SKIPPED: the command is not built (npm run build)');
const hasOpa = spawnSync('opa', ['version']).error === undefined;
if (!hasOpa) console.warn('SKIPPED: comparison with opa, which is not on PATH');

const folder = mkdtempSync(join(tmpdir(), 'policy-command-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const POLICY = file('policy.rego', 'package p\n\ndefault allow := false\n\nallow if input.n > data.least\n');
const DATA = file('data.json', '{"least": 3}');
const INPUT = file('input.json', '{"n": 5}');
const TESTS = file(
  'policy_test.rego',
  `package p_test

test_more if data.p.allow with input as {"n": 9} with data.least as 1
test_less if not data.p.allow with input as {"n": 0} with data.least as 1
test_wrong if data.p.allow with input as {"n": 0} with data.least as 1
todo_test_later if false
`,
);

function policy(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'policy', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.skipIf(!built)('terrasmith policy', () => {
  test('eval prints the value of a query over policies, data and an input', () => {
    expect(policy('eval', '-d', POLICY, '-d', DATA, '-i', INPUT, 'data.p')).toMatchObject({
      status: 0,
      stdout: '{\n  "allow": true\n}\n',
    });
    expect(policy('eval', 'data.nothing').stdout).toBe('undefined\n');
    expect(policy('eval', '--json', 'x := [1, 2][_]').stdout).toBe('[{"x":1},{"x":2}]\n');
  });

  test('a query that does not compile is said with its place, and fails', () => {
    const { status, stderr } = policy('eval', 'startswith("a", 1)');
    expect(status).not.toBe(0);
    expect(stderr).toContain('rego_type_error');
  });

  test('a batch gives a row for a row: results with integers of any size, errors with code and place', () => {
    const rows = [
      '{"id": "sum", "modules": ["package p\\nx = 9007199254740993 + 2"], "query": "data.p.x = x"}',
      '{"id": 2, "modules": ["package p\\nr { y }"], "query": "data.p = x"}',
      '{"id": "strict", "modules": [], "query": "x = to_number(\\"a\\")", "strict_error": true}',
      '{"id": "undefined", "modules": [], "query": "x = input.a.b", "input": {"a": 1}}',
      'not json',
    ];
    const out = join(folder, 'out.jsonl');
    const run = policy('eval', '--batch', file('rows.jsonl', rows.join('\n')), '--out', out, '--dialect', 'v0');
    expect(run.status).toBe(0);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('{"id":"sum","result":[{"x":9007199254740995}]}');
    const [, second, third, fourth, fifth] = lines.map((line) => JSON.parse(line));
    expect(second).toMatchObject({ id: 2, error: { code: 'rego_unsafe_var_error', row: 2, col: 5 } });
    expect(third).toMatchObject({ id: 'strict', error: { code: 'eval_builtin_error' } });
    expect(fourth).toEqual({ id: 'undefined', result: [] });
    expect(fifth).toMatchObject({ error: { code: 'bad_row' } });
  });

  test('check is silent about good policies and prints what is wrong with others', () => {
    expect(policy('check', POLICY)).toMatchObject({ status: 0, stdout: '' });
    const bad = policy('check', file('bad.rego', 'package b\n\nr { x > 1 }\n'));
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/bad\.rego:3: rego_unsafe_var_error: var x is unsafe/);
  });

  test('test prints as opa test does, and fails where a test does', () => {
    const { status, stdout } = policy('test', POLICY, DATA, TESTS);
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      `${TESTS}:`,
      'data.p_test.test_wrong: FAIL',
      'data.p_test.todo_test_later: SKIPPED',
      '-'.repeat(80),
      'PASS: 2/4',
      'FAIL: 1/4',
      'SKIPPED: 1/4',
      '',
    ]);
  });

  test('coverage names the lines that no test reached', () => {
    const { stdout } = policy('test', POLICY, DATA, TESTS, '--coverage', '--json');
    const { coverage } = JSON.parse(stdout) as { coverage: { percent: number; files: Record<string, unknown> } };
    expect(coverage.percent).toBeGreaterThan(0);
    expect(Object.keys(coverage.files)).toContain(POLICY);
  });

  test.skipIf(!hasOpa)('--opa compares with the real opa', () => {
    const { stdout } = policy('eval', '--opa', '-d', POLICY, '-d', DATA, '-i', INPUT, 'data.p');
    expect(stdout).toContain('agrees with opa');
  });

  const result = (value: unknown) => ({ stdout: JSON.stringify({ result: [{ expressions: [{ value }] }] }) });
  const errors = (code: string, row: number, col: number) =>
    JSON.stringify({ errors: [{ message: 'in its own words', code, location: { file: 'x', row, col } }] });

  test('--opa says that both agree, whatever the order of keys', () => {
    const { status, stdout, calls } = besideOpa(
      { eval: result({ b: 1, allow: true }) },
      'eval',
      '-d',
      POLICY,
      '{"allow": true, "b": 1}',
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'agrees with opa: {"allow":true,"b":1}\n' });
    expect(calls).toEqual([['eval', '--format', 'json', '--data', POLICY, '{"allow": true, "b": 1}']]);
  });

  test('--opa shows both where they differ, and fails', () => {
    const { status, stdout } = besideOpa({ eval: result(4) }, 'eval', '1 + 2');
    expect({ status, stdout }).toEqual({ status: 1, stdout: 'differs\n  opa:        4\n  terrasmith: 3\n' });
    expect(besideOpa({ eval: { stdout: '{}' } }, 'eval', '1 + 2').stdout).toContain('opa:        undefined');
    expect(besideOpa({ eval: { stdout: '{}' } }, 'eval', 'input.a').stdout).toBe('agrees with opa: undefined\n');
  });

  test('--opa compares errors by code and place', () => {
    const strict = ['eval', '--strict', 'to_number("a")'];
    const agreeing = besideOpa({ eval: { stdout: errors('eval_builtin_error', 1, 14), status: 2 } }, ...strict);
    expect(agreeing.calls[0]).toContain('--strict-builtin-errors');
    expect(agreeing.stdout).toMatch(/eval_builtin_error at 1:\d+/);
    const other = besideOpa({ eval: { stdout: errors('rego_type_error', 1, 1), status: 2 } }, ...strict);
    expect(other).toMatchObject({ status: 1, stdout: expect.stringContaining('opa:        rego_type_error at 1:1') });
  });

  test('--opa asks for the dialect that the release does not take by itself', () => {
    const flags = (version: string, dialect: string) => {
      const answers = { version: { stdout: `Version: ${version}\n` }, eval: result(3) };
      return besideOpa(answers, 'eval', '--dialect', dialect, '1 + 2')
        .calls.at(-1)
        ?.filter((arg) => arg.includes('compatible'));
    };
    expect(flags('1.20.2', 'v0')).toEqual(['--v0-compatible']);
    expect(flags('1.20.2', 'v1')).toEqual([]);
    expect(flags('0.61.0', 'v1')).toEqual(['--v1-compatible']);
    expect(flags('0.61.0', 'v0')).toEqual([]);
  });

  test('check --opa compares what is wrong with policies', () => {
    expect(besideOpa({ check: {} }, 'check', POLICY)).toMatchObject({
      status: 0,
      stdout: 'agrees with opa: no errors\n',
    });
    const bad = file('unsafe.rego', 'package b\n\nr if { x > 1 }\n');
    const theirs = { stderr: errors('rego_unsafe_var_error', 3, 8), status: 1 };
    expect(besideOpa({ check: theirs }, 'check', bad)).toMatchObject({
      status: 0,
      stdout: 'agrees with opa: rego_unsafe_var_error at 3:8\n',
    });
    expect(besideOpa({ check: {} }, 'check', bad).status).toBe(1);
  });

  test('--opa without an opa, or with one that talks nonsense, is a failure of the environment', () => {
    const env = { ...process.env, PATH: folder };
    const run = spawnSync(process.execPath, [command, 'policy', 'eval', '--opa', '1'], { encoding: 'utf8', env });
    expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('there is no opa on PATH') });
    const nonsense = besideOpa({ eval: { stdout: 'Usage: something else', status: 1 } }, 'eval', '1');
    expect(nonsense).toMatchObject({ status: 3, stderr: expect.stringContaining('something else than JSON') });
  });
});

type Answers = Readonly<Record<string, { stdout?: string; stderr?: string; status?: number }>>;

/** The command with `--opa` and a stand-in for opa that gives these answers; how it was called. */
function besideOpa(answers: Answers, ...args: string[]) {
  const notes = join(mkdtempSync(join(folder, 'calls-')), 'calls.jsonl');
  const standIn = fileURLToPath(new URL('stand-in', import.meta.url));
  const env = {
    ...process.env,
    PATH: `${standIn}:${process.env.PATH}`,
    STAND_IN_ANSWERS: JSON.stringify(answers),
    STAND_IN_CALLS: notes,
  };
  const options = { encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'policy', ...args, '--opa'], options);
  const calls = readFileSync(notes, 'utf8').trimEnd().split('\n');
  return { status, stdout, stderr, calls: calls.map((line) => JSON.parse(line) as string[]) };
}
