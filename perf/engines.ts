/**
 * One table, one run: the four engines, and the real one without our proxy, on the same configurations: what init, validate and plan
 * take, and how often the verdict is that of real Terraform untouched. Needs terraform and an executable of hashicorp/aws, which are
 * found where Terraform finds them, or in PERF_PLUGIN_DIR; PERF_ROWS configurations, 20 by default, evenly from ../shared/oracle: of four
 * three that real Terraform planned and one that it refused.
 */
import { spawnSync } from 'node:child_process';
import { findExecutables } from '../src/provider/index.ts';
import { textTable } from '../src/util/text-table.ts';
import { createVerifier, type EngineName, type Verdict, type VerifyOptions } from '../src/verify/index.ts';
import { type Measurement, percentile } from './measurement.ts';
import { ORACLE_MISSING, type OracleRow, oracleRows } from './oracle.ts';

const ROWS = Number(process.env.PERF_ROWS ?? 20);
const PLUGINS = process.env.PERF_PLUGIN_DIR;
/** The rows ask for this version; executables of the nearest one answer. */
const RECORDED = { address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' };

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
  const rows = rowsToJudge(oracleRows() as readonly OracleRow[]);
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
        ...STAGES.map((stage) => shown(seconds[stage])),
        `${same} of ${scored}`,
      ]),
      new Set([1, 2, 3, 4]),
    ),
  );
  console.log();
  return lines.flatMap(({ contender: { name }, seconds, same, scored }) => [
    milliseconds(`engines, ${name}: validate`, seconds.validate),
    milliseconds(`engines, ${name}: plan`, seconds.plan),
    { name: `engines, ${name}: verdicts as real, plain`, value: (100 * same) / Math.max(1, scored), unit: '%' },
  ]);
}

function shown(seconds: number | undefined): string {
  return seconds === undefined ? '–' : seconds.toFixed(seconds < 0.1 ? 4 : 2);
}

function milliseconds(name: string, seconds: number | undefined): Measurement {
  return seconds === undefined
    ? { name, unit: 'ms', note: 'no configuration got so far' }
    : { name, value: 1000 * seconds, unit: 'ms' };
}

function rowsToJudge(recorded: readonly OracleRow[]): readonly OracleRow[] {
  const refused = Math.floor(ROWS / 4);
  const planned = ({ recorded: { plan } }: OracleRow) => plan;
  return [
    ...evenly(recorded.filter(planned), ROWS - refused),
    ...evenly(
      recorded.filter((row) => !planned(row)),
      refused,
    ),
  ];
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
  const common = { cloud: 'absent', providers: [RECORDED], pluginDirectory: PLUGINS } as const;
  const verifier = await createVerifier({ engine, ...common, ...options });
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
      number | undefined
    >,
  };
}

function statuses({ stages }: Verdict): string {
  return STAGES.map((name) => stages.find(({ stage }) => stage === name)?.status).join(' ');
}

function medianSeconds(verdicts: readonly Verdict[], name: Timed): number | undefined {
  const reached = verdicts.flatMap(({ stages }) =>
    stages.filter(({ stage, status }) => stage === name && (status === 'passed' || status === 'failed')),
  );
  if (reached.length === 0) return undefined;
  return percentile(
    reached.map(({ duration_ms }) => duration_ms / 1000),
    50,
  );
}
