/** `terrasmith generate`: a configuration from a sentence, verified and repaired until it passes. */
import type { Command } from 'commander';
import { configurationAt } from '../agent/configuration-at.ts';
import { type AgentFlags, addAgentOptions, earlierRun } from '../agent/options.ts';
import { perform } from '../agent/perform.ts';
import type { Register } from '../commands.ts';
import { CliError } from '../errors.ts';
import { readText } from '../read-text.ts';

const EXAMPLES = `
Examples:
  $ terrasmith generate "A private S3 bucket with versioning" --model anthropic/claude-sonnet-4-5
  $ terrasmith generate "A VPC with two subnets" --strategy schema+repair -o network
  $ terrasmith generate "An alarm on the queue" --context . -o .      into a configuration that is there
  $ terrasmith generate - --policy rules.rego --security < task.txt   a task from standard input
  $ terrasmith generate --resume run.json                             go on where it was stopped

Each answer is verified, and what is wrong goes back to the model, until everything passes or the rounds are spent; the best
answer is kept. Strategies are joined by +: few-shot, schema, plan, best-of-N, repair, controller:MODEL.
Exit codes: 0 passed, 1 the best answer does not pass, 2 wrong use, 3 the model or the environment failed.`;

interface Flags extends AgentFlags {
  readonly context?: string;
}

export const registerGenerate: Register = (program: Command, report) => {
  const command = program
    .command('generate')
    .description('Generate Terraform from a sentence: draft, verify, repair.')
    .argument('[prompt]', 'what is wanted, or - for standard input')
    .option('--context <folder>', 'a configuration that the new blocks become part of');
  addAgentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (given: string | undefined, flags: Flags) => {
      const earlier = await earlierRun(flags);
      const prompt = (given === '-' ? await readText('-', 'task') : (given ?? earlier?.assignment.prompt ?? '')).trim();
      if (prompt === '') throw new CliError('say what is wanted, such as: terrasmith generate "A private S3 bucket"');
      const context = flags.context === undefined ? earlier?.assignment.base : await configurationAt(flags.context);
      const { contextOf, generate } = await import('../../environment/index.ts');
      const before = context === undefined ? undefined : contextOf(context).base;
      report(
        await perform({
          flags,
          subject: prompt,
          command: 'generate',
          ...(before === undefined ? {} : { before }),
          run: (options) => generate(prompt, { ...options, ...(context === undefined ? {} : { context }) }),
        }),
      );
    });
};
