import type { Command } from 'commander';
import type { ModelSettings } from '../../../llm/index.ts';
import type { VerifyOptions } from '../../../verify/index.ts';
import { modelSettingsFrom } from '../../model-options.ts';
import { asUsage, positive } from './as-usage.ts';
import { type AgentSettings, execute } from './execute.ts';
import { type QueueFlags, queueOption } from './queue-option.ts';
import type { Selection } from './selection.ts';

interface ResumeFlags extends QueueFlags {
  readonly concurrency: string;
  readonly budget?: string;
}

export function registerResume(bench: Command, report: (exitCode: number) => void): void {
  bench
    .command('resume')
    .description('Go on with a run that was stopped or killed.')
    .argument('<directory>', 'a run directory')
    .option('--concurrency <n>', 'requests in flight', '4')
    .addOption(queueOption('have the samples made by workers'))
    .option('--budget <dollars>', 'make no other request once this much more is spent; as the run said by default')
    .action(async (directory: string, flags: ResumeFlags) => {
      const { readRunRecord } = await import('../../../benchmark/index.ts');
      const run = await asUsage(async () => readRunRecord(directory));
      report(
        await execute({
          datasets: run.datasets,
          models: run.models,
          strategies: run.strategies,
          samples: run.samples,
          concurrency: positive('--concurrency', flags.concurrency),
          directory,
          verifyOptions: run.verify as VerifyOptions,
          modelSettings: await resumedSettings(run.model_settings ?? {}, flags),
          selection: run.selection as Selection,
          agent: (run.agent ?? {}) as AgentSettings,
          queue: flags.queue,
          json: false,
        }),
      );
    });
}

async function resumedSettings(recorded: ModelSettings, { budget }: ResumeFlags): Promise<ModelSettings> {
  return { ...recorded, ...(await modelSettingsFrom(budget === undefined ? {} : { budget })) };
}
