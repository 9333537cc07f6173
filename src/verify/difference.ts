/** How two engines' verdicts of one configuration differ: statuses, error titles with their lines, planned values by type and argument. */
import type { Verdict } from './verdict.ts';

export interface Difference {
  /** What differs, such as `status plan: passed / failed`, `title only left: …` or `plan aws_vpc.tags_all`. */
  readonly cause: string;
  readonly detail: string;
}

export function differencesOf(left: Verdict, right: Verdict): Difference[] {
  const found: Difference[] = [];
  for (const { stage, status } of left.stages) {
    const other = right.stages.find((candidate) => candidate.stage === stage)?.status ?? 'skipped';
    if (status !== other) {
      found.push({ cause: `status ${stage}: ${status} / ${other}`, detail: '' });
      break;
    }
  }
  const [mine, theirs] = [titlesOf(left), titlesOf(right)];
  for (const [key, title] of mine)
    if (!theirs.has(key)) found.push({ cause: `title only left: ${title}`, detail: key });
  for (const [key, title] of theirs)
    if (!mine.has(key)) found.push({ cause: `title only right: ${title}`, detail: key });
  if (left.plan !== undefined && right.plan !== undefined) found.push(...planDifferences(left.plan, right.plan));
  return found;
}

/** Errors by title and line; request identifiers, which differ from call to call, are left out. */
function titlesOf({ stages }: Verdict): Map<string, string> {
  const titles = new Map<string, string>();
  for (const { diagnostics } of stages) {
    for (const { severity, summary, file, line } of diagnostics) {
      if (severity !== 'error') continue;
      const title = summary.replace(/RequestID: [0-9a-f-]*/gi, 'RequestID: …');
      titles.set(`${title} @${file ?? ''}:${line ?? ''}`, title.replace(/"[^"]*"|\d+/g, '…'));
    }
  }
  return titles;
}

interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly actions: readonly string[]; readonly after: unknown; readonly after_unknown: unknown };
}

function resourcesOf(plan: unknown): Map<string, PlannedResource> {
  const { resource_changes: changes = [] } = plan as { resource_changes?: readonly PlannedResource[] };
  return new Map(changes.map((change) => [change.address, change]));
}

function planDifferences(left: unknown, right: unknown): Difference[] {
  const found: Difference[] = [];
  const [mine, theirs] = [resourcesOf(left), resourcesOf(right)];
  for (const [address, { type, change }] of mine) {
    const other = theirs.get(address)?.change;
    if (other === undefined) {
      found.push({ cause: `plan ${type}: only left`, detail: address });
      continue;
    }
    if (change.actions.join() !== other.actions.join())
      found.push({ cause: `plan ${type}: actions`, detail: `${address}: ${change.actions} / ${other.actions}` });
    compareMembers(type, change.after, other.after, 'after', found);
    compareMembers(type, change.after_unknown, other.after_unknown, 'after_unknown', found);
  }
  for (const [address, { type }] of theirs)
    if (!mine.has(address)) found.push({ cause: `plan ${type}: only right`, detail: address });
  return found;
}

function compareMembers(type: string, left: unknown, right: unknown, part: string, found: Difference[]): void {
  const [mine, theirs] = [left, right].map((value) => (value ?? {}) as Readonly<Record<string, unknown>>) as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [a, b] = [JSON.stringify(mine[name]), JSON.stringify(theirs[name])];
    if (a !== b) found.push({ cause: `plan ${type}.${name} (${part})`, detail: `${a} / ${b}`.slice(0, 300) });
  }
}
