/** `terrasmith worker`: does the work of runs that were started with `bench run --queue`, `data synth --queue` or `data mutate --queue`. */
import type { Command } from 'commander';
import type { ModelSettings } from '../../llm/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { addModelOptions, environmentOf, type ModelFlags, modelSettingsFrom } from '../model-options.ts';
import { version } from '../version.ts';
import { asUsage, positive } from './bench/as-usage.ts';
import { type AgentSettings, strategyOptions } from './bench/execute.ts';
import { listenForInterrupt } from './bench/interrupt.ts';
import { type QueueFlags, queueOption } from './bench/queue-option.ts';

interface WorkerFlags extends ModelFlags, QueueFlags {
  readonly concurrency: string;
  readonly untilIdle?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith worker --queue postgres://bench@db.example/bench
  $ TERRASMITH_QUEUE=postgres://… terrasmith worker --concurrency 8 --until-idle

A run says which models, strategies and engine; keys, prices and limits are this machine's. Files that a run names, such as
replay/answers.jsonl, must be there under the same path. Ctrl-C finishes what is in work; what a killed worker had in work
is done by others within half a minute.`;

export const registerWorker: Register = (program: Command, report) => {
  const command = program
    .command('worker')
    .description('Make samples and rows for runs of bench, data synth and data mutate on other machines.')
    .addOption(queueOption('the PostgreSQL that the run was given'))
    .option('--concurrency <n>', 'samples in work at a time', '4')
    .option('--until-idle', 'end when there is nothing to do')
    .addHelpText('after', EXAMPLES);
  addModelOptions(command).action(async (flags: WorkerFlags) => report(await work(flags)));
};

async function work(flags: WorkerFlags): Promise<number> {
  if (flags.queue === undefined) throw new CliError('name the queue: --queue postgres://… or TERRASMITH_QUEUE');
  const { runWorker } = await import('../../benchmark/index.ts');
  const own = await modelSettingsFrom(flags);
  const interrupt = listenForInterrupt();
  const { createPartPerformer } = await import('../../dataset/index.ts');
  const settings = {
    performers: { rows: createPartPerformer },
    url: flags.queue,
    version: await version(),
    concurrency: positive('--concurrency', flags.concurrency),
    untilIdle: flags.untilIdle === true,
    stop: interrupt.stop,
    drop: interrupt.drop,
    equip: (record: { model_settings?: object; agent?: object }) => equip(record, own),
    onSample: createSampleLine(),
    onNotice: (notice: string) => process.stderr.write(`note: ${notice}\n`),
  };
  try {
    const done = await asUsage(() => runWorker(settings));
    process.stderr.write(`${done} samples made\n`);
    return EXIT.passed;
  } finally {
    interrupt.release();
  }
}

/** The run's settings, and over them those of this machine. */
async function equip(
  { model_settings = {}, agent = {} }: { model_settings?: object; agent?: object },
  own: ModelSettings,
) {
  const { budget: _, ...shared } = model_settings as ModelSettings;
  const modelEnvironment = await environmentOf({ ...shared, ...own });
  return { modelEnvironment, sampleOptions: await strategyOptions(agent as AgentSettings, modelEnvironment) };
}

const INTERVAL_MS = 5000;

function createSampleLine(): (done: number) => void {
  const started = Date.now();
  let shown = started;
  return (done) => {
    if (Date.now() - shown < INTERVAL_MS) return;
    shown = Date.now();
    const rate = done / ((shown - started) / 1000);
    process.stderr.write(`${done} samples, ${rate.toFixed(rate < 10 ? 1 : 0)}/s\n`);
  };
}
