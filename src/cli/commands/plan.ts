/** `terrasmith plan`: what applying a configuration to an empty state would create. */
import type { Command } from 'commander';
import type { PlanJson } from '../../terraform/index.ts';
import type { Register } from '../commands.ts';
import { EXIT } from '../errors.ts';
import { filesAt } from '../files-at.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';

const EXAMPLES = `
Examples:
  $ terrasmith plan .               the plan for people
  $ terrasmith plan . --json        in the form of terraform show -json
  $ terrasmith plan . --var env=prod --cloud absent

Exit codes: 0 planned, 1 not valid or not plannable, 2 wrong use or bad input, 3 the environment failed.`;

export const registerPlan: Register = (program: Command, report) => {
  const command = program
    .command('plan')
    .description('Plan a configuration from an empty state, offline.')
    .argument('[folder]', 'a folder, a file, or - for standard input', '.')
    .option('--json', 'print the plan in the form of terraform show -json');
  addVerifyOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, flags: VerifyFlags & { readonly json?: boolean }) => {
      const { verify } = await import('../../verify/index.ts');
      const files = await filesAt(path);
      const verdict = await verify(
        { id: path, files, resourcesWanted: false },
        { ...verifyOptionsFrom(flags), planJson: true },
      );
      if (verdict.plan === undefined) {
        const { verdictForPeople } = await import('../verdict-for-people.ts');
        process.stderr.write(verdictForPeople(verdict, files));
        report(verdict.stages.some(({ status }) => status === 'error') ? EXIT.environment : EXIT.failed);
      } else if (flags.json) {
        process.stdout.write(`${JSON.stringify(withTimestamp(verdict.plan as PlanJson, new Date()))}\n`);
      } else {
        const { planForPeople } = await import('../plan-for-people.ts');
        process.stdout.write(planForPeople(verdict.plan as PlanJson));
      }
    });
};

/** As the real command shows it; plans that policies judge go without, so that equal inputs give equal plans. */
function withTimestamp({ applyable, complete, errored, ...plan }: PlanJson, now: Date): unknown {
  const timestamp = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return { ...plan, timestamp, applyable, complete, errored };
}
