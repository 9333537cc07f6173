/** `terrasmith bench`: run models over data sets, look at what came out, compare. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Contestant, Progress, Report } from '../../benchmark/index.ts';
import type { Dataset, Instance } from '../../dataset/index.ts';
import type { VerifyOptions } from '../../verify/index.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';

interface Selection {
  readonly difficulty?: string | undefined;
  readonly tag?: string | undefined;
  readonly provider?: string | undefined;
  readonly instance?: readonly string[] | undefined;
  readonly limit?: string | undefined;
}

interface RunFlags extends VerifyFlags, Selection {
  readonly model: readonly string[];
  readonly strategy: readonly string[];
  readonly samples: string;
  readonly output?: string;
  readonly concurrency: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ terrasmith bench run bundled --model gold -o runs/gold
  $ terrasmith bench run bundled/aws --model replay/answers.jsonl --model gold -o runs/answers
  $ terrasmith bench resume runs/answers          go on where it was stopped
  $ terrasmith bench compare runs/a runs/b        what changed, and whether it means anything

A run that finishes exits with 0, whatever the scores are.`;

export const registerBench: Register = (program: Command, report) => {
  const bench = program
    .command('bench')
    .description('Benchmark models with graded scores.')
    .addHelpText('after', EXAMPLES);
  registerRun(bench, report);
  registerResume(bench, report);
  bench
    .command('list')
    .description('List the bundled data sets, or the instances of one.')
    .argument('[dataset]', 'a name or path')
    .option('--json', 'one instance a line as JSON')
    .action(listInstances);
  bench
    .command('show')
    .description('Show an instance: what is asked for, what is expected, the reference solution.')
    .argument('<instance>', 'the id of an instance')
    .option('--dataset <dataset>', 'where it is', 'bundled')
    .option('--json', 'as JSON')
    .action(showInstance);
  bench
    .command('report')
    .description('Write summary.json, report.md and report.html of a run again, and print its table.')
    .argument('<directory>', 'a run directory')
    .action(rebuildReport);
  bench
    .command('compare')
    .description('Compare two runs, or the first two models of one, on the instances they share.')
    .argument('<first>', 'a run directory')
    .argument('[second]', 'another run directory')
    .option('--json', 'as JSON')
    .action(compareRuns);
  bench
    .command('leaderboard')
    .description('One table over the models of several runs, best first.')
    .argument('<directories...>', 'run directories')
    .option('--json', 'as JSON')
    .action(showLeaderboard);
};

function registerRun(bench: Command, report: (exitCode: number) => void): void {
  const command = bench
    .command('run')
    .description('Run models over data sets, verify every answer, write a report.')
    .argument('<dataset...>', 'bundled, bundled/NAME, a .jsonl or .csv file, or a folder')
    .requiredOption('--model <name>', 'replay/FILE or gold; may be given several times', collect, [])
    .option('--strategy <name>', 'how answers are got; may be given several times', collect, [])
    .option('--samples <n>', 'answers per instance', '1')
    .option('-o, --output <directory>', 'the run directory; a run that is in it is resumed')
    .option('--concurrency <n>', 'requests in flight', '4')
    .option('--difficulty <list>', 'only these: easy,medium,hard')
    .option('--tag <list>', 'only instances with one of these tags')
    .option('--provider <list>', 'only instances of these providers')
    .option('--instance <id...>', 'only these instances')
    .option('--limit <n>', 'only the first n instances of each data set')
    .option('--json', 'print the summary as JSON in place of the table');
  addVerifyOptions(command).action(async (names: string[], flags: RunFlags) => {
    if (flags.model.length === 0) throw new CliError('name at least one --model, such as gold or replay/FILE');
    const { difficulty, tag, provider, instance, limit } = flags;
    report(
      await runAndPrint({
        datasets: names,
        models: flags.model,
        strategies: flags.strategy.length > 0 ? flags.strategy : ['direct'],
        samples: positive('--samples', flags.samples),
        concurrency: positive('--concurrency', flags.concurrency),
        directory: flags.output ?? `runs/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`,
        verifyOptions: verifyOptionsFrom(flags),
        selection: { difficulty, tag, provider, instance, limit },
        json: flags.json === true,
      }),
    );
  });
}

function registerResume(bench: Command, report: (exitCode: number) => void): void {
  bench
    .command('resume')
    .description('Go on with a run that was stopped or killed.')
    .argument('<directory>', 'a run directory')
    .option('--concurrency <n>', 'requests in flight', '4')
    .action(async (directory: string, flags: { concurrency: string }) => {
      const { readRunRecord } = await import('../../benchmark/index.ts');
      const run = await asUsage(async () => readRunRecord(directory));
      report(
        await runAndPrint({
          datasets: run.datasets,
          models: run.models,
          strategies: run.strategies,
          samples: run.samples,
          concurrency: positive('--concurrency', flags.concurrency),
          directory,
          verifyOptions: run.verify as VerifyOptions,
          selection: run.selection as Selection,
          json: false,
        }),
      );
    });
}

interface RunSettings {
  readonly datasets: readonly string[];
  readonly models: readonly string[];
  readonly strategies: readonly string[];
  readonly samples: number;
  readonly concurrency: number;
  readonly directory: string;
  readonly verifyOptions: VerifyOptions;
  readonly selection: Selection;
  readonly json: boolean;
}

async function runAndPrint({ json, selection, datasets, ...settings }: RunSettings): Promise<number> {
  const { runBenchmark, summaryTable } = await import('../../benchmark/index.ts');
  const loaded = await Promise.all(datasets.map((name) => loadSelected(name, selection)));
  if (loaded.every(({ length }) => length === 0))
    throw new CliError(`no instance of ${datasets.join(', ')} was selected`);
  const stop = stopOnInterrupt();
  const progress = createProgressLine();
  try {
    const report = await asUsage(() =>
      runBenchmark({
        ...settings,
        datasets: loaded,
        datasetNames: datasets,
        selection: { ...selection },
        signal: stop.signal,
        onProgress: progress.update,
        onNotice: (notice) => process.stderr.write(`note: ${notice}\n`),
      }),
    );
    progress.end();
    for (const { model, unscored_causes: causes } of report.models) {
      for (const { error, samples } of causes.slice(0, 3)) {
        process.stderr.write(`not scored: ${samples} of ${model}: ${error.split('\n', 1)[0]}\n`);
      }
    }
    process.stderr.write(`report: ${settings.directory}/report.html\n`);
    process.stdout.write(json ? `${JSON.stringify(report.summary)}\n` : `${summaryTable(report.models)}\n`);
    if (stop.signal.aborted && !report.summary.complete) {
      process.stderr.write(`stopped; go on with: terrasmith bench resume ${settings.directory}\n`);
      return EXIT.environment;
    }
    return EXIT.passed;
  } finally {
    stop.release();
  }
}

/** The first Ctrl-C lets the samples in work finish; the second ends the program at once. */
function stopOnInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    process.stderr.write('\nstopping…\n');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop),
  };
}

