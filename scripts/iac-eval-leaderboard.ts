/**
 * Replays the recorded answers to IaC-Eval that lie beside the project (../shared/oracle) and sets our leaderboard beside the
 * verdicts that real Terraform and OPA gave: `npx tsx scripts/iac-eval-leaderboard.ts [-o DIRECTORY]`. Writes docs/leaderboard.md.
 * A replay that was stopped goes on where it was when it is given the same directory.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Report, runBenchmark } from '../src/benchmark/index.ts';

interface Row {
  readonly task: number;
  readonly run: string;
  readonly files: Readonly<Record<string, string>>;
  readonly recorded: { readonly validate: boolean; readonly plan: boolean; readonly policy: string | null };
}

const ORACLE = fileURLToPath(new URL('../../shared/oracle/', import.meta.url));
const AWS = { address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' };
const STAGES = ['validate', 'plan', 'policy'] as const;
type Stage = (typeof STAGES)[number];

if (!existsSync(join(ORACLE, 'verdicts.jsonl'))) {
  console.error('needs ../shared/oracle, which is not here');
  process.exit(3);
}
const outFlag = process.argv.indexOf('-o');
const directory = outFlag < 0 ? 'runs/iac-eval' : (process.argv[outFlag + 1] as string);
mkdirSync(directory, { recursive: true });
const rows = readFileSync(join(ORACLE, 'verdicts.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);

const page = leaderboard(await replay());
writeFileSync(fileURLToPath(new URL('../docs/leaderboard.md', import.meta.url)), page);
console.log(`${page}\nreport: ${directory}/report.html`);

async function replay(): Promise<Report> {
  const samples = new Map<string, number>();
  const answers = rows.map(({ task, run, files }) => {
    const sample = samples.get(`${run} ${task}`) ?? 0;
    samples.set(`${run} ${task}`, sample + 1);
    return JSON.stringify({ instance_id: `iac-eval/${task}`, model: run, sample, files });
  });
  const path = join(directory, 'answers.jsonl');
  writeFileSync(path, `${answers.join('\n')}\n`);
  return runBenchmark({
    datasets: join(ORACLE, 'tasks.jsonl'),
    models: `replay/${path}`,
    samples: Math.max(...samples.values()),
    directory,
    verifyOptions: { providers: [AWS], cloud: 'absent' },
    onProgress: ({ done, total, rate }) => {
      if (done % 500 === 0) console.error(`${done} of ${total}, ${rate.toFixed(0)}/s`);
    },
  });
}

interface Line {
  readonly run: string;
  readonly rows: number;
  readonly recorded: Readonly<Record<Stage, number>>;
  readonly ours: Readonly<Record<Stage, number>>;
  /** Rows whose three verdicts are all the recorded ones. */
  readonly agreeing: number;
}

/** The outcomes come in another order than the rows: they are matched by run, task and sample. */
function linesOf({ outcomes }: Report): Line[] {
  const found = new Map(
    outcomes.map((each) => [`${each.model.replace(/^[^#]*#/, '')} ${each.instance_id} ${each.sample}`, each]),
  );
  const seen = new Map<string, number>();
  const lines = new Map<
    string,
    { rows: number; recorded: Record<Stage, number>; ours: Record<Stage, number>; agreeing: number }
  >();
  for (const { run, task, recorded } of rows) {
    const sample = seen.get(`${run} ${task}`) ?? 0;
    seen.set(`${run} ${task}`, sample + 1);
    const outcome = found.get(`${run} iac-eval/${task} ${sample}`);
    const line = lines.get(run) ?? { rows: 0, recorded: zeros(), ours: zeros(), agreeing: 0 };
    lines.set(run, line);
    const truth = { validate: recorded.validate, plan: recorded.plan, policy: recorded.policy === 'Success' };
    const said = {
      validate: outcome?.stages.validate === 'passed',
      plan: outcome?.stages.plan === 'passed',
      policy: outcome?.policy === 'success',
    };
    line.rows++;
    for (const stage of STAGES) {
      line.recorded[stage] += Number(truth[stage]);
      line.ours[stage] += Number(said[stage]);
    }
    line.agreeing += Number(STAGES.every((stage) => truth[stage] === said[stage]));
  }
  return [...lines].map(([run, line]) => ({ run, ...line })).sort((a, b) => rate(b, 'recorded') - rate(a, 'recorded'));
}

function zeros(): Record<Stage, number> {
  return { validate: 0, plan: 0, policy: 0 };
}

function rate(line: Line, whose: 'recorded' | 'ours'): number {
  return line[whose].policy / line.rows;
}

function leaderboard(report: Report): string {
  const lines = linesOf(report);
  const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;
  const order = (whose: 'recorded' | 'ours') =>
    [...lines].sort((a, b) => rate(b, whose) - rate(a, whose)).map(({ run }) => run);
  const ranks = new Map(order('ours').map((run, index) => [run, index + 1]));
  const metricOf = (run: string, name: string) =>
    report.models.find(({ model }) => model.endsWith(`#${run}`))?.metrics[name];
  const meanOf = (run: string, name: string) => metricOf(run, name)?.mean.toFixed(3) ?? '–';
  const intervalOf = (run: string) =>
    metricOf(run, 'correct')
      ?.interval.map((bound) => (100 * bound).toFixed(1))
      .join(' to ') ?? '–';
  const table = lines.map((line, index) => {
    const pairs = STAGES.map(
      (stage) => `${percent(line.recorded[stage], line.rows)} / ${percent(line.ours[stage], line.rows)}`,
    );
    return `| ${index + 1} / ${ranks.get(line.run)} | ${line.run} | ${line.rows} | ${pairs.join(' | ')} | ${intervalOf(line.run)} | ${percent(line.agreeing, line.rows)} | ${meanOf(line.run, 'score')} | ${meanOf(line.run, 'code_bleu')} | ${meanOf(line.run, 'security')} |`;
  });
  const all = lines.reduce((sum, { agreeing }) => sum + agreeing, 0);
  const inverted = inversions(lines);
  return `# IaC-Eval: our leaderboard beside the recorded one

${rows.length} answers of ${lines.length} recorded runs to ${new Set(rows.map(({ task }) => task)).size} tasks of IaC-Eval, judged by the static engine
(\`--providers hashicorp/aws=5.90.0 --cloud absent\`) and, when they were recorded, by Terraform 1.9.8 with aws 5.90.0 and OPA 0.61.
Each cell: recorded / ours. Correct is IaC-Eval's reading of the policy,
beside it the 95 % interval of ours (bootstrap over tasks). The last three columns are metrics that nobody recorded.

| rank | run | answers | valid | plans | correct | 95 % | same verdicts | score | CodeBLEU | security |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${table.join('\n')}

- All three verdicts are the recorded ones in ${all} of ${rows.length} answers (${percent(all, rows.length)}).
- Of the ${inverted.pairs} pairs of runs whose recorded rates of correct answers differ, our leaderboard has ${inverted.count} the other way round.

Made by \`npx tsx scripts/iac-eval-leaderboard.ts\`; what it replays lies beside the project and is not part of it. The run with
every metric and a page for each task is then in \`runs/iac-eval\`: \`terrasmith bench leaderboard runs/iac-eval\`.
`;
}

function inversions(lines: readonly Line[]): { pairs: number; count: number } {
  let pairs = 0;
  let count = 0;
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) {
      const recorded = rate(a, 'recorded') - rate(b, 'recorded');
      if (recorded === 0) continue;
      pairs++;
      if (recorded * (rate(a, 'ours') - rate(b, 'ours')) < 0) count++;
    }
  });
  return { pairs, count };
}
