/** report.html: one file that opens offline, with the figures, the charts and every instance's answers. */
import { closeSync, openSync, readSync } from 'node:fs';
import { DIFFICULTIES } from '../../dataset/index.ts';
import type { VerdictDiagnostic } from '../../verify/index.ts';
import { instanceMap, instanceOf, type Outcome } from '../outcome.ts';
import type { Report } from '../report.ts';
import { runFile, type StoredInstance } from '../run-directory.ts';
import type { Sample } from '../sample.ts';
import { summaryCells } from '../table.ts';
import { causesChart, colourOf, funnelChart, groupChart, legend, nameOf, scoreChart } from './charts.ts';
import { escapeHtml } from './escape-html.ts';
import { diagnosticNote, diffView, placeless, sourceView } from './source-view.ts';
import { SCRIPT, STYLE } from './style.ts';

/** Answers shown with their files: a page of more would open slowly. The rest keeps its row in the table. */
const MAX_DETAILS = 400;

export async function htmlReport(report: Report): Promise<string> {
  const { run, models } = report;
  const title = `Benchmark of ${models.length} ${models.length === 1 ? 'model' : 'models'} on ${run.datasets.join(', ')}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeHtml(title)}</h1>
${preface(report)}
${leaderboard(report)}
${charts(report)}
${instanceSection(report)}
</main><script>${SCRIPT}</script></body></html>
`;
}

function preface({ run, summary, outcomes }: Report): string {
  const settings = Object.entries(run.verify).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const facts = [
    `Started ${run.started.replace('T', ' ').slice(0, 16)} UTC`,
    `terrasmith ${run.version}`,
    `strategies: ${run.strategies.join(', ')}`,
    `${run.samples} ${run.samples === 1 ? 'sample' : 'samples'} an instance`,
    ...settings,
  ];
  const incomplete = `<p class="warning">Not complete: ${outcomes.length} of ${summary.planned} samples.</p>`;
  return `<p class="muted">${escapeHtml(facts.join(' · '))}</p>${summary.complete ? '' : incomplete}`;
}

