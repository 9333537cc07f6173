/** Runs what `bench run` or `bench resume` asks for, shows progress, and prints the table. */
import type { BenchmarkOptions } from '../../../benchmark/index.ts';
import type { Constraint } from '../../../environment/index.ts';
import type { ModelEnvironment, ModelSettings } from '../../../llm/index.ts';
import type { VerifyOptions } from '../../../verify/index.ts';
import { CliError, EXIT } from '../../errors.ts';
import { environmentOf } from '../../model-options.ts';
import { version } from '../../version.ts';
import { asUsage } from './as-usage.ts';
import { listenForInterrupt } from './interrupt.ts';
import { createProgressLine } from './progress-line.ts';
import { loadSelected, type Selection } from './selection.ts';

/** Options of the strategies. */
export interface AgentSettings {
  readonly rounds?: number;
  readonly feedback?: 'plan' | 'policy';
  /** The data set that few-shot takes its examples from. */
  readonly examples?: string;
  readonly constrain?: Constraint;
}

export interface RunSettings {
  readonly datasets: readonly string[];
  readonly models: readonly string[];
  readonly strategies: readonly string[];
  readonly samples: number;
  readonly concurrency: number;
  readonly directory: string;
  readonly verifyOptions: VerifyOptions;
  readonly modelSettings: ModelSettings;
  readonly selection: Selection;
  readonly agent: AgentSettings;
  /** Where workers fetch their work, if others are to make the samples. */
  readonly queue: string | undefined;
  readonly json: boolean;
}

export async function execute({
  json,
  selection,
  datasets,
  modelSettings,
  agent,
  queue,
  ...settings
}: RunSettings): Promise<number> {
  const { runBenchmark, shareOver, summaryTable } = await import('../../../benchmark/index.ts');
  const loaded = await Promise.all(datasets.map((name) => loadSelected(name, selection)));
  if (loaded.every(({ length }) => length === 0))
    throw new CliError(`no instance of ${datasets.join(', ')} was selected`);
  const modelEnvironment = await environmentOf(modelSettings);
  const forStrategies = await strategyOptions(agent, modelEnvironment);
  let stopped = 'stopped';
  const interrupt = listenForInterrupt();
  const progress = createProgressLine();
  const onNotice = (notice: string) => process.stderr.write(`note: ${notice}\n`);
  const ownVersion = await version();
  try {
    const report = await asUsage(() =>
      runBenchmark({
        ...settings,
        datasets: loaded,
        datasetNames: datasets,
        selection: { ...selection },
        modelEnvironment,
        ...forStrategies,
        onBudgetSpent: (reason) => {
          stopped = reason;
        },
        stop: interrupt.stop,
        signal: interrupt.drop,
        onProgress: progress.update,
        onNotice,
        version: ownVersion,
        ...(queue === undefined ? {} : { share: shareOver(queue, { version: ownVersion, onNotice }) }),
      }),
    );
    progress.end();
    for (const { model, unscored_causes: causes } of report.models) {
      for (const { error, samples } of causes.slice(0, 3)) {
        process.stderr.write(`not scored: ${samples} of ${model}: ${error.split('\n', 1)[0]}\n`);
      }
    }
    process.stderr.write(`report: ${settings.directory}/report.html\n`);
    process.stdout.write(json ? `${JSON.stringify(report.summary)}\n` : `${summaryTable(report.models)}\n`);
    if (!report.summary.complete) {
      process.stderr.write(`${stopped}; go on with: terrasmith bench resume ${settings.directory}\n`);
      return EXIT.environment;
    }
    return EXIT.passed;
  } finally {
    interrupt.release();
  }
}

/** What strategies work with. A worker of a shared run needs the same. */
export async function strategyOptions(agent: AgentSettings, modelEnvironment: ModelEnvironment) {
  const { createTools } = await import('../../../environment/index.ts');
  const { createModel } = await import('../../../llm/index.ts');
  return {
    ...agent,
    tools: createTools({ examples: agent.examples, constrain: agent.constrain }),
    modelNamed: (name: string) => createModel(name, modelEnvironment),
  } satisfies Partial<BenchmarkOptions>;
}
