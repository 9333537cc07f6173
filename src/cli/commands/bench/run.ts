import type { Command } from 'commander';
import { CliError } from '../../errors.ts';
import { addModelOptions, type ModelFlags, modelSettingsFrom } from '../../model-options.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../../verify-options.ts';
import { collect, positive } from './as-usage.ts';
import { execute } from './execute.ts';
import type { Selection } from './selection.ts';

interface RunFlags extends VerifyFlags, ModelFlags, Selection {
  readonly model: readonly string[];
  readonly strategy: readonly string[];
  readonly samples: string;
  readonly output?: string;
  readonly concurrency: string;
  readonly json?: boolean;
  readonly apply?: boolean;
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
    .option('--strategy <name>', 'how answers are got; may be given several times', collect, [])
    .option('--samples <n>', 'answers per instance', '1')
    .option('-o, --output <directory>', 'the run directory; a run that is in it is resumed')
    .option('--concurrency <n>', 'requests in flight', '4')
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
        json: flags.json === true,
      }),
    );
  });
}
