/** How many came into each stage, how many left it, and what that took. */
import { textTable } from '../../util/text-table.ts';
import type { Gathered } from './gather/gather.ts';
import { type CurateStage, MODEL_STAGES, type StageTally } from './journal.ts';

export interface YieldRow {
  readonly stage: string;
  readonly in: number;
  readonly out: number;
  /** Answers of models for each that came in; absent where none was asked. */
  readonly rounds?: number;
  readonly calls?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  /** US dollars; absent where the price of a model is not known. */
  readonly cost_usd?: number;
  /** What became of those that did not go on, by number. */
  readonly lost: Readonly<Record<string, number>>;
}

type Tallies = ReadonlyMap<CurateStage, StageTally>;

export function yieldRows(gathered: Gathered, tallies: Tallies): YieldRow[] {
  const { modules, filtered, duplicates, nearDuplicates, excluded, candidates } = gathered;
  const kept = modules - sum(Object.values(filtered));
  const different = kept - duplicates - nearDuplicates;
  const lost = nonZero({ 'the same': duplicates, 'nearly the same': nearDuplicates });
  const guarded = nonZero({ 'like a task of a benchmark': excluded });
  const verified = tallies.get('verify');
  return [
    { stage: 'filter', in: modules, out: kept, lost: filtered },
    { stage: 'concatenate', in: kept, out: kept, lost: {} },
    { stage: 'deduplicate', in: kept, out: different, lost },
    { stage: 'guard', in: different, out: candidates, lost: guarded },
    ...(verified === undefined ? [] : [stageRow('verify', verified)]),
    ...MODEL_STAGES.flatMap((stage) => {
      const tally = tallies.get(stage);
      return tally === undefined ? [] : [stageRow(stage, tally)];
    }),
  ];
}

function stageRow(stage: CurateStage, tally: StageTally): YieldRow {
  const { passed, failed, errors, rounds, calls, usage } = tally;
  const lost = stage === 'verify' ? tally.failures : mostCommon(tally.reasons, failed);
  const ended = passed + failed;
  return {
    stage,
    in: ended,
    out: passed,
    lost: nonZero({ ...lost, 'to be tried again': errors }),
    ...(calls === 0 ? {} : { calls, rounds: rounded(rounds / ended) }),
    ...(usage === undefined ? {} : { input_tokens: usage.input_tokens, output_tokens: usage.output_tokens }),
    ...(usage?.cost_usd === undefined ? {} : { cost_usd: usage.cost_usd }),
  };
}

/** Reasons that a row names; the rest is counted together. */
const NAMED_REASONS = 3;

function mostCommon(reasons: Readonly<Record<string, number>>, all: number): Readonly<Record<string, number>> {
  const named = byNumber(reasons).slice(0, NAMED_REASONS);
  return { ...Object.fromEntries(named), 'for other reasons': all - sum(named.map(([, count]) => count)) };
}

/** Why configurations do not pass, the most frequent first, a line each. */
export function failureLines(tallies: Tallies, most: number): readonly string[] {
  return byNumber(tallies.get('verify')?.reasons ?? {})
    .slice(0, most)
    .map(([reason, count]) => `${String(count).padStart(5)}  ${reason}`);
}

const byNumber = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

/** As a table for terminals and for Markdown's code blocks. */
export function yieldTable(rows: readonly YieldRow[]): string {
  const cells = rows.map((row) => [
    row.stage,
    String(row.in),
    String(row.out),
    row.in === 0 ? '' : `${((100 * row.out) / row.in).toFixed(1)} %`,
    row.rounds === undefined ? '' : row.rounds.toFixed(2),
    row.calls === undefined ? '' : String(row.calls),
    row.input_tokens === undefined ? '' : `${row.input_tokens} + ${row.output_tokens}`,
    row.cost_usd === undefined ? '' : row.cost_usd.toFixed(4),
    byNumber(row.lost)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  ]);
  const header = ['stage', 'in', 'out', 'share', 'rounds', 'calls', 'tokens', '$', 'lost'];
  return textTable(header, cells, new Set([1, 2, 3, 4, 5, 6, 7]));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const rounded = (value: number) => (Number.isFinite(value) ? Math.round(value * 100) / 100 : 0);
const nonZero = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
