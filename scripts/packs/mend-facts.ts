/**
 * Mends the facts of a pack by what its executable answers to generated configurations: adds rules that messages spell out, chooses
 * between rival facts of an argument by trial, learns anew where none is right, and drops what is contradicted.
 *
 *   npx tsx scripts/packs/mend-facts.ts EXECUTABLE PACK [--rival FACTS.jsonl] [--only PATTERN] [--rounds N] [--seed S] -o FACTS.jsonl
 *
 * The result goes into packs by add-facts.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Value } from '../../src/cty/index.ts';
import {
  type BlockSchema,
  type Check,
  checkSchemaRules,
  compileChecks,
  openPack,
  type Path,
  type ProviderDiagnostic,
  type ResourceFacts,
  type ResourceMode,
  runChecks,
  type Schema,
  startExecutable,
  styleOf,
} from '../../src/provider/index.ts';
import { type Asked, learnArgument } from '../../src/provider/learn/arguments.ts';
import { checksOfMessage } from '../../src/provider/learn/messages.ts';
import { pathOf } from '../../src/provider/learn/observe.ts';
import { FLAVOURS, generate } from '../configurations/generate.ts';
import { blockValue, type Node, type Tree } from '../configurations/tree.ts';
import { knownPhrases, knownRules } from './known-rules.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rival: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '4' },
    seed: { type: 'string', default: 'mend' },
    out: { type: 'string', short: 'o', default: 'facts.jsonl' },
  },
});

interface Subject {
  readonly key: string;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly schema: Schema;
  readonly facts: ResourceFacts;
  checks: Check[];
  readonly rivals: readonly (readonly Check[])[];
  /** Contradicted; never added again. */
  readonly dropped: Set<string>;
  /** Arguments that were tried one value at a time already. */
  readonly tried: Set<string>;
}

interface Answer {
  readonly title: string;
  readonly detail: string;
  readonly place: string;
}

const real = await startExecutable(positionals[0] ?? '', { cloud: 'absent' });
const pack = openPack(positionals[1] ?? '');
const rivals = flags.rival.map(
  (file) =>
    new Map(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): [string, ResourceFacts] => {
          const { key, facts } = JSON.parse(line) as { key: string; facts: ResourceFacts };
          return [key, facts];
        }),
    ),
);

const placeOf = (path: Path | undefined): string =>
  (path ?? []).flatMap((step) => (step.kind === 'attribute' ? [step.name] : [])).join('.');

const answersOf = (found: readonly ProviderDiagnostic[]): Answer[] =>
  found
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, detail, path }) => ({ title: summary, detail, place: placeOf(path) }));

async function ask(subject: Subject, config: Value): Promise<Answer[]> {
  return answersOf(await real.validateResource(subject.mode, subject.type, config));
}

function ours({ mode, schema }: Subject, checks: readonly Check[], config: Value): Answer[] {
  const style = styleOf(schema);
  return answersOf([
    ...checkSchemaRules(mode, schema, style, config),
    ...runChecks(compileChecks(checks).validate, config, '', style),
  ]);
}

const keyOf = (check: Check): string => JSON.stringify(check);
const counts = { added: 0, dropped: 0, chosen: 0, learned: 0, unexplained: 0 };

/** Adds what messages spell out, until nothing new is said of this configuration. */
function harvest(subject: Subject, missed: readonly Answer[]): void {
  for (const message of missed) {
    for (const said of [
      ...checksOfMessage(message),
      ...knownRules(message.title, message.detail, message.place),
      ...knownPhrases(message.title, message.detail, message.place),
    ]) {
      // No block at all is no list, which has no count.
      const check: Check =
        said.is === 'count' && blockAt(subject.schema.block, said.path)
          ? { ...said, when: [{ path: said.path, set: true }] }
          : said.is === 'oneOf' && placeAt(subject.schema.block, said.path)?.kind === 'number'
            ? { ...said, values: said.values.map(Number) }
            : said;
      if (subject.dropped.has(keyOf(check)) || subject.checks.some((own) => keyOf(own) === keyOf(check))) continue;
      if (!speaksOf(subject.schema.block, check)) continue;
      subject.checks.push(check);
      counts.added++;
    }
  }
}

/** Whether the place of a check is there, and is a text or a number for what only those can be. */
function speaksOf(block: BlockSchema, check: Check): boolean {
  if (isLeafCheck(check)) return placeAt(block, check.path.replace(/\.\*$/, '')) !== undefined;
  return check.path === '' || exists(block, check.path);
}

function exists(block: BlockSchema, path: string): boolean {
  const [name = '', ...rest] = path.split('.');
  const nested = block.blocks.get(name);
  if (nested !== undefined) return rest.length === 0 || exists(nested.block, rest.join('.'));
  return block.attributes.has(name);
}

/** The checks of which an error that only we report comes. */
function culprits(subject: Subject, config: Value, alarms: readonly Answer[]): Check[] {
  return subject.checks.filter((check) => {
    const found = ours(subject, [check], config);
    return found.some(({ title }) => alarms.some((alarm) => alarm.title === title));
  });
}

