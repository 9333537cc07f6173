/** `terrasmith train sft|dpo|grpo`. */
import { type Command, Option } from 'commander';
import type { Method } from '../../../training/index.ts';
import { CliError } from '../../errors.ts';
import { version } from '../../version.ts';
import { asTrainingUsage } from './as-training-usage.ts';
import { addRunOptions, execute, type RunFlags } from './execute.ts';
import { modelFile } from './model-file.ts';

interface Flags extends RunFlags {
  readonly model: string;
  readonly data: string;
  readonly output?: string;
  readonly recipe: string;
  readonly set: readonly string[];
  readonly seed: string;
  readonly threads: string;
  readonly maxMinutes: string;
  readonly processes: string;
  readonly accelerate?: string;
  readonly evalData?: string;
  readonly adapter?: string;
  readonly reward?: string;
  readonly server?: string;
  readonly controller?: boolean;
  readonly merge?: boolean;
}

const DATA: Readonly<Record<Method, string>> = {
  sft: 'instances with references, or rows of `data export --format sft`',
  dpo: 'pairs of `data pairs`, or rows of `data export --format dpo`',
  grpo: 'instances with policies, or rows of `data export --format grpo`',
};

export function registerMethod(
  train: Command,
  method: Method,
  description: string,
  report: (exitCode: number) => void,
): void {
  const command = train
    .command(method)
    .description(description)
    .requiredOption('--model <name>', "smollm2, a GGUF file, or a folder in Hugging Face's layout")
    .requiredOption('--data <file>', DATA[method])
    .option('-o, --output <directory>', 'the run directory')
    .option('--recipe <name>', 'terraformer, iac-dpo, two-cores, or a file', 'two-cores')
    .option('--set <name=value>', 'a setting of the recipe, such as max_steps=100; repeatable', collect, [])
    .option('--adapter <directory>', 'a PEFT adapter to go on from')
    .option('--eval-data <file>', 'held-out data; needs --set eval_steps=N')
    .option('--seed <n>', 'the same seed gives the same run', '0')
    .option('--threads <n>', 'threads of one process; 0: as many as there are cores', '0')
    .option('--max-minutes <n>', 'stop then, with what is trained; 0: no limit', '0')
    .option('--processes <n>', 'processes on this machine (accelerate)', '1')
    .option('--accelerate <file>', 'an accelerate configuration, for several machines')
    .option('--merge', 'export the merged model too');
  if (method !== 'grpo')
    command.option('--controller', 'pairs: learn to edit the draft, with its errors in the prompt');
  else
    command
      .option('--reward <name>', 'terraformer/1, graded/1 or dense/1', 'terraformer/1')
      .addOption(new Option('--server <url>', 'a reward server that runs already; default: one is started'));
  addRunOptions(command).action(async (flags: Flags) => {
    const directory = flags.output ?? `runs/${method}-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
    await asTrainingUsage(() => prepare(method, directory, flags));
    report(await execute(directory, flags));
  });
}

async function prepare(method: Method, directory: string, flags: Flags): Promise<void> {
  const { prepareRun } = await import('../../../training/index.ts');
  await prepareRun({
    method,
    directory,
    model: await modelFile(flags.model),
    data: flags.data,
    recipe: flags.recipe,
    set: flags.set,
    seed: atLeast(0, '--seed', flags.seed),
    threads: atLeast(0, '--threads', flags.threads),
    maxMinutes: atLeast(0, '--max-minutes', flags.maxMinutes),
    processes: atLeast(1, '--processes', flags.processes),
    accelerate: flags.accelerate,
    evalData: flags.evalData,
    adapter: flags.adapter,
    reward: flags.reward,
    rewardUrl: flags.server,
    controller: flags.controller,
    merge: flags.merge,
    terrasmith: await version(),
  });
}

function atLeast(low: number, option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low)) throw new CliError(`${option} takes a number from ${low}, not "${text}"`);
  return value;
}

const collect = (value: string, before: readonly string[]) => [...before, value];
