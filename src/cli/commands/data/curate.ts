/** `terrasmith data curate`: real Terraform in, verified tasks out. */
import type { Command } from 'commander';
import type { CurateModels, Curation } from '../../../dataset/index.ts';
import { CliError, EXIT } from '../../errors.ts';
import { addModelOptions, type ModelFlags, modelEnvironmentFrom } from '../../model-options.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../../verify-options.ts';
import { curateProgressLine } from './curate-progress.ts';
import { fraction, sharesFrom, wholeNumber } from './numbers.ts';

interface Flags extends ModelFlags, VerifyFlags {
  readonly output: string;
  readonly model?: string;
  readonly judge?: string;
  readonly rounds: string;
  readonly strategy: string;
  readonly prompts?: string;
  readonly parallel: string;
  readonly jobs: string;
  readonly keep?: string;
  readonly permissive?: boolean;
  readonly maxCharacters: string;
  readonly likeness: string;
  readonly inputs: boolean;
  readonly exclude: readonly string[];
  readonly shares: string;
  readonly splitSeed: string;
  readonly singleModuleTest?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith data curate repositories/ -o curated
  $ terrasmith data curate repositories/ -o curated --model anthropic/claude-sonnet-4-5 --budget 20 --exclude bundled
  $ terrasmith data curate module.zip -o curated --keep aws,random --model openai-compatible/qwen@http://gpu:8000/v1

A folder of repositories (.git, or one folder each), of archives (.zip, .tar.gz), or one archive. Stages, after TerraFormer: filter,
concatenate, de-duplicate, verify; with --model also repair by certificate, request at three levels with a judge, policy, and a
second implementation. The same command goes on where it was stopped or killed.
The folder then holds configurations.jsonl, broken.jsonl, instances.jsonl (with a model) and the yield of every stage.
Exit codes: 0 done, 2 wrong use or bad input, 3 stopped early (budget, Ctrl-C, a model that gives out); the same command goes on.`;

export function registerCurate(data: Command, tell: (exitCode: number) => void): void {
  const command = data
    .command('curate')
    .description('Make verified tasks out of real Terraform.')
    .argument('<source>', 'a folder of repositories or archives, or one archive')
    .requiredOption('-o, --output <folder>', 'where everything is kept; a run that was stopped goes on from there')
    .option('--model <name>', 'repairs, describes, writes policies and second implementations; default: none')
    .option('--judge <name>', 'says whether a request fits its configuration; default: the same model')
    .option('--rounds <n>', 'most answers for each stage', '5')
    .option('--strategy <name>', 'how answers are got, such as schema+repair', 'repair')
    .option('--prompts <folder>', 'prompts of your own, by the names of the bundled ones')
    .option('--parallel <n>', 'configurations worked on with models at a time', '4')
    .option('--jobs <n>', 'threads that verify', '1')
    .option('--keep <providers>', 'only configurations of these, such as aws,random,null; default: all with a pack')
    .option('--permissive', 'only repositories under a permissive licence')
    .option('--max-characters <n>', 'leave out longer configurations', '60000')
    .option('--likeness <share>', 'leave out what is so like an earlier one; 1: only what is equal', '0.9')
    .option('--no-inputs', 'make up no values for inputs that have neither a default nor a value in a file')
    .option('--exclude <dataset>', 'leave out what is like a task of this data set (repeatable)', collect, [])
    .option('--shares <list>', 'splits; repositories and near-duplicates stay together', 'train=0.8,valid=0.1,test=0.1')
    .option('--split-seed <n>', 'another seed gives another split', '0')
    .option('--single-module-test', 'only repositories with one module go into test, as TerraFormer does')
    .option('--json', 'print the yield as JSON');
  addModelOptions(addVerifyOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (source: string, flags: Flags) => tell(await runCurate(source, flags)));
}

const collect = (value: string, list: readonly string[]): string[] => [...list, value];

async function runCurate(source: string, flags: Flags): Promise<number> {
  const { curate } = await import('../../../dataset/index.ts');
  const { format } = await import('../../../hcl/index.ts');
  const models = await modelsFrom(flags);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const progress = curateProgressLine(process.stderr);
  try {
    const curation = await curate({
      source,
      output: flags.output,
      models,
      format,
      verify: verifyOptionsFrom(flags),
      jobs: wholeNumber('--jobs', flags.jobs, 1),
      providers: await providersFrom(flags.keep),
      permissive: flags.permissive === true,
      maxCharacters: wholeNumber('--max-characters', flags.maxCharacters, 1),
      likeness: fraction('--likeness', flags.likeness),
      inputs: flags.inputs,
      exclude: flags.exclude,
      shares: sharesFrom(flags.shares),
      seed: wholeNumber('--split-seed', flags.splitSeed, 0),
      singleModuleTest: flags.singleModuleTest === true,
      signal: interrupt.signal,
      onProblem: ({ source: name, reason }) => process.stderr.write(`left out: ${name}: ${reason}\n`),
      onProgress: progress.update,
    });
    progress.end();
    await report(curation, flags);
    return curation.stopped === undefined ? EXIT.passed : EXIT.environment;
  } catch (error) {
    throw explained(error, interrupt.signal, flags);
  } finally {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
  }
}

function explained(error: unknown, signal: AbortSignal, { output }: Flags): unknown {
  const { name, message } = error as Error;
  if (signal.aborted) return new CliError(`stopped; the same command goes on with ${output}`, EXIT.environment);
  return ['CurateError', 'DatasetError', 'RangeError'].includes(name) ? new CliError(message) : error;
}

async function modelsFrom(flags: Flags): Promise<CurateModels | undefined> {
  if (flags.model === undefined) {
    if (flags.judge !== undefined) throw new CliError('--judge needs --model');
    process.stderr.write(
      'no --model: repair, request, policy and second implementation are left out; the same command with --model goes on from here\n',
    );
    return undefined;
  }
  const { createModel } = await import('../../../llm/index.ts');
  const { findStrategy, loadPrompts } = await import('../../../agent/index.ts');
  const { createTools } = await import('../../../environment/index.ts');
  const environment = await modelEnvironmentFrom(flags);
  const named = (name: string) =>
    createModel(name, environment).catch((error: Error) => {
      throw error.name === 'ModelError' ? new CliError(error.message) : error;
    });
  const model = await named(flags.model);
  try {
    findStrategy(flags.strategy);
  } catch (error) {
    throw new CliError((error as Error).message);
  }
  return {
    model,
    judge: flags.judge === undefined ? model : await named(flags.judge),
    prompts: loadPrompts(flags.prompts),
    tools: createTools(),
    strategy: flags.strategy,
    rounds: wholeNumber('--rounds', flags.rounds, 1),
    parallel: wholeNumber('--parallel', flags.parallel, 1),
  };
}

async function providersFrom(list: string | undefined): Promise<ReadonlySet<string>> {
  const { bundledProviders } = await import('../../../provider/index.ts');
  const known = new Set(bundledProviders().map(({ address }) => address.slice(address.lastIndexOf('/') + 1)));
  const wanted = list?.split(',').map((name) => name.trim());
  const unknown = wanted?.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new CliError(`--keep: there is no pack of "${unknown}"; known: ${[...known].join(', ')}`);
  return wanted === undefined ? known : new Set(wanted);
}

async function report(curation: Curation, { json, output }: Flags): Promise<void> {
  const { configurations, broken, instances, clones, excluded, splits, groups, largestGroup, completed, stopped } =
    curation;
  if (json === true) {
    process.stdout.write(`${JSON.stringify(curation)}\n`);
  } else {
    const { yieldTable } = await import('../../../dataset/index.ts');
    process.stdout.write(`${yieldTable(curation.yield)}\n\n`);
    const parts = Object.entries(splits).map(([part, count]) => `${part} ${count}`);
    process.stdout.write(
      `${configurations} sound configurations (${parts.join(', ')}; ${groups} groups, the largest of ${largestGroup}), ` +
        `${broken} broken, ${instances} instances (${clones} with a second implementation), in ${output}\n`,
    );
    if (completed > 0)
      process.stdout.write(`${completed} candidates have inputs without values; made up in their terraform.tfvars.\n`);
    if (excluded > 0) process.stdout.write(`${excluded} instances are like a task of a benchmark; left out.\n`);
  }
  if (stopped !== undefined) process.stderr.write(`${stopped}; the same command goes on with ${output}\n`);
}
