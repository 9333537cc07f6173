/** `terrasmith verify`: a folder, a file, standard input, or a batch of rows. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Command, Option } from 'commander';
import type { Verdict, VerifyOptions } from '../../verify/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { filesAt } from '../files-at.ts';
import { addPracticeOptions, type PracticeFlags, practiceOptionsFrom } from '../practice-options.ts';
import { progressOn } from '../progress.ts';
import { readText } from '../read-text.ts';
import { addScriptOptions, type ScriptFlags, scriptsFrom } from '../script-options.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';
import { version } from '../version.ts';

interface Flags extends VerifyFlags, PracticeFlags, ScriptFlags {
  readonly batch?: string;
  readonly out?: string;
  readonly jobs: string;
  readonly policy?: string;
  readonly json?: boolean;
  readonly sarif?: string;
  readonly strict?: boolean;
  readonly apply?: boolean;
  readonly keepState?: string | true;
  readonly state?: string;
}

const EXAMPLES = `
Examples:
  $ terrasmith verify .                          a folder
  $ terrasmith verify main.tf --policy p.rego    one file, judged by a policy too
  $ cat main.tf | terrasmith verify - --json     standard input, for programs
  $ terrasmith verify . --lint --security        good practice and security too
  $ terrasmith verify --batch rows.jsonl --out verdicts.jsonl --jobs 2

Findings of --lint and --security fail nothing unless --strict is given.
Exit codes: 0 all passed, 1 something failed, 2 wrong use or bad input, 3 the environment failed.`;

export const registerVerify: Register = (program: Command, report) => {
  const command = program
    .command('verify')
    .description('Verify Terraform: init, validate, plan and, with a policy, policy.')
    .argument('[path]', 'a folder, a .tf or .tf.json file, or - for standard input')
    .addOption(
      new Option('--batch <rows>', 'JSONL of {id, files, policy?}, or - for standard input').conflicts('policy'),
    )
    .option('--out <verdicts>', 'where the verdicts of a batch go; default: standard output')
    .option('--jobs <n>', 'worker threads of a batch', '1')
    .option('--policy <file>', 'Rego file, judged over the plan')
    .option('--json', 'print the verdict as JSON')
    .addOption(new Option('--sarif <file>', 'write all findings in SARIF, for code-scanning sites').conflicts('batch'))
    .option('--apply', 'simulated, real: apply too, plan again, destroy')
    .addOption(
      new Option(
        '--keep-state [file]',
        'with --apply: keep the state and destroy nothing; default: terrasmith.tfstate',
      ).conflicts('batch'),
    )
    .addOption(
      new Option(
        '--state <file>',
        'simulated, real: plan over a state that was kept; default: nothing is there',
      ).conflicts('batch'),
    )
    .option('--strict', 'findings of good practice and security fail the command');
  addPracticeOptions(addScriptOptions(addVerifyOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, flags: Flags) => {
      if (flags.apply && flags.engine !== 'simulated' && flags.engine !== 'real')
        throw new CliError('--apply needs an engine with a real core: --engine simulated or real');
      if (flags.state !== undefined && flags.engine !== 'simulated' && flags.engine !== 'real')
        throw new CliError('--state needs an engine with a real core: --engine simulated or real');
      const options = {
        ...verifyOptionsFrom(flags),
        ...(await practiceOptionsFrom(flags)),
        apply: flags.apply,
        keepState: flags.keepState === true ? 'terrasmith.tfstate' : flags.keepState,
        state: flags.state,
      };
      if (flags.batch !== undefined) {
        if (path !== undefined) throw new CliError('give either a path or --batch, not both');
        report(await verifyBatch(flags.batch, flags, options));
      } else {
        report(await verifyPath(path ?? '.', flags, options));
      }
    });
};

async function verifyPath(path: string, flags: Flags, options: VerifyOptions): Promise<number> {
  const { verify } = await import('../../verify/index.ts');
  const files = await filesAt(path);
  const policy = flags.policy === undefined ? undefined : await readText(flags.policy, 'policy');
  const verdict = await verify(
    { id: path, files, policy, resourcesWanted: false, scripts: scriptsFrom(flags), region: flags.region },
    options,
  );
  if (flags.sarif !== undefined) await writeSarif(flags.sarif, path, verdict, options);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
  } else {
    const { verdictForPeople } = await import('../verdict-for-people.ts');
    process.stdout.write(verdictForPeople(verdict, files));
  }
  const code = exitCodeOf(verdict);
  return code === EXIT.passed && flags.strict === true && hasFindings(verdict) ? EXIT.failed : code;
}

function hasFindings({ lint, security }: Verdict): boolean {
  return (lint?.diagnostics.length ?? 0) > 0 || (security?.diagnostics.length ?? 0) > 0;
}

/** Paths in the file are relative to the working directory, as code-scanning sites want them. */
async function writeSarif(file: string, path: string, verdict: Verdict, { security }: VerifyOptions): Promise<void> {
  const { sarifOf } = await import('../../verify/index.ts');
  const isFolder = path !== '-' && (await stat(path)).isDirectory();
  const folder = path === '-' ? '' : relative('.', isFolder ? path : dirname(path)).replaceAll('\\', '/');
  const log = await sarifOf(verdict, { version: await version(), security, folder });
  await writeFile(file, `${JSON.stringify(log, null, 2)}\n`).catch((error: Error) => {
    throw new CliError(`cannot write ${file}: ${error.message}`, EXIT.environment);
  });
}

