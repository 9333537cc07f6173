import type { Command } from 'commander';
import type { VerifyOptions } from '../../../verify/index.ts';
import { asUsage, positive } from './as-usage.ts';
import { execute } from './execute.ts';
import type { Selection } from './selection.ts';

export function registerResume(bench: Command, report: (exitCode: number) => void): void {
  bench
    .command('resume')
    .description('Go on with a run that was stopped or killed.')
    .argument('<directory>', 'a run directory')
    .option('--concurrency <n>', 'requests in flight', '4')
    .action(async (directory: string, flags: { concurrency: string }) => {
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
          selection: run.selection as Selection,
          json: false,
        }),
      );
    });
}
