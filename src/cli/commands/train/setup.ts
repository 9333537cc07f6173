import type { Command } from 'commander';
import { asTrainingUsage } from './as-training-usage.ts';

interface Flags {
  readonly environment?: string;
  readonly python: string;
}

/** `terrasmith train setup`: makes the Python environment ahead of the first run, and prints its interpreter. */
export function registerSetup(train: Command): void {
  train
    .command('setup')
    .description("Make the trainer's Python environment (about 1.5 GB), which the first run would do.")
    .option('--environment <directory>', "where; default: a folder of the user's cache")
    .option('--python <executable>', 'the interpreter to make it with', 'python3')
    .action(async ({ environment, python }: Flags) => {
      const { ensureEnvironment } = await import('../../../training/index.ts');
      const onLine = (line: string) => void process.stderr.write(`${line}\n`);
      const made = await asTrainingUsage(() => ensureEnvironment({ directory: environment, python, onLine }));
      process.stdout.write(`${made}\n`);
    });
}
