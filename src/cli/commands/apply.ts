/** `terrasmith apply`: the whole life cycle with a real core: plan, apply, a second plan, and destroy unless the state is kept. */
import { type Command, Option } from 'commander';
import type { StageDetail, Verdict } from '../../verify/index.ts';
import type { Register } from '../commands.ts';
import { EXIT } from '../errors.ts';
import { filesAt } from '../files-at.ts';
import { addScriptOptions, type ScriptFlags, scriptsFrom } from '../script-options.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';

interface Flags extends VerifyFlags, ScriptFlags {
  readonly keepState?: string | true;
  readonly state?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith apply . --engine simulated                 no cloud, no credentials
  $ terrasmith apply . --engine simulated --keep-state    keeps terrasmith.tfstate, destroys nothing
  $ terrasmith apply . --engine real --cloud moto --check check.py   the AWS executable against a moto server
  $ terrasmith apply . --engine real --endpoint http://127.0.0.1:4566   LocalStack and others
  $ terrasmith apply . --engine real                      your cloud; what was made is destroyed again

Exit codes: 0 applied, 1 not valid, not plannable or not applied, 2 wrong use, 3 the environment failed or something was left behind.`;

export const registerApply: Register = (program: Command, report) => {
  const command = program
    .command('apply')
    .description('Apply a configuration with the real terraform or tofu, plan again, and destroy what was made.')
    .argument('[folder]', 'a folder, a file, or - for standard input', '.')
    .option('--keep-state [file]', 'keep the state and destroy nothing; default: terrasmith.tfstate')
    .option('--state <file>', 'begin with a state that was kept; default: nothing is there')
    .option('--json', 'print the verdict as JSON');
  addScriptOptions(addVerifyOptions(command));
  const engine = command.options.find(({ long }) => long === '--engine');
  if (engine instanceof Option) engine.choices(['simulated', 'real']).default('simulated');
  command.setOptionValueWithSource('engine', 'simulated', 'default');
  command.addHelpText('after', EXAMPLES).action(async (path: string, flags: Flags) => {
    const { verify } = await import('../../verify/index.ts');
    const files = await filesAt(path);
    const keepState = flags.keepState === true ? 'terrasmith.tfstate' : flags.keepState;
    const verdict = await verify(
      { id: path, files, resourcesWanted: false, scripts: scriptsFrom(flags), region: flags.region },
      { ...verifyOptionsFrom(flags), apply: true, keepState, state: flags.state },
    );
    if (flags.json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
    else {
      const { verdictForPeople } = await import('../verdict-for-people.ts');
      process.stdout.write(verdictForPeople(verdict, files));
      process.stdout.write(appliedForPeople(detailOf(verdict), keepState));
    }
    report(exitCodeOf(verdict, keepState !== undefined));
  });
};

function detailOf({ stages }: Verdict): StageDetail {
  return stages.find(({ stage }) => stage === 'apply')?.detail ?? {};
}

function exitCodeOf(verdict: Verdict, kept: boolean): number {
  const { stages } = verdict;
  if (stages.some(({ status }) => status === 'error')) return EXIT.environment;
  if (!kept && detailOf(verdict).destroyed === false) return EXIT.environment;
  return stages.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.passed;
}

function appliedForPeople(detail: StageDetail, keepState: string | undefined): string {
  const { applied = [], outputs = {}, idempotent, changes = [], destroyed, destroy_error, left = [] } = detail;
  const lines: string[] = [];
  if (applied.length > 0) lines.push('', 'Made:', ...applied.map((address) => `  ${address}`));
  if (Object.keys(outputs).length > 0)
    lines.push('', 'Outputs:', ...Object.entries(outputs).map(([name, output]) => `  ${name} = ${outputText(output)}`));
  if (idempotent === true) lines.push('', 'A second plan is empty.');
  if (idempotent === false) lines.push('', 'A second plan is not empty:', ...changes.map((change) => `  ${change}`));
  if (keepState !== undefined) lines.push('', `Nothing was destroyed; the state is in ${keepState}.`);
  else if (destroyed === true) lines.push('', 'Everything was destroyed again.');
  else if (destroyed === false)
    lines.push(
      '',
      `NOT everything was destroyed${destroy_error === undefined ? '' : `: ${destroy_error}`}. What may still exist:`,
      ...left.map((address) => `  ${address}`),
    );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function outputText(output: unknown): string {
  const { sensitive, value } = output as { readonly sensitive?: boolean; readonly value?: unknown };
  return sensitive ? '(sensitive)' : JSON.stringify(value);
}
