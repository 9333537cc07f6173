/**
 * Our Rego against the real OPA, as a library: `npx tsx spec/rego/differential.ts LIBRARY_FOLDER [COUNT] [SEED]`.
 * Compares generated policies, and the tasks' policies over real plans where those lie beside the project. Prints what
 * differs and one line of counts; says so and stops where the library is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { compilePolicy, errorText, evaluateQuery, toPlainJson } from '../../src/rego/index.ts';
import { asV1 } from './as-v1.ts';
import { type GeneratedCase, generateCases } from './generated-policies.ts';

interface Answer {
  readonly id: string;
  readonly result?: readonly Record<string, unknown>[];
  readonly error?: string;
}

const [library, count = '2000', seed = '1'] = process.argv.slice(2);
if (library === undefined || !existsSync(library)) {
  console.log('SKIPPED: give the folder of the unzipped wheel opa-golib-python-bindings 0.4.4');
  process.exit(0);
}

const cases = [...generateCases(Number(count), Number(seed)), ...collected()];
const script = fileURLToPath(new URL('opa_library.py', import.meta.url));
const run = spawnSync('python3', [script, library], {
  input: cases.map((one) => JSON.stringify(one)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 2 ** 30,
});
const answers = run.stdout
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Answer);
let agree = 0;
let errors = 0;
const differing: string[] = [];
cases.forEach((one, index) => {
  const theirs = summary(answers[index]);
  const ours = evaluate(one);
  if (theirs === ours) {
    agree++;
    if (theirs.startsWith('error')) errors++;
  } else differing.push(`${one.id}\n  opa:        ${theirs}\n  terrasmith: ${ours}`);
});
for (const line of differing.slice(0, 40)) console.log(line);
console.log(`${cases.length} cases, ${agree} agree (${errors} of them in an error), ${differing.length} differ`);

function collected(): GeneratedCase[] {
  const oracle = new URL('../../../shared/oracle/', import.meta.url);
  if (!existsSync(new URL('real-plans.jsonl.gz', oracle))) return [];
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const policies = new Map(
    lines(readFileSync(new URL('tasks.jsonl', oracle), 'utf8')).map((line) => {
      const { task, rego } = JSON.parse(line) as { task: number; rego: string };
      return [task, rego];
    }),
  );
  const tasks = new Map(
    lines(readFileSync(new URL('verdicts.jsonl', oracle), 'utf8')).map((line) => {
      const { id, task } = JSON.parse(line) as { id: string; task: number };
      return [id, task];
    }),
  );
  return lines(gunzipSync(readFileSync(new URL('real-plans.jsonl.gz', oracle))).toString()).flatMap((line) => {
    const { id, plan } = JSON.parse(line) as { id: string; plan: unknown };
    const text = asV1(policies.get(tasks.get(id) ?? -1) ?? '');
    if (compilePolicy([{ name: 'test-0.rego', text }], { dialect: 'v1' }).policy === undefined) return [];
    return [{ id, modules: [text], query: 'x = data', input: plan }];
  });
}

function evaluate({ modules, query, input }: GeneratedCase): string {
  const sources = modules.map((text, index) => ({ name: `test-${index}.rego`, text }));
  const { policy, errors: problems } = compilePolicy(sources, { dialect: 'v1' });
  if (policy === undefined)
    return `error ${problems[0]?.code} ${problems[0] === undefined ? '' : detail(errorText(problems[0]))}`;
  const answer = evaluateQuery(policy, query, input, { strict: true });
  const [problem] = answer.errors;
  if (answer.bindings === undefined)
    return `error ${problem?.code} ${problem === undefined ? '' : detail(errorText(problem))}`;
  return sorted(answer.bindings.map((binding) => toPlainJson(binding.x ?? null)));
}

function summary(answer: Answer | undefined): string {
  if (answer === undefined) return 'no answer';
  if (answer.error === undefined) return sorted((answer.result ?? []).map((binding) => binding.x));
  const code = /\b((?:rego|eval)_[a-z_]*error): /.exec(answer.error.replace(/^(eval|prepare)_error: /, ''))?.[1];
  return `error ${code} ${detail(answer.error)}`;
}

/** Of an error only its code counts; the rest is shown where the codes differ. */
function detail(_text: string): string {
  return process.env.DETAIL === undefined ? '' : _text.slice(0, 200);
}

function sorted(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, element]) => `${JSON.stringify(key)}:${sorted(element)}`).join(',')}}`;
}
