/**
 * report.html: one file that opens offline. The overview and every instance are pages of it, chosen by the part of the
 * address after #. Everything that models wrote is escaped, and the page may load nothing and run no other script.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { instanceMap, instanceOf, type Outcome } from '../outcome.ts';
import type { Report } from '../report.ts';
import { runFile } from '../run-directory.ts';
import type { Sample } from '../sample.ts';
import { escapeHtml } from './escape-html.ts';
import { type InstanceGroup, instancePage } from './instance-page.ts';
import { overview } from './overview.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Bytes of samples that are shown with their files: a page of more would open slowly. The rest keeps its scores. */
const ROOM = 12_000_000;

export async function htmlReport(report: Report): Promise<string> {
  const { run, models } = report;
  const names = new Set(models.map(({ model }) => model));
  const title = `Benchmark of ${names.size} ${names.size === 1 ? 'model' : 'models'} on ${run.datasets.join(', ')}`;
  const groups = instanceGroups(report);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${sha256(SCRIPT)}'`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>
<section class="page" id="overview"><h1>${escapeHtml(title)}</h1>
${overview(report, groups)}
</section>
${instancePages(report, groups)}
</main><script>${SCRIPT}</script></body></html>
`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

function instanceGroups({ outcomes, instances }: Report): InstanceGroup[] {
  const byInstance = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.dataset}\0${outcome.instance_id}`;
    const group = byInstance.get(key);
    if (group === undefined) byInstance.set(key, [outcome]);
    else group.push(outcome);
  }
  const known = instanceMap(instances);
  return [...byInstance.values()].map((group, index) => {
    const first = group[0] as Outcome;
    return { id: first.instance_id, anchor: `i${index + 1}`, outcomes: group, instance: instanceOf(first, known) };
  });
}

function instancePages(report: Report, groups: readonly InstanceGroup[]): string {
  const path = runFile(report.directory, 'samples.jsonl');
  if (!existsSync(path)) return '';
  const descriptor = openSync(path, 'r');
  const shown = chooseShown(report.outcomes);
  const sampleOf = (outcome: Outcome) => (shown.has(outcome) ? readSample(descriptor, outcome) : undefined);
  try {
    const pages = groups.map((group, index) => {
      const context = { models: report.models, sampleOf, previous: groups[index - 1], next: groups[index + 1] };
      return instancePage(group, context);
    });
    return pages.join('\n');
  } finally {
    closeSync(descriptor);
  }
}

/** Failed answers first, as far as there is room. */
function chooseShown(outcomes: readonly Outcome[]): ReadonlySet<Outcome> {
  const shown = new Set<Outcome>();
  let room = ROOM;
  for (const outcome of [...outcomes].sort((a, b) => Number(a.passed) - Number(b.passed))) {
    if (outcome.length > room) continue;
    room -= outcome.length;
    shown.add(outcome);
  }
  return shown;
}

function readSample(descriptor: number, { offset, length }: Outcome): Sample {
  const bytes = Buffer.allocUnsafe(length);
  readSync(descriptor, bytes, 0, length, offset);
  return JSON.parse(bytes.toString('utf8')) as Sample;
}
