import type { Command } from 'commander';
import { addRunOptions, execute, type RunFlags } from './execute.ts';

/** `terrasmith train resume`: goes on with a run that was stopped, or killed, from its last checkpoint. */
export function registerResume(train: Command, report: (exitCode: number) => void): void {
  const command = train
    .command('resume')
    .description('Go on with a run that was stopped, from its last checkpoint.')
    .argument('<directory>', 'the run directory');
  addRunOptions(command).action(async (directory: string, flags: RunFlags) => report(await execute(directory, flags)));
}
