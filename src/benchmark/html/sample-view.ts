/** One answer: how it ended, what was found where, its rounds, and how it differs from the reference. */
import type { VerdictDiagnostic } from '../../verify/index.ts';
import { formatMetric, METRICS } from '../metrics/index.ts';
import type { Sample } from '../sample.ts';
import { escapeHtml } from './escape-html.ts';
import { roundsView } from './rounds-view.ts';
import { diagnosticNote, diffView, placeless, sourceView } from './source-view.ts';

export function sampleView(sample: Sample, gold: Readonly<Record<string, string>> | undefined): string {
  const diagnostics = sample.verdict?.stages.flatMap((stage) => stage.diagnostics) ?? [];
  const difference = gold === undefined || sample.model === 'gold' ? '' : diffView(gold, sample.files);
  const hasFiles = Object.keys(sample.files).length > 0;
  const { history = [] } = sample;
  return `<p>${stageChips(sample)}</p>${facts(sample)}
${sample.status === 'failed' ? `<p class="warning">Not scored: ${escapeHtml(sample.error)}</p>` : ''}
${placeless(diagnostics, sample.files).map(diagnosticNote).join('')}${ruleList(sample)}${ownWords(sample)}
${hasFiles ? folded('Files', filesView(sample.files, diagnostics), true) : ''}
${practice(sample)}
${history.length > 1 ? folded(`Rounds: ${history.length}`, roundsView(history), true) : ''}
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

const SHOWN = ['code_bleu', 'error_lines', 'security', 'input_tokens', 'output_tokens', 'cost_usd', 'latency_ms'];

function facts(sample: Sample): string {
  if (sample.status !== 'scored') return '';
  const said = METRICS.filter(({ name }) => SHOWN.includes(name)).flatMap((metric) => {
    const value = metric.measure(sample);
    return value === null ? [] : [`${metric.title} ${formatMetric(metric, value)}`];
  });
  return `<p class="muted">${escapeHtml(said.join(' · '))}</p>`;
}

/** Rules of the policy that did not pass. */
function ruleList({ verdict }: Sample): string {
  const rules = verdict?.stages.find(({ stage }) => stage === 'policy')?.detail.rules ?? {};
  const broken = Object.entries(rules).filter(([, result]) => result !== 'passed');
  if (broken.length === 0) return '';
  const chips = broken.map(([name, result]) => `<span class="chip fail">${escapeHtml(name)} ${result}</span>`);
  return `<p>Policy rules not satisfied: ${chips.join('')}</p>`;
}

function ownWords(sample: Sample): string {
  if (sample.status !== 'scored' || sample.text === undefined || sample.text === '') return '';
  return `<p class="prompt">${escapeHtml(sample.text)}</p>`;
}

/** Findings that fail nothing. */
function practice({ verdict, files }: Sample): string {
  const findings = [...(verdict?.lint?.diagnostics ?? []), ...(verdict?.security?.diagnostics ?? [])];
  if (findings.length === 0) return '';
  const list = findings.slice(0, 60).map(({ code, summary, file, line, address }) => {
    const place = [file !== null && files[file] !== undefined ? `${file}:${line}` : null, address];
    const where = place.filter((part) => part !== null).join(' · ');
    return `<li>${escapeHtml(summary)} <span class="muted">${escapeHtml([code, where].filter((part) => part !== '').join(' · '))}</span></li>`;
  });
  return folded(
    `Good practice and security: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`,
    `<ul class="findings">${list.join('')}</ul>`,
  );
}

export function filesView(files: Readonly<Record<string, string>>, diagnostics: readonly VerdictDiagnostic[]): string {
  return Object.entries(files)
    .map(([path, text]) => sourceView(path, text, diagnostics))
    .join('');
}

export const folded = (title: string, content: string, open = false) =>
  `<details${open ? ' open' : ''}><summary>${escapeHtml(title)}</summary><div class="body">${content}</div></details>`;
