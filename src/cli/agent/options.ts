/** The options that generate, mutate and repair share. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Trajectory } from '../../agent/index.ts';
import type { AgentOptions, Constraint } from '../../environment/index.ts';
import { constrainOption } from '../constrain-option.ts';
import { CliError } from '../errors.ts';
import { addModelOptions, type ModelFlags, modelEnvironmentFrom } from '../model-options.ts';
import { addPracticeOptions, type PracticeFlags, practiceOptionsFrom } from '../practice-options.ts';
import { readText } from '../read-text.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';

export interface AgentFlags extends ModelFlags, VerifyFlags, PracticeFlags {
  readonly model?: string;
  readonly strategy?: string;
  readonly rounds?: string;
  readonly policy?: string;
  readonly examples?: string;
  readonly constrain?: Constraint;
  readonly prompts?: string;
  readonly output?: string;
  readonly yes?: boolean;
  readonly evenIfFailing?: boolean;
  readonly strict?: boolean;
  readonly trajectory?: string;
  readonly resume?: string;
  readonly json?: boolean;
}

const DEFAULT_MODEL = 'smollm2';
const DEFAULT_STRATEGY = 'repair';

export function addAgentOptions(command: Command): Command {
  command
    .option('--model <name>', `a model by name; default: TERRASMITH_MODEL, else ${DEFAULT_MODEL}`)
    .option('--strategy <name>', `how the answer is got, such as schema+repair; default: ${DEFAULT_STRATEGY}`)
    .option('--rounds <n>', 'most answers of a strategy that repairs', '5')
    .option('--policy <file>', 'Rego file that the plan must satisfy')
    .option('--examples <dataset>', 'few-shot: where examples come from; bundled by default')
    .addOption(constrainOption())
    .option('--prompts <folder>', 'prompts of your own, by the names of the bundled ones')
    .option('-o, --output <folder>', 'write the files there; nothing is written otherwise')
    .option('-y, --yes', 'do not ask before files are written over')
    .option('--even-if-failing', 'write over files with a result that does not pass')
    .option('--strict', 'findings of --lint and --security that are left fail the command')
    .option('--trajectory <file>', 'where every step is kept; default: terrasmith/trajectories in the cache folder')
    .option('--resume <trajectory>', 'go on where an earlier run stopped')
    .option('--json', 'print the trajectory as JSON');
  addModelOptions(command);
  return addPracticeOptions(addVerifyOptions(command));
}

/** Throws CliError where an option cannot be used. */
export async function agentOptionsFrom(flags: AgentFlags, earlier: Trajectory | undefined): Promise<AgentOptions> {
  const { engine } = flags;
  return {
    model: flags.model ?? earlier?.model ?? process.env.TERRASMITH_MODEL ?? DEFAULT_MODEL,
    modelEnvironment: await modelEnvironmentFrom(flags),
    strategy: flags.strategy ?? earlier?.strategy ?? DEFAULT_STRATEGY,
    rounds: wholeNumber('--rounds', flags.rounds),
    policy: flags.policy === undefined ? undefined : await readText(flags.policy, 'policy'),
    verifyOptions: { ...verifyOptionsFrom(flags), ...(await practiceOptionsFrom(flags)), engine },
    examples: flags.examples,
    constrain: flags.constrain,
    prompts: flags.prompts,
    recall: earlier?.steps,
  };
}

export async function earlierRun(flags: AgentFlags): Promise<Trajectory | undefined> {
  if (flags.resume === undefined) return undefined;
  const { parseTrajectory } = await import('../../agent/index.ts');
  try {
    return parseTrajectory(readFileSync(flags.resume, 'utf8'));
  } catch (error) {
    throw new CliError(`--resume: ${flags.resume}: ${(error as Error).message}`);
  }
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new CliError(`${flag} takes a number from 1 to 100, not ${text}`);
  return value;
}