function exitCodeOf({ stages }: Verdict): number {
  if (stages.some(({ status }) => status === 'error')) return EXIT.environment;
  return stages.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.passed;
}

/**
 * V8 optimises a function after it has run for so long, four times its default: a batch is over in seconds, and what is
 * optimised on few rows is soon optimised again. It saves a sixth of the processor time, and most for a second job.
 */
const STEPS_BEFORE_OPTIMISING = 600_000;

/** Verdicts go to a file in pieces of about so many characters, and not later than after so long. */
const WRITTEN_AT_ONCE = 262_144;
const WRITTEN_AFTER_MS = 1_000;

async function verifyBatch(input: string, flags: Flags, options: VerifyOptions): Promise<number> {
  const jobs = Number(flags.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new CliError(`--jobs takes a whole number of at least 1, not ${flags.jobs}`);
  if (input !== '-' && !(await stat(input).catch(() => undefined))?.isFile()) {
    throw new CliError(`there is no file ${input}; --batch takes JSONL of {id, files: {path: text}, policy?}`);
  }
  const [{ verifyRowsInParallel }, { linesOf }] = await Promise.all([
    import('../../verify/index.ts'),
    import('../../util/lines.ts'),
  ]);
  setFlagsFromString(`--interrupt-budget=${STEPS_BEFORE_OPTIMISING}`);
  const output = flags.out === undefined ? process.stdout : createWriteStream(flags.out);
  const failure = new Promise<never>((_, reject) => {
    output.once('error', (error) =>
      reject(new CliError(`cannot write ${flags.out}: ${error.message}`, EXIT.environment)),
    );
  });
  const progress = progressOn(process.stderr, 'verified', flags.out !== undefined);
  const counts = { passed: 0, failed: 0, error: 0, 'bad-row': 0 };
  const waiting: string[] = [];
  let units = 0;
  let flushed = Date.now();
  const flush = async () => {
    if (waiting.length === 0) return;
    const text = `${waiting.join('\n')}\n`;
    waiting.length = 0;
    units = 0;
    flushed = Date.now();
    if (!output.write(text)) await once(output, 'drain');
  };
  const write = async () => {
    for await (const { line, outcome } of verifyRowsInParallel(linesOf(input), options, jobs)) {
      counts[outcome]++;
      waiting.push(line);
      units += line.length;
      progress.step();
      if (units >= WRITTEN_AT_ONCE || flags.out === undefined || Date.now() - flushed > WRITTEN_AFTER_MS) await flush();
    }
    await flush();
    if (flags.out !== undefined) await new Promise((resolve) => output.end(() => resolve(undefined)));
  };
  await Promise.race([write(), failure]);
  progress.end(
    `${counts.passed} passed, ${counts.failed} failed` +
      (counts.error > 0 ? `, ${counts.error} could not be judged` : '') +
      (counts['bad-row'] > 0 ? `, ${counts['bad-row']} bad rows` : ''),
  );
  if (counts['bad-row'] > 0) return EXIT.usage;
  if (counts.error > 0) return EXIT.environment;
  return counts.failed > 0 ? EXIT.failed : EXIT.passed;
}
