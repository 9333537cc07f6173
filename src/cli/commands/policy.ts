/** `terrasmith policy`: evaluate Rego (one query or a batch), check policies, run their tests. */
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { PolicyTestResult, Value } from '../../rego/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import type { OpaAnswer } from '../opa.ts';

interface EvalFlags {
  readonly batch?: string;
  readonly out?: string;
  readonly dialect?: 'v0' | 'v1';
  readonly data: readonly string[];
  readonly input?: string;
  readonly strict?: boolean;
  readonly opa?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith policy eval -d policy.rego -i plan.json 'data.main.allow'
  $ terrasmith policy eval --batch rows.jsonl --out results.jsonl --dialect v1
  $ terrasmith policy check policy.rego
  $ terrasmith policy test policies/

A row of a batch is {id, modules, query, data?, input?, strict_error?}; a row out is {id, result: [{variable: value}]}
or {id, error: {code, message, row, col}}.`;

const dialectOption = () =>
  new Option('--dialect <dialect>', 'v0 (OPA 0.61) or v1 (OPA 1.x); default: what the text parses as').choices([
    'v0',
    'v1',
  ]);
const repeated = (value: string, previous: readonly string[]) => [...previous, value];

export const registerPolicy: Register = (program: Command, report) => {
  const policy = program
    .command('policy')
    .description('Rego in process: evaluate, check, test.')
    .addHelpText('after', EXAMPLES);

  policy
    .command('eval')
    .description('Evaluate a query over policies, data and an input.')
    .argument('[query]', 'such as data.main.allow; default: data')
    .option('-d, --data <path>', 'a .rego or .json file, or a folder of them; may be repeated', repeated, [])
    .option('-i, --input <file>', 'the input document, JSON')
    .option('--batch <rows>', 'JSONL of rows')
    .option('--out <results>', 'where the results of a batch go; default: standard output')
    .option('--strict', 'an error of a built-in function ends the evaluation')
    .option('--opa', 'compare with the opa executable on PATH')
    .option('--json', 'print bindings as JSON')
    .addOption(dialectOption())
    .action(async (query: string | undefined, flags: EvalFlags) => {
      report(flags.batch === undefined ? await evalQuery(query ?? 'data', flags) : await evalBatch(flags.batch, flags));
    });

  policy
    .command('check')
    .description('Compile policies and print what is wrong with them.')
    .argument('<paths...>', '.rego files or folders')
    .addOption(dialectOption())
    .option('--json', 'print the errors as JSON')
    .option('--opa', 'compare with the opa executable on PATH')
    .action(async (paths: string[], flags: { dialect?: 'v0' | 'v1'; json?: boolean; opa?: boolean }) => {
      const { compilePolicy, errorText } = await import('../../rego/index.ts');
      const { modules } = await readPolicies(paths);
      const { errors } = compilePolicy(modules, flags.dialect === undefined ? {} : { dialect: flags.dialect });
      if (flags.opa === true) {
        const { opaCheck } = await import('../opa.ts');
        const { compareErrors } = await import('../compare-with-opa.ts');
        report(compareErrors(errors, opaCheck(paths, flags.dialect)));
        return;
      }
      if (flags.json === true) console.log(JSON.stringify(errors));
      else for (const error of errors) console.log(errorText(error));
      report(errors.length === 0 ? EXIT.passed : EXIT.failed);
    });

  policy
    .command('test')
    .description('Run the rules whose names begin with test_.')
    .argument('<paths...>', '.rego and .json files, or folders')
    .addOption(dialectOption())
    .option('-v, --verbose', 'print the tests that passed too')
    .option('--coverage', 'print which lines of the policies were evaluated, as JSON')
    .option('--threshold <percent>', 'with --coverage: fail below this')
    .option('--json', 'print results as JSON')
    .action(async (paths: string[], flags: TestFlags) => {
      report(await runTests(paths, flags));
    });
};

async function evalQuery(query: string, flags: EvalFlags): Promise<number> {
  const { compilePolicy, errorText, evaluateQuery, jsonText, parseJson, toPlainJson } = await import(
    '../../rego/index.ts'
  );
  const { modules, data } = await readPolicies(flags.data);
  const { policy, errors } = compilePolicy(modules, {
    data,
    ...(flags.dialect === undefined ? {} : { dialect: flags.dialect }),
  });
  if (policy === undefined) {
    if (flags.opa === true) return besideOpa(query, flags, { errors });
    throw new CliError(errors.map(errorText).join('\n'));
  }
  const input = flags.input === undefined ? undefined : parseJson(await readText(flags.input));
  const options = { strict: flags.strict === true, print: (text: string) => console.error(text) };
  const wrapped = `__result__ = ${query}`;
  const isTerm = evaluateQuery(policy, wrapped, input, options);
  const outcome =
    isTerm.bindings === undefined && isTerm.errors.some(({ code }) => code === 'rego_parse_error')
      ? evaluateQuery(policy, query, input, options)
      : isTerm;
  if (outcome.bindings === undefined) {
    if (flags.opa === true) return besideOpa(query, flags, { errors: outcome.errors });
    console.error(outcome.errors.map(errorText).join('\n'));
    return EXIT.failed;
  }
  if (flags.opa === true) {
    const values = outcome.bindings.map(({ __result__: value }) => (value === undefined ? true : toPlainJson(value)));
    return besideOpa(query, flags, { values });
  }
  if (flags.json === true) console.log(jsonText(outcome.bindings as unknown as Value));
  else if (outcome.bindings.length === 0) console.log('undefined');
  else
    for (const row of outcome.bindings)
      console.log(jsonText(row.__result__ ?? (row as unknown as Value), { indent: '  ' }));
  return EXIT.passed;
}

/** The same query to the real thing; errors are compared by code and place. */
async function besideOpa(query: string, flags: EvalFlags, ours: OpaAnswer): Promise<number> {
  const { opaEval } = await import('../opa.ts');
  const { compareAnswers } = await import('../compare-with-opa.ts');
  const { data, input, dialect, strict = false } = flags;
  return compareAnswers(ours, opaEval({ query, data, input, dialect, strict }));
}

async function evalBatch(path: string, flags: EvalFlags): Promise<number> {
  const { evaluateRow } = await import('../policy-row.ts');
  const text = await readText(path);
  const out = flags.out === undefined ? process.stdout : createWriteStream(flags.out);
  let line = 0;
  for (const row of text.split('\n')) {
    line++;
    if (row.trim() === '') continue;
    const written = out.write(`${evaluateRow(row, line, flags.dialect)}\n`);
    if (!written) await once(out, 'drain');
  }
  if (out !== process.stdout) {
    out.end();
    await once(out, 'finish');
  }
  return EXIT.passed;
}

interface TestFlags {
  readonly dialect?: 'v0' | 'v1';
  readonly verbose?: boolean;
  readonly coverage?: boolean;
  readonly threshold?: string;
  readonly json?: boolean;
}

async function runTests(paths: readonly string[], flags: TestFlags): Promise<number> {
  const { errorText, runPolicyTests } = await import('../../rego/index.ts');
  const { modules, data } = await readPolicies(paths);
  const outcome = runPolicyTests(modules, { data, ...(flags.dialect === undefined ? {} : { dialect: flags.dialect }) });
  if ('errors' in outcome) throw new CliError(outcome.errors.map(errorText).join('\n'));
  const { results, coverage } = outcome;
  if (flags.json === true) console.log(JSON.stringify({ results, ...(flags.coverage === true ? { coverage } : {}) }));
  else {
    for (const line of testReport(results, flags.verbose === true)) console.log(line);
    if (flags.coverage === true) console.log(JSON.stringify(coverage, null, 2));
  }
  if (results.some(({ status }) => status === 'failed' || status === 'error')) return EXIT.failed;
  return flags.threshold !== undefined && coverage.percent < Number(flags.threshold) ? EXIT.failed : EXIT.passed;
}

const SHOWN: Readonly<Record<PolicyTestResult['status'], string>> = {
  passed: 'PASS',
  failed: 'FAIL',
  error: 'ERROR',
  skipped: 'SKIPPED',
};

/** As `opa test` prints: what did not pass by file, a rule, and counts of each outcome; all tests with `--verbose`. */
function testReport(results: readonly PolicyTestResult[], verbose: boolean): string[] {
  const lines: string[] = [];
  const shown = results.filter(({ status }) => verbose || status !== 'passed');
  for (const file of new Set(shown.map((result) => result.file))) {
    lines.push(`${file}:`);
    for (const { name, status, message } of shown.filter((result) => result.file === file)) {
      lines.push(`${name}: ${SHOWN[status]}`, ...(message === undefined ? [] : [`  ${message}`]));
    }
  }
  if (lines.length > 0) lines.push('-'.repeat(80));
  for (const status of ['passed', 'failed', 'error', 'skipped'] as const) {
    const count = results.filter((result) => result.status === status).length;
    if (count > 0) lines.push(`${SHOWN[status]}: ${count}/${results.length}`);
  }
  return lines.length === 0 ? ['no tests found'] : lines;
}

async function readText(path: string): Promise<string> {
  if (path !== '-' && !existsSync(path)) throw new CliError(`${path}: no such file`);
  if (path !== '-') return readFile(path, 'utf8');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Policies and data below paths: `.rego` files are modules, `.json` files are merged into the base document. */
async function readPolicies(
  paths: readonly string[],
): Promise<{ modules: { name: string; text: string }[]; data: object }> {
  const modules: { name: string; text: string }[] = [];
  const data: Record<string, unknown> = {};
  const visit = async (path: string): Promise<void> => {
    if (!existsSync(path)) throw new CliError(`${path}: no such file or folder`);
    if ((await stat(path)).isDirectory()) {
      for (const name of (await readdir(path)).sort()) await visit(join(path, name));
    } else if (path.endsWith('.rego')) modules.push({ name: path, text: await readFile(path, 'utf8') });
    else if (path.endsWith('.json')) {
      try {
        Object.assign(data, JSON.parse(await readFile(path, 'utf8')));
      } catch (problem) {
        throw new CliError(`${path}: not JSON: ${problem instanceof Error ? problem.message : ''}`);
      }
    }
  };
  for (const path of paths) await visit(path);
  return { modules, data };
}
