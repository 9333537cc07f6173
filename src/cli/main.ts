/** The command line's entry: loads only the command that was named, and is the one place that exits. */
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { CliError, EXIT } from './errors.ts';
import { version } from './version.ts';

async function main(args: readonly string[]): Promise<number> {
  const program = new Command('terrasmith')
    .description('Verify Terraform in process, offline, in a millisecond; benchmark and train models on that verdict.')
    .showHelpAfterError('(add --help for usage and examples)')
    .exitOverride()
    .enablePositionalOptions();
  if (args[0]?.startsWith('-')) program.version(await version());
  let exitCode: number = EXIT.passed;
  const report = (code: number) => {
    exitCode = Math.max(exitCode, code);
  };
  const named = COMMANDS.find(({ name }) => name === args[0]);
  for (const { load } of named ? [named] : COMMANDS) (await load())(program, report);
  inheritExitOverride(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

/** Subcommands throw as the program does, so that exit codes are decided here alone. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError('(add --help for usage and examples)');
    inheritExitOverride(child);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage;
  if (error instanceof CliError) {
    process.stderr.write(`terrasmith: ${error.message}\n`);
    return error.exitCode;
  }
  if (process.env.TERRASMITH_DEBUG) throw error;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`terrasmith: internal error: ${message}\nSet TERRASMITH_DEBUG=1 to see where it comes from.\n`);
  return EXIT.environment;
}

// A reader that has enough (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.passed);
  throw error;
});
void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
