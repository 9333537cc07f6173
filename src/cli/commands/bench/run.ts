import { type Command, Option } from 'commander';
import type { Constraint } from '../../../environment/index.ts';
import { constrainOption } from '../../constrain-option.ts';
import { CliError } from '../../errors.ts';
import { addModelOptions, type ModelFlags, modelSettingsFrom } from '../../model-options.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../../verify-options.ts';
import { collect, positive } from './as-usage.ts';
import { type AgentSettings, execute } from './execute.ts';
import { type QueueFlags, queueOption } from './queue-option.ts';
import type { Selection } from './selection.ts';

interface RunFlags extends VerifyFlags, ModelFlags, QueueFlags, Selection {
  readonly model: readonly string[];
  readonly strategy: readonly string[];
  readonly samples: string;
  readonly output?: string;
  readonly concurrency: string;
  readonly json?: boolean;
  readonly apply?: boolean;
  readonly rounds?: string;
  readonly feedback: 'plan' | 'policy';
  readonly examples?: string;
  readonly constrain?: Constraint;
}

export function registerRun(bench: Command, report: (exitCode: number) => void): void {
  const command = bench
    .command('run')
    .description('Run models over data sets, verify every answer, write a report.')
    .argument('<dataset...>', 'bundled, bundled/NAME, a .jsonl or .csv file, or a folder')
    .requiredOption(
      '--model <name>',
      'openai/…, anthropic/…, replay/FILE, gold, …; may be given several times',
      collect,
      [],
    )
    .option('--strategy <name>', 'direct, few-shot, schema, plan, best-of-4, repair, …; docs/agents.md', collect, [])
    .option('--rounds <n>', 'strategies with repair: most answers; 5 by default')
    .addOption(
      new Option(
        '--feedback <what>',
        'what strategies are told: plan (what anybody can find out), or policy (the answer key too; an upper bound)',
      )
        .choices(['plan', 'policy'])
        .default('plan'),
    )
    .option('--examples <dataset>', 'few-shot: where examples come from; bundled by default')
    .addOption(constrainOption())
    .option('--samples <n>', 'answers per instance', '1')
    .option('-o, --output <directory>', 'the run directory; a run that is in it is resumed')
    .option('--concurrency <n>', 'requests in flight', '4')
    .addOption(queueOption('have the samples made by workers: terrasmith worker; docs/benchmark.md'))
    .option('--difficulty <list>', 'only these: easy,medium,hard')
    .option('--tag <list>', 'only instances with one of these tags')
    .option('--provider <list>', 'only instances of these providers')
    .option('--instance <id...>', 'only these instances')
    .option('--limit <n>', 'only the first n instances of each data set')
    .option(
      '--apply',
      'simulated, real: apply too, and with real run the validation scripts of the instances; then destroy',
    )
    .option('--json', 'print the summary as JSON in place of the table');
  addModelOptions(command);
  addVerifyOptions(command).action(async (names: string[], flags: RunFlags) => {
    if (flags.model.length === 0) throw new CliError('name at least one --model, such as gold or replay/FILE');
    if (flags.apply && flags.engine !== 'simulated' && flags.engine !== 'real')
      throw new CliError('--apply needs an engine with a real core: --engine simulated or real');
    const { difficulty, tag, provider, instance, limit } = flags;
    report(
      await execute({
        datasets: names,
        models: flags.model,
        strategies: flags.strategy.length > 0 ? flags.strategy : ['direct'],
        samples: positive('--samples', flags.samples),
        concurrency: positive('--concurrency', flags.concurrency),
        directory: flags.output ?? `runs/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`,
        verifyOptions: { ...verifyOptionsFrom(flags), ...(flags.apply && { apply: true }) },
        modelSettings: await modelSettingsFrom(flags),
        selection: { difficulty, tag, provider, instance, limit },
        agent: agentSettings(flags),
        queue: flags.queue,
        json: flags.json === true,
      }),
    );
  });
}

function agentSettings({ rounds, feedback, examples, constrain }: RunFlags): AgentSettings {
  return {
    ...(rounds === undefined ? {} : { rounds: positive('--rounds', rounds) }),
    ...(feedback === 'plan' ? {} : { feedback }),
    ...(examples === undefined ? {} : { examples }),
    ...(constrain === undefined ? {} : { constrain }),
  };
}