function leaderboard({ models }: Report): string {
  const { header, rows } = summaryCells(models);
  const numeric = (column: number) => (column < 2 ? (column === 0 ? ' class="name"' : '') : ' class="n"');
  const head = header.map((title, column) => `<th${numeric(column)}>${escapeHtml(title)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((cell, column) => `<td${numeric(column)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<h2>Results</h2><div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>
<p class="muted">Score: init 0.1, validate 0.2, plan 0.4, graded by the expected resources, over the stages that were asked for. A stage counts as passed only if every stage before it passed.</p>`;
}

function charts({ models }: Report): string {
  const difficulties = DIFFICULTIES.filter((name) => models.some(({ by_difficulty }) => by_difficulty[name]));
  const providers = [...new Set(models.flatMap(({ by_provider }) => Object.keys(by_provider)))].sort();
  const cards = [card('Mean score, with 95 % intervals', scoreChart(models))];
  if (difficulties.length > 0) {
    const chart = groupChart(
      'Score by difficulty',
      difficulties,
      models,
      (model, name) => model.by_difficulty[name]?.mean_score,
    );
    cards.push(card('Score by difficulty', legend(models) + chart));
  }
  if (providers.length > 1 && providers.length <= 8) {
    const chart = groupChart(
      'Score by provider',
      providers,
      models,
      (model, name) => model.by_provider[name]?.mean_score,
    );
    cards.push(card('Score by provider', legend(models) + chart));
  }
  const perModel = models.flatMap((model, index) => {
    const name = nameOf(model, models);
    const funnel = card(`Stages passed: ${name}`, funnelChart(model, colourOf(index)));
    const causes =
      model.failure_causes.length === 0 ? [] : [card(`Failure causes: ${name}`, causesChart(model, colourOf(index)))];
    return [funnel, ...causes];
  });
  return `<h2>Charts</h2><div class="grid">${[...cards, ...perModel].join('')}</div>`;
}

const card = (title: string, content: string) =>
  `<section class="card"><h3>${escapeHtml(title)}</h3>${content}</section>`;

function instanceSection(report: Report): string {
  const byInstance = new Map<string, Outcome[]>();
  for (const outcome of report.outcomes) {
    const key = `${outcome.dataset}\0${outcome.instance_id}`;
    const group = byInstance.get(key);
    if (group === undefined) byInstance.set(key, [outcome]);
    else group.push(outcome);
  }
  const known = instanceMap(report.instances);
  const groups = [...byInstance.values()].map((outcomes) => ({
    outcomes,
    instance: instanceOf(outcomes[0] as Outcome, known),
  }));
  const detailed = chooseDetailed(report.outcomes);
  const note =
    detailed.size < report.outcomes.length
      ? `<p class="muted">Files are shown for ${detailed.size} of ${report.outcomes.length} answers, failed ones first; all are in samples.jsonl.</p>`
      : '';
  const descriptor = openSync(runFile(report.directory, 'samples.jsonl'), 'r');
  try {
    const sections = groups
      .filter(({ outcomes }) => outcomes.some((outcome) => detailed.has(outcome)))
      .map(({ outcomes, instance }) =>
        instanceDetails(
          outcomes.filter((outcome) => detailed.has(outcome)).map((outcome) => readSample(descriptor, outcome)),
          outcomes,
          instance,
        ),
      );
    return `<h2>Instances</h2>${matrix(report, groups)}<h2>Answers</h2>
<div class="filters"><input id="filter" type="search" placeholder="Filter by name, tag, error" aria-label="Filter"><select id="which" aria-label="Which"><option value="all">all</option><option value="failed">not all passed</option><option value="passed">passed</option></select></div>
${note}${sections.join('\n')}`;
  } finally {
    closeSync(descriptor);
  }
}

interface InstanceGroup {
  readonly outcomes: readonly Outcome[];
  readonly instance: StoredInstance | undefined;
}

/** Instances down, models across. */
function matrix({ models }: Report, groups: readonly InstanceGroup[]): string {
  const head = models.map((model) => `<th>${escapeHtml(nameOf(model, models))}</th>`).join('');
  const rows = groups.map(({ outcomes, instance }) => {
    const id = (outcomes[0] as Outcome).instance_id;
    const cells = models.map(({ model, strategy }) => {
      const mine = outcomes.filter((outcome) => outcome.model === model && outcome.strategy === strategy);
      return `<td class="cells">${mine.map(scoreCell).join(' ')}</td>`;
    });
    return `<tr><td class="name">${escapeHtml(id)}</td><td>${escapeHtml(instance?.difficulty ?? '')}</td>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th>instance</th><th>difficulty</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function scoreCell(outcome: Outcome): string {
  const why = outcome.passed ? 'passed' : (outcome.causes[0] ?? 'not passed');
  return `<a class="${classOf(outcome)}" href="#${escapeHtml(anchorOf(outcome))}" title="${escapeHtml(why)}">${scoreText(outcome)}</a>`;
}

const scoreText = ({ score }: Outcome) => (score === null ? 'none' : score.toFixed(2));

function classOf({ passed, score }: Outcome): string {
  if (score === null) return 'none';
  if (passed) return 'pass';
  return score >= 0.5 ? 'part' : 'fail';
}

const anchorOf = ({ dataset, instance_id }: Outcome) => `${dataset}:${instance_id}`;

function chooseDetailed(outcomes: readonly Outcome[]): ReadonlySet<Outcome> {
  if (outcomes.length <= MAX_DETAILS) return new Set(outcomes);
  const failed = outcomes.filter(({ passed }) => !passed);
  return new Set([...failed, ...outcomes.filter(({ passed }) => passed)].slice(0, MAX_DETAILS));
}

function readSample(descriptor: number, { offset, length }: Outcome): Sample {
  const bytes = Buffer.allocUnsafe(length);
  readSync(descriptor, bytes, 0, length, offset);
  return JSON.parse(bytes.toString('utf8')) as Sample;
}

function instanceDetails(
  samples: readonly Sample[],
  outcomes: readonly Outcome[],
  instance: StoredInstance | undefined,
): string {
  const first = outcomes[0] as Outcome;
  const words = [
    first.instance_id,
    instance?.difficulty,
    instance?.provider,
    ...(instance?.tags ?? []),
    ...outcomes.flatMap(({ causes }) => causes),
  ];
  const gold = instance?.gold_solution;
  const chips = outcomes
    .slice(0, 12)
    .map((outcome) => `<span class="chip ${classOf(outcome)}">${scoreText(outcome)}</span>`);
  const about = [instance?.difficulty, instance?.provider, ...(instance?.tags ?? [])].filter(
    (word) => word !== undefined,
  );
  return `<details id="${escapeHtml(anchorOf(first))}" data-search="${escapeHtml(words.join(' ').toLowerCase())}" data-failed="${outcomes.some(({ passed }) => !passed)}">
<summary><span class="id">${escapeHtml(first.instance_id)}</span>${chips.join('')}<span class="muted">${escapeHtml(about.join(' · '))}</span></summary><div class="body">
<p class="prompt">${escapeHtml(instance?.problem_statement ?? '')}</p>
${samples.map((sample) => sampleDetails(sample, gold)).join('')}
${gold === undefined ? '' : folded('Reference solution', filesView(gold, []))}
${instance?.policy === undefined ? '' : folded('Policy', sourceView('policy.rego', instance.policy, []))}
</div></details>`;
}

function sampleDetails(sample: Sample, gold: Readonly<Record<string, string>> | undefined): string {
  const diagnostics = sample.verdict?.stages.flatMap((stage) => stage.diagnostics) ?? [];
  const difference = gold === undefined || sample.model === 'gold' ? '' : diffView(gold, sample.files);
  const label = `${sample.model}${sample.strategy === 'direct' ? '' : ` · ${sample.strategy}`}${sample.sample > 0 ? ` · sample ${sample.sample + 1}` : ''}`;
  const words =
    sample.status === 'scored' && sample.text !== undefined && sample.text !== ''
      ? `<p class="prompt">${escapeHtml(sample.text)}</p>`
      : '';
  return `<h3>${escapeHtml(label)}</h3><p>${stageChips(sample)}</p>
${sample.status === 'failed' ? `<p class="warning">Not scored: ${escapeHtml(sample.error)}</p>` : ''}
${placeless(diagnostics, sample.files).map(diagnosticNote).join('')}${ruleList(sample)}${words}
${Object.keys(sample.files).length === 0 ? '' : folded('Files', filesView(sample.files, diagnostics), diagnostics.length > 0)}
${difference === '' ? '' : folded('Difference from the reference solution', difference)}`;
}

function stageChips({ verdict }: Sample): string {
  const colours = { passed: 'pass', failed: 'fail', skipped: 'none', error: 'part' } as const;
  const chips = verdict?.stages.map(({ stage, status, score }) => {
    const partial = status === 'passed' && score < 1 ? ` ${score.toFixed(2)}` : '';
    return `<span class="chip ${colours[status]}">${stage} ${status}${partial}</span>`;
  });
  return chips?.join('') ?? '';
}

/** Rules of the policy that did not pass. */
function ruleList({ verdict }: Sample): string {
  const rules = verdict?.stages.find(({ stage }) => stage === 'policy')?.detail.rules ?? {};
  const broken = Object.entries(rules).filter(([, result]) => result !== 'passed');
  if (broken.length === 0) return '';
  return `<p>Policy rules not satisfied: ${broken.map(([name, result]) => `<span class="chip fail">${escapeHtml(name)} ${result}</span>`).join('')}</p>`;
}

function filesView(files: Readonly<Record<string, string>>, diagnostics: readonly VerdictDiagnostic[]): string {
  return Object.entries(files)
    .map(([path, text]) => sourceView(path, text, diagnostics))
    .join('');
}

const folded = (title: string, content: string, open = false) =>
  `<details${open ? ' open' : ''}><summary>${escapeHtml(title)}</summary><div class="body">${content}</div></details>`;
