/**
 * One table, one run: the four engines, and the real one without our proxy, on the same configurations: what init, validate and plan
 * take, and how often the verdict is that of real Terraform untouched. Needs terraform and an executable of hashicorp/aws, which are
 * found where Terraform finds them, or in PERF_PLUGIN_DIR; PERF_ROWS configurations, 20 by default, evenly from ../shared/oracle.
 */
import { spawnSync } from 'node:child_process';
import { findExecutables } from '../src/provider/index.ts';
import { textTable } from '../src/util/text-table.ts';
import {
  createVerifier,
  type EngineName,
  type StageName,
  type Verdict,
  type VerifyOptions,
} from '../src/verify/index.ts';
import { type Measurement, percentile } from './measurement.ts';
import { ORACLE_MISSING, type OracleRow, oracleRows } from './oracle.ts';

const ROWS = Number(process.env.PERF_ROWS ?? 20);
const PLUGINS = process.env.PERF_PLUGIN_DIR;

interface Contender {
  readonly name: string;
  readonly engine: EngineName;
  /** Configurations are judged twice, and the second time counts: code is compiled and executables run by then. */
  readonly warm: boolean;
  readonly options?: VerifyOptions;
}

/** The last is what the others are held against. */
const CONTENDERS: readonly Contender[] = [
  { name: 'static', engine: 'static', warm: true },
  { name: 'attached', engine: 'attached', warm: true },
  { name: 'simulated', engine: 'simulated', warm: false },
  { name: 'real by proxy', engine: 'real', warm: false },
  { name: 'real, plain', engine: 'real', warm: false, options: { plain: true } },
];
const STAGES = ['init', 'validate', 'plan'] as const;
type Timed = (typeof STAGES)[number];

export async function measure(): Promise<readonly Measurement[]> {
  const missing = whatIsMissing();
  if (missing !== undefined) return [{ name: 'engines', unit: 's', note: missing }];
  const rows = evenly(oracleRows() as readonly OracleRow[], ROWS);
  const judged = new Map<Contender, readonly Verdict[]>();
  for (const contender of CONTENDERS) judged.set(contender, await verdictsOf(contender, rows));
  const truth = judged.get(CONTENDERS.at(-1) as Contender) as readonly Verdict[];
  const lines = [...judged].map(([contender, verdicts]) => ({ contender, ...figuresOf(verdicts, truth) }));
  console.log(`\nMedians in seconds over the ${rows.length} configurations that reach the stage:\n`);
  console.log(
    textTable(
      ['engine', ...STAGES, 'verdicts as real, plain'],
      lines.map(({ contender, seconds, same, scored }) => [
        contender.name,
        ...STAGES.map((stage) => seconds[stage].toFixed(seconds[stage] < 0.1 ? 4 : 2)),
        `${same} of ${scored}`,
      ]),
      new Set([1, 2, 3, 4]),
    ),
  );
  console.log();
  return lines.flatMap(({ contender: { name }, seconds, same, scored }) => [
    { name: `engines, ${name}: validate`, value: 1000 * seconds.validate, unit: 'ms' },
    { name: `engines, ${name}: plan`, value: 1000 * seconds.plan, unit: 'ms' },
    { name: `engines, ${name}: verdicts as real, plain`, value: (100 * same) / scored, unit: '%' },
  ]);
}

function whatIsMissing(): string | undefined {
  if (oracleRows() === undefined) return ORACLE_MISSING;
  if (spawnSync('terraform', ['-version'], { stdio: 'ignore' }).status !== 0) return 'needs terraform on PATH';
  return findExecutables({ pluginDirectory: PLUGINS }).some(({ address }) => address.endsWith('/hashicorp/aws'))
    ? undefined
    : 'needs an executable of hashicorp/aws where Terraform looks, or in PERF_PLUGIN_DIR';
}

function evenly<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[Math.floor(at * step)] as T);
}

async function verdictsOf({ name, engine, warm, options }: Contender, rows: readonly OracleRow[]) {
  const verifier = await createVerifier({ engine, cloud: 'absent', pluginDirectory: PLUGINS, ...options });
  const verdicts: Verdict[] = [];
  for (const { id, files } of warm ? rows : rows.slice(0, 1)) await verifier.verify({ id, files });
  for (const { id, files } of rows) verdicts.push(await verifier.verify({ id, files }));
  await verifier.close();
  console.error(`${name}: ${verdicts.length} configurations`);
  return verdicts;
}

/** What the environment kept from being judged is left out of both sides. */
function figuresOf(verdicts: readonly Verdict[], truth: readonly Verdict[]) {
  const pairs = verdicts.map((verdict, at) => [statuses(verdict), statuses(truth[at] as Verdict)] as const);
  const scored = pairs.filter((pair) => !pair.some((text) => text.includes('error')));
  return {
    same: scored.filter(([ours, theirs]) => ours === theirs).length,
    scored: scored.length,
    seconds: Object.fromEntries(STAGES.map((stage) => [stage, medianSeconds(verdicts, stage)])) as Record<
      Timed,
      number
    >,
  };
}

function statuses({ stages }: Verdict): string {
  return STAGES.map((name) => stages.find(({ stage }) => stage === name)?.status).join(' ');
}

function medianSeconds(verdicts: readonly Verdict[], name: Timed): number {
  const reached = verdicts.flatMap(({ stages }) =>
    stages.filter(({ stage, status }) => stage === name && (status === 'passed' || status === 'failed')),
  );
  return percentile(
    reached.map(({ duration_ms }) => duration_ms / 1000),
    50,
  );
}
