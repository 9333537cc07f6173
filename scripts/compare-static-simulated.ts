/**
 * Our core against the real one, with the same providers: every configuration is verified by the static and by the simulated engine,
 * and what they disagree on is grouped by cause.
 *
 *   npx tsx scripts/compare-static-simulated.ts [--oracle N] [--from N] [--instances] [--spec] [--jobs 2] [--show CAUSE] [--out FILE]
 *
 * Without a choice of sources: 500 rows of ../shared/oracle, evenly spread, the bundled instances and the cases under spec/.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ORACLE_MISSING, oracleRows } from '../perf/oracle.ts';
import { parseCases } from '../spec/terraform/configuration/case-file.ts';
import { walkCases } from '../spec/terraform/walk/cases.ts';
import { compareVerdicts, createVerifier, type Disagreement, type VerifyOptions } from '../src/verify/index.ts';

const { values: flags } = parseArgs({
  options: {
    oracle: { type: 'string' },
    instances: { type: 'boolean' },
    spec: { type: 'boolean' },
    jobs: { type: 'string', default: '2' },
    show: { type: 'string' },
    out: { type: 'string' },
    id: { type: 'string' },
  },
});

interface Row {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options: VerifyOptions;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const everything = flags.oracle === undefined && !flags.instances && !flags.spec;

function* oracle(count: number): Generator<Row> {
  const rows = oracleRows();
  if (rows === undefined) {
    console.log(`skipped: ${ORACLE_MISSING}`);
    return;
  }
  const providers = [{ address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' }];
  const step = Math.max(1, rows.length / count);
  for (let at = 0; at < rows.length; at += step) {
    const { id, files } = rows[Math.floor(at)] as (typeof rows)[number];
    yield { id, files, options: { providers, cloud: 'absent' } };
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The gold solution and the base of every bundled instance. */
function* instances(): Generator<Row> {
  const root = join(ROOT, 'benchmarks');
  const folders = new Map<string, Record<string, string>>();
  for (const path of filesBelow(root)) {
    const match = /^(.*\/(?:gold|base))\/(.*)$/.exec(relative(root, path));
    if (match === null) continue;
    const [, id = '', name = ''] = match;
    folders.set(id, { ...folders.get(id), [name]: readFileSync(path, 'utf8') });
  }
  for (const [id, files] of folders) yield { id, files, options: { cloud: 'absent' } };
}

function* cases(): Generator<Row> {
  const recorded = readFileSync(join(ROOT, 'spec/terraform/configuration/recorded/cases.txt'), 'utf8');
  const all = [...walkCases().map(({ name, files }) => [name, files] as const), ...parseCases(recorded)];
  for (const [id, files] of all) yield { id, files: Object.fromEntries(files), options: { cloud: 'absent' } };
}

const rows = [
  ...(everything || flags.oracle !== undefined ? oracle(Number(flags.oracle ?? 500)) : []),
  ...(everything || flags.instances ? instances() : []),
  ...(everything || flags.spec ? cases() : []),
].filter(({ id }) => flags.id === undefined || id === flags.id);

const found: { readonly id: string; readonly disagreements: readonly Disagreement[] }[] = [];
let compared = 0;
let bothPlanned = 0;
let bothFailed = 0;
const queue = [...rows];
const started = Date.now();

async function work(): Promise<void> {
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    const request = { id: row.id, files: row.files };
    const verdicts = [];
    for (const engine of ['static', 'simulated'] as const) {
      const verifier = await createVerifier({ ...row.options, engine, planJson: true });
      verdicts.push(await verifier.verify(request));
      await verifier.close();
    }
    const [left, right] = verdicts as [(typeof verdicts)[0], (typeof verdicts)[0]];
    compared++;
    if (left.plan !== undefined && right.plan !== undefined) bothPlanned++;
    if (left.stages.some(({ status }) => status === 'failed') && right.stages.some(({ status }) => status === 'failed'))
      bothFailed++;
    const disagreements = compareVerdicts(left, right);
    if (disagreements.length > 0) found.push({ id: row.id, disagreements });
    if (compared % 50 === 0) console.error(`${compared} of ${rows.length}, ${found.length} disagree`);
  }
}
await Promise.all(Array.from({ length: Number(flags.jobs) }, work));

const byCause = new Map<string, { aspect: string; ids: string[]; detail: string }>();
for (const { id, disagreements } of found) {
  for (const { aspect, cause, detail } of disagreements) {
    const group = byCause.get(`${aspect} | ${cause}`) ?? { aspect, ids: [], detail };
    group.ids.push(id);
    byCause.set(`${aspect} | ${cause}`, group);
  }
}
const count = (aspect: string) =>
  found.filter(({ disagreements }) => disagreements.some((one) => one.aspect === aspect)).length;
const share = (wrong: number, all: number) =>
  all === 0 ? '–' : `${(100 * (1 - wrong / all)).toFixed(2)} % (${all - wrong} of ${all})`;
console.log(`verdicts  ${share(count('verdict'), compared)}`);
console.log(`titles    ${share(count('titles'), bothFailed)}`);
console.log(`plans     ${share(count('plan'), bothPlanned)}`);
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
for (const [cause, { ids, detail }] of [...byCause].sort(([, a], [, b]) => b.ids.length - a.ids.length)) {
  if (flags.show !== undefined && !cause.includes(flags.show)) continue;
  console.log(
    `\n${String(ids.length).padStart(4)}  ${cause.slice(0, 300)}\n      ${ids.slice(0, 3).join(', ')}\n      ${detail.slice(0, 900).replaceAll('\n', '\n      ')}`,
  );
}
if (flags.out !== undefined && existsSync(join(flags.out, '..')))
  writeFileSync(flags.out, JSON.stringify(found, null, 1));
