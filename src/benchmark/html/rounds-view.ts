/** The rounds of an answer side by side: what was said of each, and what changed from the one before. */
import type { PastStep } from '../sample.ts';
import { escapeHtml } from './escape-html.ts';
import { diffView } from './source-view.ts';

const MAX_CERTIFICATE = 6000;

export function roundsView(history: readonly PastStep[]): string {
  const columns = history.map((step, index) => {
    const before = history[index - 1];
    const title = `${index + 1} · ${step.purpose}`;
    const stages = step.stages.map(
      ({ stage, status }) => `<span class="chip ${CLASSES[status] ?? 'none'}">${escapeHtml(stage)}</span>`,
    );
    const certificate =
      step.certificate === ''
        ? ''
        : `<pre class="certificate">${escapeHtml(step.certificate.slice(0, MAX_CERTIFICATE))}</pre>`;
    return `<section class="round"><h4>${escapeHtml(title)}</h4><p class="muted">${escapeHtml(step.model)}</p><p>${stages.join('')}</p>${certificate}${changes(before, step)}</section>`;
  });
  return `<div class="rounds">${columns.join('')}</div>`;
}

const CLASSES: Readonly<Record<string, string>> = { passed: 'pass', failed: 'fail', error: 'part' };

function changes(before: PastStep | undefined, { files, answer }: PastStep): string {
  if (answer !== 'files') return `<p class="muted">No configuration: ${escapeHtml(answer)}.</p>`;
  const difference = diffView(before?.files ?? {}, files, before === undefined);
  return difference === '' ? '<p class="muted">Nothing changed.</p>' : difference;
}
