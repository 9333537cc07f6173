/** `terrasmith provider`: which provider executables are here, and learning a pack from one. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LearnSummary } from '../../provider/learn/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { progressOn } from '../progress.ts';

const LEARN_HELP = `
The executable is started offline: no address outside this machine is called. A run that was stopped goes on where it stopped.
Packs lie under ~/.terrasmith/packs/HOST/NAMESPACE/TYPE/VERSION.br unless -o says otherwise.

Example:
  $ terrasmith provider learn .terraform/providers/registry.terraform.io/hashicorp/random/3.6.0/linux_amd64/terraform-provider-random_v3.6.0_x5

Exit codes: 0 learned, 2 wrong use, 3 the executable cannot be started.`;

export const registerProvider: Register = (program: Command) => {
  const provider = program.command('provider').description('Provider executables: list them, learn packs from them.');
  provider
    .command('list')
    .description('List the provider executables that the attached engine would use.')
    .option('--plugin-dir <folder>', 'where provider executables are; default: where Terraform looks')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly pluginDir?: string; readonly json?: boolean }) => {
      const { findExecutables } = await import('../../provider/index.ts');
      const found = findExecutables({ pluginDirectory: flags.pluginDir });
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`);
      else if (found.length === 0)
        process.stdout.write(
          'No provider executables here. `terraform init` leaves them under .terraform/providers; --plugin-dir names a mirror.\n',
        );
      else for (const { address, version, path } of found) process.stdout.write(`${address} ${version}  ${path}\n`);
    });
  provider
    .command('learn')
    .description(
      "Learn a pack: the executable's schema, and by trying values its checks, defaults and titles of errors.",
    )
    .argument('<executable>', 'a provider executable')
    .option('-o, --out <pack>', 'where the pack is written')
    .option('--only <pattern>', 'only types whose names match this regular expression')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', LEARN_HELP)
    .action(async (executable: string, flags: LearnFlags) => learn(executable, flags));
};

interface LearnFlags {
  readonly out?: string;
  readonly only?: string;
  readonly json?: boolean;
}

async function learn(executable: string, flags: LearnFlags): Promise<void> {
  const path = resolve(executable);
  if (!existsSync(path)) throw new CliError(`there is no file ${executable}; learn takes a provider executable`);
  const { identityOf, packPath, userPacksDir, ExecutableFailure } = await import('../../provider/index.ts');
  const { learnProvider } = await import('../../provider/learn/index.ts');
  const { address, version } = identityOf(path);
  const pack = flags.out ?? packPath(userPacksDir(), address, version);
  const progress = progressOn(process.stderr, 'learned', true);
  let summary: LearnSummary;
  try {
    summary = await learnProvider(path, {
      pack,
      ...(flags.only !== undefined && { only: patternOf(flags.only) }),
      onProgress: () => progress.step(),
    });
  } catch (error) {
    if (error instanceof ExecutableFailure) throw new CliError(error.message, EXIT.environment);
    throw error;
  }
  progress.end(`${pack} written`);
  process.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : summaryForPeople(summary));
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new CliError(`--only takes a regular expression, not ${text}`);
  }
}

function summaryForPeople(summary: LearnSummary): string {
  const counts = Object.entries(summary.checks).map(([kind, count]) => `${count} ${kind}`);
  const cases = summary.unlearned.reduce((sum, [, count]) => sum + count, 0);
  const lines = [
    `${summary.address} ${summary.version}: ${summary.types} types, ${summary.arguments} arguments tried`,
    `Checks: ${counts.join(', ') || 'none'}`,
    `Defaults: ${summary.defaults}`,
    `Asked: ${summary.calls.validate} validations, ${summary.calls.plan} plans, ${summary.calls.read} reads`,
    `Not planned (no valid configuration found): ${summary.unplanned.length} types`,
    `Not learned (messages that no rule explains): ${cases} cases, ${summary.unlearned.length} messages`,
    ...summary.unlearned.slice(0, 10).map(([message, count]) => `  ${count}  ${message.split('\n')[0]?.slice(0, 120)}`),
    ...(summary.failed.length > 0 ? [`Failed: ${summary.failed.join(', ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
