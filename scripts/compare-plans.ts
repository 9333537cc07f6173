/**
 * Our plan JSON against the plans that the real Terraform made with the real aws provider, in ../shared/oracle:
 *
 *   npx tsx scripts/compare-plans.ts [--engine static|attached] [--every N] [--most N] [--show GROUP] [--id ROW]
 *
 * Prints the share of resources whose actions, after, after_unknown and after_sensitive are equal, the share of rows whose
 * other parts are, and the most frequent differences by (resource type, path, kind of difference), one example row each.
 * With --show the rows of the groups whose name contains GROUP, both sides; with --id all differences of one row.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { ORACLE_MISSING, oracleRows } from '../perf/oracle.ts';
import { createVerifier, type EngineName } from '../src/verify/index.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: JsonObject;
}

interface Difference {
  /** Names joined by dots, without indices. */
  readonly path: string;
  readonly kind: string;
  readonly real: Json | undefined;
  readonly ours: Json | undefined;
}

const CHANGE_PARTS = ['actions', 'after', 'after_unknown', 'after_sensitive'] as const;
const ROW_PARTS = [
  'configuration',
  'planned_values',
  'variables',
  'output_changes',
  'prior_state',
  'checks',
  'relevant_attributes',
] as const;

const { values: flags } = parseArgs({
  options: {
    engine: { type: 'string', default: 'static' },
    every: { type: 'string', default: '1' },
    most: { type: 'string', default: '40' },
    show: { type: 'string' },
    id: { type: 'string' },
  },
});

const plansFile = fileURLToPath(new URL('../../shared/oracle/real-plans.jsonl.gz', import.meta.url));
const rows = oracleRows();
if (rows === undefined || !existsSync(plansFile)) {
  console.log(`skipped: ${ORACLE_MISSING}`);
  process.exit(0);
}
const filesOf = new Map(rows.map(({ id, files }) => [id, files]));
const real = gunzipSync(readFileSync(plansFile))
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { readonly id: string; readonly plan: JsonObject })
  .filter(({ id }, index) => (flags.id === undefined ? index % Number(flags.every) === 0 : id === flags.id));

const counts = new Map<string, number>();
const groups = new Map<string, { readonly ids: string[]; readonly example: Difference }>();
let resources = 0;
let unplanned = 0;

const verifier = await createVerifier({
  engine: flags.engine as EngineName,
  providers: [{ address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' }],
  cloud: 'absent',
  planJson: true,
});
for (const { id, plan } of real) {
  const { plan: ours } = await verifier.verify({ id, files: filesOf.get(id) ?? {} });
  if (ours === undefined) {
    unplanned++;
    resources += changesOf(plan).length;
    continue;
  }
  compareResources(id, plan, JSON.parse(JSON.stringify(ours)) as JsonObject);
  compareParts(id, plan, JSON.parse(JSON.stringify(ours)) as JsonObject);
}
await verifier.close();

const share = (name: string, whole: number) =>
  `${name} ${((100 * (counts.get(name) ?? 0)) / Math.max(1, whole)).toFixed(2)} %`;
console.log(`rows ${real.length}, of them without our plan ${unplanned}; resources ${resources}`);
console.log(['equal', ...CHANGE_PARTS].map((name) => share(name, resources)).join(', '));
console.log(ROW_PARTS.map((name) => share(name, real.length)).join(', '));
console.log();
const sorted = [...groups].sort(([, a], [, b]) => b.ids.length - a.ids.length);
for (const [name, { ids, example }] of sorted.slice(0, Number(flags.most))) {
  console.log(`${String(ids.length).padStart(5)}  ${name}  ${ids[0]}`);
  console.log(`       real ${short(example.real)}\n       ours ${short(example.ours)}`);
}

function compareResources(id: string, realPlan: JsonObject, ourPlan: JsonObject): void {
  const ours = new Map(changesOf(ourPlan).map((change) => [change.address, change]));
  for (const change of changesOf(realPlan)) {
    resources++;
    const other = ours.get(change.address);
    const different = CHANGE_PARTS.filter((part) => {
      const found = differences(change.change[part], other?.change[part], '', true);
      for (const one of found) note(id, `${change.type} ${part}`, one);
      if (found.length === 0) count(part);
      return found.length > 0;
    });
    if (!different.some((part) => part !== 'after_sensitive')) count('equal');
  }
}

function compareParts(id: string, realPlan: JsonObject, ourPlan: JsonObject): void {
  for (const part of ROW_PARTS) {
    const loose = part === 'planned_values' || part === 'prior_state';
    const found =
      part === 'relevant_attributes'
        ? differences(sortedTexts(realPlan[part]), sortedTexts(ourPlan[part]), '', true)
        : differences(realPlan[part], ourPlan[part], '', loose);
    if (found.length === 0) count(part);
    // Differences of planned values have been seen in the changes.
    else if (part !== 'planned_values') for (const one of found) note(id, part, one);
  }
}

/** Sorted by text: the real order is a map's. */
function sortedTexts(list: Json | undefined): Json {
  return Array.isArray(list)
    ? list.map((item: JsonObject) => JSON.stringify([item.resource, item.attribute])).sort()
    : [];
}

function changesOf(plan: JsonObject): readonly Change[] {
  return (plan.resource_changes ?? []) as unknown as readonly Change[];
}

/** References inside of attributes written as blocks come in a map's order, so lists of references compare as sets. */
function differences(a: Json | undefined, b: Json | undefined, path: string, inValues: boolean): Difference[] {
  if (a === b) return [];
  if (Array.isArray(a) && Array.isArray(b)) {
    const references = !inValues && path.endsWith('.references');
    const [left, right] = references ? [[...a].sort(), [...b].sort()] : [a, b];
    if (left.length !== right.length) return [{ path, kind: 'length', real: a, ours: b }];
    return left.flatMap((item, i) => differences(item as Json, right[i] as Json, path, inValues));
  }
  if (isObject(a) && isObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], path === '' ? key : `${path}.${key}`, inValues),
    );
  }
  const kind = a === undefined ? 'ours alone' : b === undefined ? 'missing' : 'value';
  return [{ path, kind, real: a, ours: b }];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function note(id: string, place: string, example: Difference): void {
  const name = `${place} ${example.path} (${example.kind})`;
  if (flags.id !== undefined || (flags.show !== undefined && name.includes(flags.show))) {
    console.log(`${id} ${name}\n  real ${short(example.real, 2000)}\n  ours ${short(example.ours, 2000)}`);
  }
  const group = groups.get(name);
  if (group === undefined) groups.set(name, { ids: [id], example });
  else if (group.ids.at(-1) !== id) group.ids.push(id);
}

function short(value: Json | undefined, most = 160): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
