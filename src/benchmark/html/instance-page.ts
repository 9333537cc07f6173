/** An instance's own page: what was asked, every answer with its diagnostics, the reference and the policy. */
import type { Outcome } from '../outcome.ts';
import type { StoredInstance } from '../run-directory.ts';
import type { Sample } from '../sample.ts';
import type { ModelSummary } from '../summary.ts';
import { escapeHtml } from './escape-html.ts';
import { classOf, nameOf, scoreText } from './names.ts';
import { filesView, folded, sampleView } from './sample-view.ts';
import { sourceView } from './source-view.ts';

export interface InstanceGroup {
  readonly id: string;
  /** Of its page; `ANCHOR-n` is its n-th answer. */
  readonly anchor: string;
  readonly outcomes: readonly Outcome[];
  readonly instance: StoredInstance | undefined;
}

export interface PageContext {
  readonly models: readonly ModelSummary[];
  /** Undefined where the report has no room for the sample's files. */
  sampleOf(outcome: Outcome): Sample | undefined;
  readonly previous: InstanceGroup | undefined;
  readonly next: InstanceGroup | undefined;
}

export function instancePage({ id, anchor, outcomes, instance }: InstanceGroup, context: PageContext): string {
  const { models, sampleOf, previous, next } = context;
  const gold = instance?.gold_solution;
  const answers = outcomes.map((outcome, index) => {
    const sample = sampleOf(outcome);
    const several = outcome.sample > 0 ? ` · sample ${outcome.sample + 1}` : '';
    const name = escapeHtml(`${nameOf(outcome, models)}${several}`);
    const chip = `<span class="chip ${classOf(outcome)}">${scoreText(outcome)}</span>`;
    const body =
      sample === undefined ? '<p class="muted">Its files are in samples.jsonl.</p>' : sampleView(sample, gold);
    return `<details class="answer" id="${anchor}-${index}"${index === 0 || outcomes.length <= 2 ? ' open' : ''}><summary>${chip}<strong>${name}</strong></summary><div class="body">${body}</div></details>`;
  });
  const about = [instance?.difficulty, instance?.provider, instance?.region, ...(instance?.tags ?? [])];
  return `<section class="page" id="${anchor}">
<nav><a href="#instances">← all instances</a>${link(previous, '‹ ')}${link(next, '', ' ›')}</nav>
<h1>${escapeHtml(id)}</h1>
<p class="muted">${escapeHtml(about.filter((word) => word !== undefined).join(' · '))}</p>
<p class="prompt">${escapeHtml(instance?.problem_statement ?? '')}</p>${expected(instance)}
${instance?.base_files === undefined ? '' : folded('The configuration to be changed', filesView(instance.base_files, []))}
${gold === undefined ? '' : folded('Reference solution', filesView(gold, []))}
${instance?.policy === undefined ? '' : folded('Policy', sourceView('policy.rego', instance.policy, []))}
<h2>Answers</h2>
${answers.join('\n')}
</section>`;
}

function link(group: InstanceGroup | undefined, before: string, after = ''): string {
  return group === undefined ? '' : `<a href="#${group.anchor}">${before}${escapeHtml(group.id)}${after}</a>`;
}

function expected(instance: StoredInstance | undefined): string {
  const types = Object.entries(instance?.expected_resources ?? {});
  if (types.length === 0) return '';
  const chips = types.map(([type, count]) => `<span class="chip none">${escapeHtml(type)} × ${count}</span>`);
  return `<p>Expected: ${chips.join('')}</p>`;
}
