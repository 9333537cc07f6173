/**
 * Static against attached on configurations made by a seeded generator, block by block and in process: every resource and
 * data source type of an executable, several flavours each. Prints the shares that agree and the disagreements by cause.
 *
 *   npx tsx scripts/compare-engines.ts EXECUTABLE [--pack FILE] [--only PATTERN] [--rounds N] [--seed S] [--flavours a,b]
 *                                      [--plan] [--show N] [--out FILE]
 *
 * A false alarm is an error that only static reports; it costs a good configuration its reward, so it is listed first.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { entriesOf, nullOf, type Value } from '../src/cty/index.ts';
import {
  bracketedPath,
  impliedType,
  loadPackProvider,
  openPack,
  type PlanResponse,
  type ProviderDiagnostic,
  planCreate,
  type ResourceMode,
  startExecutable,
} from '../src/provider/index.ts';
import { knownValues, packAt } from './configurations/facts.ts';
import { FLAVOURS, type Flavour, generate } from './configurations/generate.ts';
import { blockValue, type Tree } from './configurations/tree.ts';

interface Difference {
  readonly kind: 'false alarm' | 'missed' | 'place' | 'crash';
  readonly step: 'validate' | 'plan';
  readonly type: string;
  readonly flavour: Flavour;
  readonly seed: string;
  readonly summary: string;
  readonly path: string;
  readonly tree: Tree;
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pack: { type: 'string' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: 'a' },
    flavours: { type: 'string', default: FLAVOURS.join(',') },
    plan: { type: 'boolean', default: false },
    show: { type: 'string', default: '40' },
    out: { type: 'string' },
  },
});

const attached = await startExecutable(positionals[0] ?? '', { cloud: 'absent' });
const fixed = flags.pack === undefined ? undefined : packAt(flags.pack);
const fallback = loadPackProvider(attached.address, attached.version, { cloud: 'absent' });
const unconfigured = fixed?.provider ?? fallback;
if (unconfigured === undefined) throw new Error(`no pack for ${attached.address}`);
const settings = blockValue((await attached.providerSchema()).block, { region: 'us-east-1' });
const real = (await attached.configure(settings)).provider;
const ours = (await unconfigured.configure(settings)).provider;

const differences: Difference[] = [];
const counts = {
  validated: 0,
  sameTitles: 0,
  same: 0,
  verdict: 0,
  planned: 0,
  samePlanTitles: 0,
  planVerdict: 0,
  sameValue: 0,
};
const flavourCounts = new Map<string, { all: number; same: number }>();

async function titlesOf(find: () => unknown): Promise<readonly ProviderDiagnostic[]> {
  return ((await find()) as readonly ProviderDiagnostic[]).filter(({ severity }) => severity === 'error');
}

/** Names only: an executable names an element of a set by its value, and the older SDK now one, now another block. */
function placeOf({ path }: ProviderDiagnostic): string {
  return bracketedPath((path ?? []).filter(({ kind }) => kind === 'attribute')).replaceAll('"', '');
}

async function compareOne(mode: ResourceMode, type: string, flavour: Flavour, seed: string): Promise<void> {
  const schema = await attached.resourceSchema(mode, type);
  if (schema === undefined) return;
  const name = `${mode === 'data' ? 'data.' : ''}${type}`;
  const tree = generate(
    schema.block,
    flavour,
    `${seed}/${name}/${flavour}`,
    knownValues(fixed?.pack ?? bundled, mode, type),
  );
  const config = blockValue(schema.block, tree);
  let both: Pick<Difference, 'found' | 'wanted'> = { found: [], wanted: [] };
  const line = (item: ProviderDiagnostic): string =>
    `${item.summary} @ ${bracketedPath(item.path ?? [])} # ${item.detail}`;
  const note = (kind: Difference['kind'], step: Difference['step'], item: ProviderDiagnostic): void => {
    differences.push({
      kind,
      step,
      type: name,
      flavour,
      seed,
      summary: item.summary,
      path: placeOf(item),
      tree,
      ...both,
    });
  };
  const compare = (
    step: Difference['step'],
    found: readonly ProviderDiagnostic[],
    wanted: readonly ProviderDiagnostic[],
  ): { titles: boolean; all: boolean } => {
    both = { found: found.map(line), wanted: wanted.map(line) };
    const [foundTitles, wantedTitles] = [found, wanted].map((list) => new Set(list.map(({ summary }) => summary)));
    const extra = found.filter(({ summary }) => !wantedTitles?.has(summary));
    const missed = wanted.filter(({ summary }) => !foundTitles?.has(summary));
    for (const item of extra) note('false alarm', step, item);
    for (const item of missed) note('missed', step, item);
    const keys = (list: readonly ProviderDiagnostic[]): Set<string> =>
      new Set(list.map((item) => `${item.summary}\n${placeOf(item)}`));
    const [foundKeys, wantedKeys] = [keys(found), keys(wanted)];
    const misplaced =
      extra.length + missed.length === 0
        ? wanted.filter((item) => !foundKeys.has(`${item.summary}\n${placeOf(item)}`))
        : [];
    for (const item of misplaced) note('place', step, item);
    const titles = extra.length + missed.length === 0;
    return { titles, all: titles && misplaced.length === 0 && foundKeys.size === wantedKeys.size };
  };
  const wanted = await titlesOf(() => real.validateResource(mode, type, config));
  let found: readonly ProviderDiagnostic[];
  try {
    found = await titlesOf(() => ours.validateResource(mode, type, config));
  } catch (error) {
    note('crash', 'validate', { severity: 'error', summary: String(error), detail: '', code: '' });
    return;
  }
  const { titles, all } = compare('validate', found, wanted);
  counts.validated++;
  counts.sameTitles += titles ? 1 : 0;
  counts.same += all ? 1 : 0;
  counts.verdict += found.length > 0 === wanted.length > 0 ? 1 : 0;
  const own = flavourCounts.get(flavour) ?? { all: 0, same: 0 };
  flavourCounts.set(flavour, { all: own.all + 1, same: own.same + (titles ? 1 : 0) });
  if (!flags.plan || mode !== 'managed' || wanted.length > 0 || found.length > 0) return;
  await comparePlan(type, config, compare);
}

