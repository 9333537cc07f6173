/**
 * Our core against the real one, with the same providers: every configuration is verified by the static and by the simulated engine,
 * and what they disagree on is grouped by cause.
 *
 *   npx tsx scripts/compare-static-simulated.ts [--oracle N] [--instances] [--spec] [--every N] [--jobs 2] [--show CAUSE] [--out FILE]
 *
 * Without a choice of sources: 500 rows of ../shared/oracle, evenly spread, the bundled instances and the cases under spec/. With
 * --every N only each N-th of what was chosen. Ends with 1 where fewer than 99.5 % of the verdicts, 98 % of the sets of error titles or
 * 98 % of the plans agree.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ORACLE_MISSING, oracleRows } from '../perf/oracle.ts';
import { cases, instances, recorded } from '../spec/differential/rows.ts';
import { compareVerdicts, createVerifier, type Disagreement } from '../src/verify/index.ts';

const { values: flags } = parseArgs({
  options: {
    oracle: { type: 'string' },
    instances: { type: 'boolean' },
    spec: { type: 'boolean' },
    jobs: { type: 'string', default: '2' },
    show: { type: 'string' },
    out: { type: 'string' },
    id: { type: 'string' },
    every: { type: 'string', default: '1' },
  },
});

const everything = flags.oracle === undefined && !flags.instances && !flags.spec;

if (oracleRows() === undefined) console.log(`skipped: ${ORACLE_MISSING}`);
const rows = [
  ...(everything || flags.oracle !== undefined ? recorded(Number(flags.oracle ?? 500)) : []),
  ...(everything || flags.instances ? instances() : []),
  ...(everything || flags.spec ? cases() : []),
].filter(({ id }, at) => (flags.id === undefined || id === flags.id) && at % Number(flags.every) === 0);

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
const short = ([aspect, least, all]: readonly [string, number, number]) => all > 0 && count(aspect) > (1 - least) * all;
const GOALS = [
  ['verdict', 0.995, compared],
  ['titles', 0.98, bothFailed],
  ['plan', 0.98, bothPlanned],
] as const;
if (GOALS.some(short)) process.exitCode = 1;
if (flags.out !== undefined && existsSync(join(flags.out, '..')))
  writeFileSync(flags.out, JSON.stringify(found, null, 1));
