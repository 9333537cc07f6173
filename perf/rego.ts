/**
 * Policies a second on the oracle's tasks and plans: `npx tsx perf/rego.ts [LIBRARY_FOLDER]`. With the folder of the
 * unzipped wheel opa-golib-python-bindings 0.4.4 the real OPA library evaluates the same policies (in v1 syntax, those
 * that convert) in the same run. Needs `../shared/oracle` beside the project.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { asV1 } from '../spec/rego/as-v1.ts';
import { type CompiledPolicy, compilePolicy, evaluateDocument } from '../src/rego/index.ts';
import { judgePolicy } from '../src/verify/policy/index.ts';

const oracle = new URL('../../shared/oracle/', import.meta.url);
if (!existsSync(new URL('real-plans.jsonl.gz', oracle))) {
  console.log(`SKIPPED: the oracle's plans are not beside the project (${oracle.pathname})`);
  process.exit(0);
}

const parsed = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
const policies = new Map(
  parsed<{ task: number; rego: string }>(readFileSync(new URL('tasks.jsonl', oracle), 'utf8')).map((row) => [
    row.task,
    row.rego,
  ]),
);
const tasks = new Map(
  parsed<{ id: string; task: number }>(readFileSync(new URL('verdicts.jsonl', oracle), 'utf8')).map((row) => [
    row.id,
    row.task,
  ]),
);
const rows = parsed<{ id: string; plan: unknown }>(
  gunzipSync(readFileSync(new URL('real-plans.jsonl.gz', oracle))).toString(),
).map(({ id, plan }) => ({ id, plan, text: policies.get(tasks.get(id) ?? -1) ?? '' }));
const texts = [...new Set(rows.map(({ text }) => text))];
const ROUNDS = 5;

function best(measure: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    measure();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

let compiled = new Map<string, CompiledPolicy>();
const compileMs =
  best(() => {
    compiled = new Map(
      texts.map((text) => [text, compilePolicy([{ name: 'policy.rego', text }]).policy as CompiledPolicy]),
    );
  }) / texts.length;
const evaluateMs =
  best(() => {
    for (const { text, plan } of rows) evaluateDocument(compiled.get(text) as CompiledPolicy, [], plan);
  }) / rows.length;
const judgeMs =
  best(() => {
    for (const { text, plan } of rows) judgePolicy(text, plan);
  }) / rows.length;

const rounded = (value: number) => Number(value.toPrecision(3));
const report: Record<string, number | string> = {
  policies: texts.length,
  plans: rows.length,
  compile_ms: rounded(compileMs),
  evaluate_ms: rounded(evaluateMs),
  judge_with_certificate_ms: rounded(judgeMs),
  policies_per_s: Math.round(1000 / evaluateMs),
};

const [library] = process.argv.slice(2);
if (library !== undefined && existsSync(library)) {
  const convertible = rows.filter(
    ({ text }) => compilePolicy([{ name: 'policy.rego', text: asV1(text) }], { dialect: 'v1' }).policy !== undefined,
  );
  const sample = convertible.filter((_, index) => index % 5 === 0);
  const script = fileURLToPath(new URL('../spec/rego/opa_library.py', import.meta.url));
  const run = spawnSync('python3', [script, library], {
    input: sample
      .map(({ id, text, plan }) => JSON.stringify({ id, modules: [asV1(text)], query: 'x = data', input: plan }))
      .join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const times = parsed<{ again_ms?: number; first_ms?: number }>(run.stdout).filter(
    (row) => row.again_ms !== undefined,
  );
  const mean = (key: 'again_ms' | 'first_ms') => times.reduce((sum, row) => sum + (row[key] ?? 0), 0) / times.length;
  report.library_plans = times.length;
  report.library_first_ms = rounded(mean('first_ms'));
  report.library_again_ms = rounded(mean('again_ms'));
  report.times_library_again = Math.round(mean('again_ms') / evaluateMs);
} else report.library = 'not measured: give its folder';
console.log(JSON.stringify(report, null, 2));