async function comparePlan(
  type: string,
  config: Value,
  compare: (
    step: 'plan',
    found: readonly ProviderDiagnostic[],
    wanted: readonly ProviderDiagnostic[],
  ) => { titles: boolean },
): Promise<void> {
  const schema = await attached.resourceSchema('managed', type);
  if (schema === undefined) return;
  const request = {
    type,
    prior: nullOf(impliedType(schema.block)),
    proposed: planCreate(schema.block, config, undefined, 'framework'),
    config,
  };
  const errors = ({ diagnostics }: PlanResponse): readonly ProviderDiagnostic[] =>
    diagnostics.filter(({ severity }) => severity === 'error');
  let wanted: PlanResponse;
  try {
    wanted = await real.planResource(request);
  } catch {
    return;
  }
  const found = await ours.planResource(request);
  counts.planned++;
  const { titles } = compare('plan', errors(found), errors(wanted));
  counts.samePlanTitles += titles ? 1 : 0;
  counts.planVerdict += errors(found).length > 0 === errors(wanted).length > 0 ? 1 : 0;
  if (errors(wanted).length === 0 && sameMembers(found.planned, wanted.planned, type)) counts.sameValue++;
}

const valueDifferences = new Map<string, { count: number; example: string }>();

function sameMembers(found: Value, wanted: Value, type: string): boolean {
  if (found.state !== 'known' || wanted.state !== 'known') return found.state === wanted.state;
  let same = true;
  for (const [name, value] of entriesOf(wanted)) {
    const own = entriesOf(found).get(name);
    const [a, b] = [show(own), show(value)];
    if (a === b) continue;
    same = false;
    const key = `${type}.${name}`;
    const entry = valueDifferences.get(key) ?? { count: 0, example: `${a.slice(0, 150)} but ${b.slice(0, 150)}` };
    valueDifferences.set(key, { ...entry, count: entry.count + 1 });
  }
  return same;
}

function show(value: Value | undefined): string {
  return (
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'type' || key === 'marks' || key === 'refinement'
        ? undefined
        : inner instanceof Map
          ? Object.fromEntries(inner)
          : typeof inner === 'bigint'
            ? String(inner)
            : inner,
    ) ?? ''
  );
}

const bundled = openPack(bundledPath());
function bundledPath(): string {
  return `packs/${attached.address}/${attached.version}.br`;
}

const only = new RegExp(flags.only);
const tasks: (() => Promise<void>)[] = [];
for (let round = 0; round < Number(flags.rounds); round++)
  for (const mode of ['managed', 'data'] as const)
    for (const type of await attached.resourceTypes(mode)) {
      if (!only.test(`${mode === 'data' ? 'data.' : ''}${type}`)) continue;
      for (const flavour of flags.flavours.split(',') as Flavour[])
        tasks.push(() => compareOne(mode, type, flavour, `${flags.seed}${round}`));
    }
const workers = Array.from({ length: 8 }, async () => {
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) await task();
});
await Promise.all(workers);
attached.stop();

const percent = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(2)} %)`;
console.log(
  `validate verdict ${percent(counts.verdict, counts.validated)}, titles ${percent(counts.sameTitles, counts.validated)}, titles and places ${percent(counts.same, counts.validated)}`,
);
for (const [flavour, { all, same }] of flavourCounts) console.log(`  ${flavour}: ${percent(same, all)}`);
if (flags.plan)
  console.log(
    `plan verdict ${percent(counts.planVerdict, counts.planned)}, titles ${percent(counts.samePlanTitles, counts.planned)}, equal planned values ${percent(counts.sameValue, counts.planned)}`,
  );

function templateOf(text: string): string {
  return text
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\d+/g, 'N')
    .replace(/\n[\s\S]*/, ' ⏎')
    .slice(0, 90);
}
for (const kind of ['crash', 'false alarm', 'missed', 'place'] as const) {
  const chosen = differences.filter((difference) => difference.kind === kind);
  console.log(`\n${kind}: ${chosen.length}`);
  const groups = new Map<string, Difference[]>();
  for (const difference of chosen) {
    const key = `${difference.step} ${templateOf(difference.summary)}`;
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  for (const [key, members] of [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, Number(flags.show))) {
    const places = [...new Set(members.map(({ type, path }) => `${type}.${path}`))];
    console.log(`  ${members.length} in ${places.length}: ${key}\n      ${places.slice(0, 4).join(', ')}`);
  }
}
if (flags.plan) {
  console.log(`\nplanned values: ${valueDifferences.size} places differ`);
  for (const [key, { count, example }] of [...valueDifferences]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, Number(flags.show)))
    console.log(`  ${count} ${key}: ${example}`);
}
if (flags.out !== undefined)
  writeFileSync(flags.out, differences.map((difference) => `${JSON.stringify(difference)}\n`).join(''));
process.exit(0);
