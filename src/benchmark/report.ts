import type { StageName } from '../verify/index.ts';
import { inOrder, type Outcome, readOutcomes } from './outcome.ts';
import { type RunRecord, readInstances, readRunRecord, type StoredInstance } from './run-directory.ts';
import { type ModelSummary, type Summary, summarize } from './summary.ts';

/** The results of a run. Methods without a model mean the best one, or the only one. */
export interface Report {
  readonly directory: string;
  readonly run: RunRecord;
  readonly summary: Summary;
  readonly models: readonly ModelSummary[];
  readonly outcomes: readonly Outcome[];
  readonly instances: readonly StoredInstance[];
  readonly meanScore: number;
  stagePassRates(model?: string): Readonly<Partial<Record<StageName, number>>>;
  passAtK(k: number, model?: string): number | undefined;
  byDifficulty(model?: string): ModelSummary['by_difficulty'];
  byProvider(model?: string): ModelSummary['by_provider'];
  byTag(model?: string): ModelSummary['by_tag'];
}

/** Reads a run directory, complete or not; `planned` is the number of samples that the run is to have. */
export async function createReport(directory: string, planned?: number): Promise<Report> {
  const run = readRunRecord(directory);
  const instances = await readInstances(directory);
  const outcomes = inOrder(await readOutcomes(directory), instances);
  const summary = summarize(outcomes, instances, planned ?? outcomes.length);
  const of = (model: string | undefined) =>
    model === undefined ? summary.models[0] : summary.models.find((each) => each.model === model);
  return {
    directory,
    run,
    summary,
    models: summary.models,
    outcomes,
    instances,
    meanScore: summary.models[0]?.mean_score ?? 0,
    stagePassRates: (model) => of(model)?.stage_pass_rates ?? {},
    passAtK: (k, model) => of(model)?.pass_at_k[String(k)],
    byDifficulty: (model) => of(model)?.by_difficulty ?? {},
    byProvider: (model) => of(model)?.by_provider ?? {},
    byTag: (model) => of(model)?.by_tag ?? {},
  };
}