const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 5000;

/** A bar on a terminal, a line now and then elsewhere. */
function createProgressLine() {
  const { stderr } = process;
  let last: Progress | undefined;
  let shown = Date.now();
  const write = () => {
    if (last === undefined) return;
    if (stderr.isTTY) stderr.write(`\r${bar(last)} ${progressText(last)}\x1b[K`);
    else stderr.write(`${progressText(last)}\n`);
  };
  return {
    update(progress: Progress) {
      if (last === undefined && progress.resumed > 0)
        stderr.write(`resuming: ${progress.resumed} of ${progress.total} are done\n`);
      last = progress;
      if (Date.now() - shown < (stderr.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
      shown = Date.now();
      write();
    },
    end() {
      write();
      if (stderr.isTTY) stderr.write('\n');
    },
  };
}

function bar({ done, total }: Progress): string {
  const filled = total === 0 ? 24 : Math.round((done / total) * 24);
  return `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
}

function progressText({ done, total, passed, unscored, meanScore, rate, secondsLeft }: Progress): string {
  const failed = unscored > 0 ? `, ${unscored} unscored` : '';
  const left = done < total ? `, ${Math.ceil(secondsLeft)} s left` : '';
  return `${done} of ${total}, ${passed} passed${failed}, score ${meanScore.toFixed(3)}, ${rate.toFixed(rate < 10 ? 1 : 0)}/s${left}`;
}

async function loadSelected(name: string, selection: Selection): Promise<Dataset> {
  const { formatRowProblem, loadDataset } = await import('../../dataset/index.ts');
  const dataset = await asUsage(() => loadDataset(name));
  for (const problem of dataset.problems) process.stderr.write(`left out: ${formatRowProblem(problem)}\n`);
  const chosen = dataset.filter((instance) => isSelected(instance, selection));
  return selection.limit === undefined ? chosen : chosen.select(0, positive('--limit', selection.limit));
}

function isSelected(instance: Instance, { difficulty, tag, provider, instance: ids }: Selection): boolean {
  const among = (list: string | undefined, values: readonly (string | undefined)[]) =>
    list === undefined || list.split(',').some((each) => values.includes(each.trim()));
  return (
    among(difficulty, [instance.difficulty]) &&
    among(tag, instance.tags) &&
    among(provider, [instance.provider]) &&
    (ids === undefined || ids.includes(instance.instance_id))
  );
}

async function listInstances(name: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const { bundledSets, loadDataset } = await import('../../dataset/index.ts');
  const { textTable } = await import('../../util/text-table.ts');
  const dataset = await asUsage(() => loadDataset(name ?? 'bundled'));
  if (json) {
    for (const instance of dataset) process.stdout.write(`${JSON.stringify(instance)}\n`);
    return;
  }
  const rows = dataset.instances.map((each) => [
    each.instance_id,
    each.difficulty ?? '',
    each.provider ?? '',
    each.base_files === undefined ? '' : 'mutation',
    each.tags.join(', '),
  ]);
  process.stdout.write(
    `${textTable(['instance', 'difficulty', 'provider', 'kind', 'tags'], rows)}\n\n${dataset.length} instances`,
  );
  const sets = bundledSets().map((set) => `bundled/${set}`);
  process.stdout.write(name === undefined ? `; data sets: bundled, ${sets.join(', ')}\n` : '\n');
}

async function showInstance(id: string, { dataset: name, json }: { dataset: string; json?: boolean }): Promise<void> {
  const { loadDataset } = await import('../../dataset/index.ts');
  const instance = (await asUsage(() => loadDataset(name))).get(id);
  if (instance === undefined) throw new CliError(`${name} has no instance "${id}"; terrasmith bench list names them`);
  if (json) {
    process.stdout.write(`${JSON.stringify(instance, null, 2)}\n`);
    return;
  }
  const facts = [instance.difficulty, instance.provider, ...instance.tags].filter((fact) => fact !== undefined);
  const section = (title: string, files: Readonly<Record<string, string>> | undefined) =>
    Object.entries(files ?? {}).map(([path, text]) => `── ${title}: ${path} ──\n${text.trimEnd()}`);
  const expected = Object.entries(instance.expected_resources ?? {}).map(([type, count]) => `${type} × ${count}`);
  const parts = [
    `${instance.instance_id}\n${facts.join(' · ')}`,
    instance.problem_statement,
    expected.length > 0 ? `Expected: ${expected.join(', ')}` : '',
    ...section('to change', instance.base_files),
    ...section('reference', instance.gold_solution),
    ...section('policy', instance.policy === undefined ? {} : { 'policy.rego': instance.policy }),
  ];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

async function rebuildReport(directory: string): Promise<void> {
  const { createReport, summaryTable, writeReports } = await import('../../benchmark/index.ts');
  const report = await asUsage(() => createReport(directory));
  await writeReports(directory, report);
  process.stderr.write(`report: ${directory}/report.html\n`);
  process.stdout.write(`${summaryTable(report.models)}\n`);
}

async function compareRuns(first: string, second: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const { compare, contestant, createReport } = await import('../../benchmark/index.ts');
  const reports = await asUsage(() =>
    Promise.all([first, ...(second === undefined ? [] : [second])].map((each) => createReport(each))),
  );
  const contestants = reports.flatMap((report): Contestant[] =>
    report.models.map((model) =>
      contestant(labelOf(report, model.model, second !== undefined), report.outcomes, model),
    ),
  );
  const perRun = reports[0]?.models.length ?? 0;
  const pair = second === undefined ? [contestants[1], contestants[0]] : [contestants[0], contestants[perRun]];
  const [a, b] = pair;
  if (a === undefined || b === undefined)
    throw new CliError('there are no two models to compare: name two runs, or one with several models');
  const result = compare(a, b);
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const row = (name: string, { difference, interval, p, pairs }: typeof result.score) =>
    `${name}  ${signed(difference)}  (95 %: ${interval.map(signed).join(' to ')}; p = ${p.toFixed(4)}; ${pairs} instances)`;
  const lines = [
    `from ${result.first} to ${result.second}`,
    row('score    ', result.score),
    row('pass rate', result.passRate),
    `gained (${result.gained.length}): ${result.gained.join(', ')}`,
    `lost (${result.lost.length}): ${result.lost.join(', ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(3)}`;

const labelOf = (report: Report, model: string, withRun: boolean) =>
  withRun ? `${basename(report.directory)}: ${model}` : model;

async function showLeaderboard(directories: string[], { json }: { json?: boolean }): Promise<void> {
  const { createReport, summaryTable } = await import('../../benchmark/index.ts');
  const reports = await asUsage(() => Promise.all(directories.map((directory) => createReport(directory))));
  const models = reports.flatMap((each) => each.models).sort((a, b) => b.mean_score - a.mean_score);
  process.stdout.write(json ? `${JSON.stringify({ models })}\n` : `${summaryTable(models)}\n`);
}

/** What the user named cannot be used: a sentence and exit code 2. */
async function asUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (
      error instanceof Error &&
      ['DatasetError', 'ModelError', 'RunDirectoryError', 'RangeError'].includes(error.name)
    ) {
      throw new CliError(error.message);
    }
    throw error;
  }
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CliError(`${flag} takes a whole number of at least 1, not ${text}`);
  return value;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