function difference(from: readonly Answer[], others: readonly Answer[]): Answer[] {
  const titles = new Set(others.map(({ title }) => title));
  return from.filter(({ title }) => !titles.has(title));
}

async function round(subject: Subject, seed: string): Promise<void> {
  const places = new Set<string>();
  for (const flavour of FLAVOURS) {
    const tree = generate(
      subject.schema.block,
      flavour,
      `${seed}/${subject.key}/${flavour}`,
      valueSets(subject.checks),
    );
    const config = blockValue(subject.schema.block, tree);
    const wanted = await ask(subject, config);
    let found = ours(subject, subject.checks, config);
    const told = new Set(found.map(({ title, place }) => `${title} ${place}`));
    harvest(
      subject,
      wanted.filter(({ title, place }) => !told.has(`${title} ${place}`)),
    );
    found = ours(subject, subject.checks, config);
    for (const { place } of difference(wanted, found)) if (place !== '') places.add(place);
    const alarms = difference(found, wanted);
    if (alarms.length === 0) continue;
    for (const check of culprits(subject, config, alarms)) {
      if (isLeafCheck(check)) places.add(check.path.replace(/\.\*$/, ''));
      if (!isLeafCheck(check) || subject.tried.has(check.path.replace(/\.\*$/, '')))
        drop(subject, check, process.env.DBG ? JSON.stringify({ tree, wanted, alarms }) : '');
    }
  }
  for (const place of places) await settle(subject, place);
}

function drop(subject: Subject, check: Check, why = ''): void {
  if (process.env.DBG) console.log('DROP', subject.key, JSON.stringify(check), why);
  subject.dropped.add(keyOf(check));
  subject.checks = subject.checks.filter((own) => own !== check);
  counts.dropped++;
}

function isLeafCheck(check: Check): boolean {
  return ['oneOf', 'noneOf', 'pattern', 'length', 'range', 'format', 'any', 'prefix-length'].includes(check.is);
}

function valueSets(checks: readonly Check[]): Map<string, readonly (string | number | boolean)[]> {
  const values = new Map<string, readonly (string | number | boolean)[]>();
  for (const check of checks) if (check.is === 'oneOf') values.set(check.path, check.values);
  return values;
}

function blockAt(block: BlockSchema, path: string): boolean {
  const [name = '', ...rest] = path.split('.');
  const nested = block.blocks.get(name);
  return nested !== undefined && (rest.length === 0 || blockAt(nested.block, rest.join('.')));
}

interface Place {
  readonly names: readonly string[];
  readonly repeated: ReadonlySet<number>;
  readonly kind: 'text' | 'number';
  readonly element: boolean;
}

/** An argument of texts or numbers, or of a list of them; undefined for all else. */
function placeAt(block: BlockSchema, path: string): Place | undefined {
  const names = path.split('.');
  const repeated = new Set<number>();
  let at = block;
  for (const [i, name] of names.entries()) {
    const nested = at.blocks.get(name);
    if (nested !== undefined) {
      if (nested.nesting === 'list' || nested.nesting === 'set') repeated.add(i);
      at = nested.block;
      continue;
    }
    const attribute = at.attributes.get(name);
    if (attribute === undefined || i !== names.length - 1 || !(attribute.optional || attribute.required))
      return undefined;
    const { type } = attribute;
    const element = type.kind === 'list' || type.kind === 'set';
    const leaf = type.kind === 'list' || type.kind === 'set' ? type.element : type;
    if (leaf.kind !== 'string' && leaf.kind !== 'number') return undefined;
    return { names, repeated, kind: leaf.kind === 'string' ? 'text' : 'number', element };
  }
  return undefined;
}

