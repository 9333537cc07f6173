/** `terrasmith repair`: mends what the verifier finds in a configuration. */
import type { Command } from 'commander';
import { configurationAt } from '../agent/configuration-at.ts';
import { type AgentFlags, addAgentOptions } from '../agent/options.ts';
import { perform } from '../agent/perform.ts';
import type { Register } from '../commands.ts';

const EXAMPLES = `
Examples:
  $ terrasmith repair .                                   the change as a diff
  $ terrasmith repair infra --write --yes                 in place
  $ terrasmith repair infra --security --rounds 3         what the security checks find, too

A configuration that passes is left alone, without asking a model. The result is never worse than what is there.
Exit codes: 0 passed, 1 it still does not pass, 2 wrong use, 3 the model or the environment failed.`;

interface Flags extends AgentFlags {
  readonly write?: boolean;
}

export const registerRepair: Register = (program: Command, report) => {
  const command = program
    .command('repair')
    .description('Mend what the verifier finds in a configuration, with a minimal diff.')
    .argument('[folder]', 'a folder that holds a configuration', '.')
    .option('--write', 'change the files in place, the same as -o with the folder itself');
  addAgentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: Flags) => {
      const files = await configurationAt(folder);
      const { contextOf, repair } = await import('../../environment/index.ts');
      report(
        await perform({
          flags: flags.write === true ? { output: folder, ...flags } : flags,
          subject: `repair ${folder}`,
          command: `repair ${folder}`,
          before: contextOf(files).base,
          run: (options) => repair(files, options),
        }),
      );
    });
};
