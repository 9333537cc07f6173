/** `terrasmith mutate`: changes a configuration as asked, and nothing else in it. */
import type { Command } from 'commander';
import { configurationAt } from '../agent/configuration-at.ts';
import { type AgentFlags, addAgentOptions } from '../agent/options.ts';
import { perform } from '../agent/perform.ts';
import type { Register } from '../commands.ts';
import { CliError } from '../errors.ts';
import { readText } from '../read-text.ts';

const EXAMPLES = `
Examples:
  $ terrasmith mutate . "Keep the logs for 90 days"                the change as a diff
  $ terrasmith mutate infra "Encrypt the queue" --write            in place, after a question
  $ terrasmith mutate infra "Add a third zone" -o changed          into another folder

What the change does not concern stays byte for byte.
Exit codes: 0 passed, 1 the best answer does not pass, 2 wrong use, 3 the model or the environment failed.`;

interface Flags extends AgentFlags {
  readonly write?: boolean;
}

export const registerMutate: Register = (program: Command, report) => {
  const command = program
    .command('mutate')
    .description('Change a configuration as asked, with a minimal diff.')
    .argument('<folder>', 'a folder that holds a configuration')
    .argument('<change>', 'what is to change, or - for standard input')
    .option('--write', 'change the files in place, the same as -o with the folder itself');
  addAgentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, given: string, flags: Flags) => {
      const change = (given === '-' ? await readText('-', 'change') : given).trim();
      if (change === '') throw new CliError('say what is to change');
      const files = await configurationAt(folder);
      const { contextOf, mutate } = await import('../../environment/index.ts');
      report(
        await perform({
          flags: flags.write === true ? { output: folder, ...flags } : flags,
          subject: change,
          command: `mutate ${folder} ${JSON.stringify(change)}`,
          before: contextOf(files).base,
          run: (options) => mutate(files, change, options),
        }),
      );
    });
};