/** Tries values of one argument and keeps the facts, of all that are at hand or can be learned, that explain most of the answers. */
async function settle(subject: Subject, path: string): Promise<void> {
  if (subject.tried.has(path)) return;
  subject.tried.add(path);
  const place = placeAt(subject.schema.block, path);
  if (place === undefined) return;
  const { block } = subject.schema;
  const treeWith = (value: Node): Tree => {
    let node: Node = place.element ? ([value] as Node) : value;
    for (let i = place.names.length - 1; i >= 0; i--) {
      const inner: Tree = { [place.names[i] as string]: node };
      node = inner;
    }
    return node as Tree;
  };
  const base = new Set(
    (await ask(subject, blockValue(block, treeWithout(place)))).map(({ title, detail }) => `${title}\n${detail}`),
  );
  const observed = new Map<string | number, Answer[]>();
  const asked: Asked = {
    place: path,
    path: place.element
      ? [...pathOf(place.names, place.repeated), { kind: 'index', key: 0 }]
      : pathOf(place.names, place.repeated),
    ask: async (probe) => {
      const answers = (await ask(subject, blockValue(block, treeWith(probe)))).filter(
        ({ title, detail }) => !base.has(`${title}\n${detail}`),
      );
      observed.set(probe, answers);
      return answers;
    },
    note: () => undefined,
  };
  const learned = await learnArgument(place.kind, asked);
  const own = (checks: readonly Check[]): Check[] =>
    checks.filter((check) => isLeafCheck(check) && check.path.replace(/\.\*$/, '') === path);
  const candidates: readonly (readonly Check[])[] = [
    own(subject.checks),
    learned.checks.map((check) => (place.element ? { ...check, path: `${path}.*` } : check)),
    ...subject.rivals.map(own),
  ];
  const score = (checks: readonly Check[]): number => {
    let wrong = 0;
    for (const [probe, answers] of observed) {
      const config = blockValue(block, treeWith(probe));
      const found = new Set(ours(subject, checks, config).map(({ title }) => title));
      const relevant = answers.filter(({ title }) => !ABOUT_OTHERS.test(title)).map(({ title }) => title);
      for (const title of relevant) if (!found.has(title)) wrong += 1;
      for (const { title } of ours(subject, checks, config))
        if (!ABOUT_OTHERS.test(title) && !relevant.includes(title)) wrong += 3;
    }
    return wrong;
  };
  const pool = [...new Map(candidates.flat().map((check) => [keyOf(check), check])).values()];
  let best: readonly Check[] = candidates[0] ?? [];
  let least = score(best);
  for (const candidate of candidates.slice(1)) {
    const wrong = score(candidate);
    if (wrong < least) [best, least] = [candidate, wrong];
  }
  // One check more or less, as long as that explains more.
  for (let improved = least > 0; improved && pool.length <= 12; ) {
    improved = false;
    for (const check of pool) {
      const variant = best.includes(check) ? best.filter((other) => other !== check) : [...best, check];
      const wrong = score(variant);
      if (wrong < least) {
        [best, least] = [variant, wrong];
        improved = true;
      }
    }
  }
  if (least > 0) {
    counts.unexplained++;
    for (const title of new Set(learned.unlearned))
      unexplained.set(title, [...(unexplained.get(title) ?? []), `${subject.key}.${path}`]);
  }
  const before = own(subject.checks);
  if (best !== before) {
    const rest = subject.checks.filter((check) => !before.includes(check));
    subject.checks = [...rest, ...best];
    counts[best === candidates[1] ? 'learned' : 'chosen']++;
  }
}
const unexplained = new Map<string, string[]>();

const ABOUT_OTHERS =
  /^(Missing required argument|Conflicting configuration arguments|Invalid combination of arguments|Missing Configuration for Required Attribute|Invalid Attribute Combination|Missing Attribute Configuration|Invalid Block|Value for unconfigurable attribute)/;

function treeWithout(place: Place): Tree {
  let node: Tree = {};
  for (let i = place.names.length - 2; i >= 0; i--) node = { [place.names[i] as string]: node };
  return node;
}

/** Titles of the framework's own checks, which name a set for what stands in it. */
const messages: ReadonlySet<string> = new Set([
  'Invalid String Enum Value',
  'Invalid Attribute Value Match',
  'Invalid Attribute Value Length',
  'Invalid Attribute Value',
  'Invalid ARN Value',
]);

const only = new RegExp(flags.only);
const subjects: Subject[] = [];
for (const mode of ['managed', 'data'] as const)
  for (const type of await real.resourceTypes(mode)) {
    const key = `${mode === 'data' ? 'data' : 'resource'}.${type}`;
    const schema = await real.resourceSchema(mode, type);
    if (schema === undefined || !only.test(key)) continue;
    const facts = (pack.line(`facts-${key}`) ?? {}) as ResourceFacts;
    const others = rivals.map((rival) => rival.get(key)?.checks ?? []);
    subjects.push({
      key,
      mode,
      type,
      schema,
      facts,
      checks: (facts.checks ?? []).filter(
        (check) => messages.has(check.title) === false || speaksOf(schema.block, check),
      ),
      rivals: others,
      dropped: new Set(),
      tried: new Set(),
    });
  }
for (let i = 0; i < Number(flags.rounds); i++) {
  const queue = [...subjects];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let subject = queue.shift(); subject !== undefined; subject = queue.shift())
        await round(subject, `${flags.seed}${i}`);
    }),
  );
  console.log(`round ${i + 1}: ${JSON.stringify(counts)}`);
}
real.stop();
writeFileSync(
  flags.out,
  subjects
    .map(({ key, facts, checks }) => {
      const { checks: _old, ...rest } = facts;
      return `${JSON.stringify({ key, facts: { ...(checks.length > 0 && { checks }), ...rest } })}\n`;
    })
    .join(''),
);
for (const [title, places] of [...unexplained].sort(([, a], [, b]) => b.length - a.length).slice(0, 40))
  console.log(`${places.length} ${title.split('\n')[0]?.slice(0, 150)}  ${places[0]}`);
process.exit(0);
