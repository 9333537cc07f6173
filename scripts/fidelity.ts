/**
 * Agreement with the recorded verdicts of real Terraform in ../shared/oracle, grouped by what disagrees:
 *
 *   npx tsx scripts/fidelity.ts [--engine static] [--jobs 2] [--show TITLE] [--limit N] [--without-policy]
 *
 * Prints the shares, then the error titles that we miss and those that we alone report, most frequent first; with --show
 * the rows where that title disagrees, with both sides.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ORACLE_MISSING, type OracleRow, oracleRows, writeBatch } from '../perf/oracle.ts';
import type { Verdict } from '../src/verify/index.ts';

interface Found {
  readonly title: string;
  readonly line: number | null;
}

const { values: flags } = parseArgs({
  options: {
    engine: { type: 'string', default: 'static' },
    jobs: { type: 'string', default: '2' },
    show: { type: 'string' },
    limit: { type: 'string' },
    most: { type: 'string', default: '40' },
    'without-policy': { type: 'boolean', default: false },
  },
});

const all = oracleRows();
if (all === undefined) {
  console.log(`skipped: ${ORACLE_MISSING}`);
  process.exit(0);
}
const rows = flags.limit === undefined ? all : all.slice(0, Number(flags.limit));
const verdicts = verdictsOf(rows);
const missed = new Map<string, string[]>();
const alone = new Map<string, string[]>();
const counts = { validate: 0, plan: 0, policy: 0, bothPlan: 0, certificate: 0, bothInvalid: 0 };

for (const [index, row] of rows.entries()) {
  const verdict = verdicts[index] as Verdict;
  const passed = (stage: string) => verdict.stages.find((result) => result.stage === stage)?.status === 'passed';
  const valid = passed('init') && passed('validate');
  const planned = valid && passed('plan');
  if (valid === row.recorded.validate) counts.validate++;
  if (planned === row.recorded.plan) counts.plan++;
  if (planned && row.recorded.plan) {
    counts.bothPlan++;
    const judged = verdict.stages.find(({ stage }) => stage === 'policy')?.detail.verdict;
    if ((judged === 'success') === (row.recorded.policy === 'Success')) counts.policy++;
    else note(alone, `policy says ${judged ?? 'nothing'}`, row.id);
  }
  const want = recordedErrors(row.recorded.error ?? '');
  const have = ourErrors(verdict);
  const wantKeys = new Set(want.map(key));
  const haveKeys = new Set(have.map(key));
  const same = wantKeys.size === haveKeys.size && [...wantKeys].every((text) => haveKeys.has(text));
  if (!row.recorded.validate && !valid) {
    counts.bothInvalid++;
    if (same) counts.certificate++;
  }
  if (same) continue;
  for (const error of want) if (!haveKeys.has(key(error))) note(missed, error.title, row.id);
  for (const error of have) if (!wantKeys.has(key(error))) note(alone, error.title, row.id);
  if (flags.show !== undefined && [...want, ...have].some(({ title }) => title.startsWith(flags.show as string))) {
    console.log(`\n${row.id}\n  recorded: ${want.map(key).join(' | ')}\n  ours:     ${have.map(key).join(' | ')}`);
  }
}

const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
console.log(
  `rows ${rows.length}, validate ${share(counts.validate, rows.length)}, plan ${share(counts.plan, rows.length)}`,
);
console.log(
  `policy ${share(counts.policy, counts.bothPlan)}, certificate ${share(counts.certificate, counts.bothInvalid)}`,
);
table('missed titles (recorded, not ours)', missed);
table('titles that we alone report', alone);

function verdictsOf(batch: readonly OracleRow[]): readonly Verdict[] {
  const input = writeBatch(batch, !flags['without-policy']);
  const out = join(dirname(input), 'out.jsonl');
  const command = fileURLToPath(new URL('../bin/terrasmith', import.meta.url));
  const options = [
    '--engine',
    flags.engine,
    '--jobs',
    flags.jobs,
    '--providers',
    'hashicorp/aws=5.90.0',
    '--cloud',
    'absent',
  ];
  const run = spawnSync(command, ['verify', '--batch', input, '--out', out, ...options], { stdio: 'inherit' });
  if (run.status === 2) throw new Error('the batch was refused');
  return readFileSync(out, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Verdict);
}

function recordedErrors(text: string): readonly Found[] {
  return text.split(/^ ?(?=Error: )/m).flatMap((block) => {
    const title = /^Error: ([^\n]*)/.exec(block)?.[1]?.trim();
    if (title === undefined) return [];
    const line = /on main\.tf line (\d+)/.exec(block)?.[1];
    return [{ title, line: line === undefined ? null : Number(line) }];
  });
}

function ourErrors({ stages }: Verdict): readonly Found[] {
  return stages
    .filter(({ stage }) => stage !== 'policy')
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, line }) => ({ title: summary, line }));
}

function key({ title, line }: Found): string {
  // Request identifiers are drawn at random by whoever answers in the cloud's place.
  return `${title.replace(/RequestID: \S+/, 'RequestID')} @${line ?? '-'}`;
}

function note(table: Map<string, string[]>, title: string, id: string): void {
  // Names and values in a title hide that two errors are one cause.
  const cause = title.replace(/"[^"]*"/g, '"…"').slice(0, 110);
  const ids = table.get(cause);
  if (ids === undefined) table.set(cause, [id]);
  else ids.push(id);
}

function table(head: string, causes: ReadonlyMap<string, readonly string[]>): void {
  console.log(`\n${head}`);
  const sorted = [...causes].sort(([, a], [, b]) => b.length - a.length).slice(0, Number(flags.most));
  for (const [cause, ids] of sorted) console.log(`${String(ids.length).padStart(5)}  ${cause}  ${ids[0]}`);
}
