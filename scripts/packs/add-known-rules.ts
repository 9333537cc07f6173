/**
 * Adds to the facts of a pack what messages of its executable mean that the facts do not explain yet: every argument is asked about
 * with a few values, and a rule that is known for a message (known-rules.ts) or that the message spells out is kept if it foretells
 * the answers to many more. Nothing is taken away.
 *
 *   npx tsx scripts/packs/add-known-rules.ts EXECUTABLE PACK [--only PATTERN] -o FACTS.jsonl
 *
 * Prints the messages that stay unexplained, most frequent first. The result goes into packs by add-facts.ts.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type BlockSchema,
  type Check,
  checkSchemaRules,
  compileChecks,
  openPack,
  type ResourceFacts,
  type ResourceMode,
  runChecks,
  type Schema,
  startExecutable,
  styleOf,
} from '../../src/provider/index.ts';
import { NUMBERS, PROOF_TEXTS } from '../../src/provider/learn/battery.ts';
import { checksOfMessage } from '../../src/provider/learn/messages.ts';
import { pathOf, templateOf } from '../../src/provider/learn/observe.ts';
import { blockValue, type Node, type Tree } from '../configurations/tree.ts';
import { knownPhrases, knownRules } from './known-rules.ts';

const DEEPEST = 4;
/** Types with too many places for each to be asked about. */
const LEFT_OUT = /quicksight|aws_wafv2/;
const FIRST: Readonly<Record<'string' | 'number', readonly (string | number)[]>> = {
  string: [
    'zq~QZ zq^7',
    '',
    'a',
    'a'.repeat(300),
    '12345',
    'example.com.',
    's3://b/k',
    '{}',
    'HTTP:80',
    'TCP:80/',
    'any',
    'TCP',
  ],
  number: [-1_000_000_000, 0, 2_147_483_647],
};
const MORE: Readonly<Record<'string' | 'number', readonly (string | number)[]>> = {
  string: [
    ...PROOF_TEXTS,
    ...[
      'x',
      'ab',
      'abc.',
      'my_name',
      'My Name',
      '-x',
      'x-',
      'a--b',
      '1abc',
      'tcp',
      '80',
      '65536',
      '101',
      'off',
      'http://x.y',
    ],
    ...[
      's3://b/k',
      'https:x',
      '//x',
      'admin@example.com',
      '/a/b',
      'a/b',
      'lambda:InvokeFunction',
      '*',
      'a.pem',
      'custom-x',
      '1.2.3',
    ],
    ...[
      'a'.repeat(5),
      'a'.repeat(33),
      'a'.repeat(65),
      'a'.repeat(101),
      'a'.repeat(129),
      'a'.repeat(141),
      'Code {####} {username}',
    ],
  ],
  number: NUMBERS,
};

interface Argument {
  readonly names: readonly string[];
  readonly repeated: ReadonlySet<number>;
  readonly kind: 'string' | 'number';
  readonly element: boolean;
}
interface Subject {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly key: string;
  readonly schema: Schema;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, out: { type: 'string', short: 'o', default: 'facts.jsonl' } },
});
const real = await startExecutable(positionals[0] ?? '', { cloud: 'absent' });
const pack = openPack(positionals[1] ?? '');
const unexplained = new Map<string, string[]>();

function* argumentsOf(
  block: BlockSchema,
  names: readonly string[],
  repeated: ReadonlySet<number>,
): Generator<Argument> {
  for (const [name, { type, optional, required }] of block.attributes) {
    const element = type.kind === 'list' || type.kind === 'set';
    const leaf = element ? type.element : type;
    if ((optional || required) && (leaf.kind === 'string' || leaf.kind === 'number'))
      yield { names: [...names, name], repeated, kind: leaf.kind, element };
  }
  if (names.length >= DEEPEST) return;
  for (const [name, { block: inner, nesting }] of block.blocks)
    if (name !== 'timeouts')
      yield* argumentsOf(
        inner,
        [...names, name],
        nesting === 'list' || nesting === 'set' ? new Set([...repeated, names.length]) : repeated,
      );
}

function treeWith({ names, element }: Argument, value: Node): Tree {
  return names.reduceRight<Node>((inner, name) => ({ [name]: inner }), element ? ([value] as Node) : value) as Tree;
}

async function wantedTitles({ mode, type, schema }: Subject, tree: Tree) {
  const found = await real.validateResource(mode, type, blockValue(schema.block, tree));
  return found.filter(({ severity }) => severity === 'error');
}

function ownTitles({ mode, schema }: Subject, checks: readonly Check[], tree: Tree): Set<string> {
  const [style, config] = [styleOf(schema), blockValue(schema.block, tree)];
  const found = [
    ...checkSchemaRules(mode, schema, style, config),
    ...runChecks(compileChecks(checks).validate, config, '', style),
  ];
  return new Set(found.filter(({ severity }) => severity === 'error').map(({ summary }) => summary));
}

/** The checks that were added. */
async function asked(subject: Subject, argument: Argument, known: readonly Check[]): Promise<readonly Check[]> {
  const place = argument.names.join('.');
  const path = argument.element
    ? [...pathOf(argument.names, argument.repeated), { kind: 'index', key: 0 } as const]
    : pathOf(argument.names, argument.repeated);
  const candidates = new Map<string, Check>();
  const open = new Set<string>();
  for (const value of FIRST[argument.kind]) {
    const tree = treeWith(argument, value);
    const found = ownTitles(subject, known, tree);
    for (const { summary, detail } of await wantedTitles(subject, tree)) {
      if (found.has(summary) || ABOUT_OTHERS.test(summary)) continue;
      const template = templateOf(summary, value, path).text.replaceAll(`"${place}"`, '"{path}"');
      open.add(template);
      for (const rule of [
        ...checksOfMessage({ title: summary, detail, place }),
        ...knownRules(summary, detail, place),
        ...knownPhrases(summary, detail, place),
      ]) {
        // How many there must be is said of siblings, too.
        if (!rule.path.startsWith(place) || rule.is === 'count') continue;
        const told = rule.title === summary.replaceAll('{', '{{') ? { ...rule, title: template } : rule;
        const check = argument.element && told.path === place ? { ...told, path: `${place}.*` } : told;
        candidates.set(JSON.stringify(check), check);
      }
    }
  }
  const kept: Check[] = [];
  for (const check of candidates.values())
    if (await foretells(subject, argument, [...known, ...kept], check)) kept.push(check);
  for (const template of open)
    if (!kept.some(({ title }) => title === template))
      unexplained.set(template, [...(unexplained.get(template) ?? []), `${subject.key}.${place}`]);
  return kept;
}

/** Whether a check explains some answers that the known ones do not, and raises no alarm of its own. */
async function foretells(
  subject: Subject,
  argument: Argument,
  known: readonly Check[],
  check: Check,
): Promise<boolean> {
  let explained = 0;
  // What a value set lists is right, and may be an alternative to the rule.
  const listed = known.flatMap((other) => (other.is === 'oneOf' && other.path === check.path ? other.values : []));
  for (const value of new Set([...FIRST[argument.kind], ...MORE[argument.kind], ...listed])) {
    const tree = treeWith(argument, value);
    const before = ownTitles(subject, known, tree);
    const more = [...ownTitles(subject, [...known, check], tree)].filter((title) => !before.has(title));
    if (more.length === 0) continue;
    const wanted = new Set((await wantedTitles(subject, tree)).map(({ summary }) => summary));
    if (more.some((title) => !wanted.has(title))) return false;
    explained++;
  }
  return explained > 0;
}

const ABOUT_OTHERS =
  /^(Missing required argument|Conflicting configuration arguments|Invalid combination of arguments|Missing Configuration for Required Attribute|Invalid Attribute Combination|Missing Attribute Configuration|Invalid Block|Invalid or unknown key)/;

const subjects: Subject[] = [];
for (const mode of ['managed', 'data'] as const)
  for (const type of await real.resourceTypes(mode)) {
    const key = `${mode === 'data' ? 'data' : 'resource'}.${type}`;
    const schema = await real.resourceSchema(mode, type);
    if (schema !== undefined && new RegExp(flags.only).test(key) && !LEFT_OUT.test(key))
      subjects.push({ mode, type, key, schema });
  }
const rows: string[] = [];
let added = 0;
await Promise.all(
  Array.from({ length: 6 }, async () => {
    for (let subject = subjects.shift(); subject !== undefined; subject = subjects.shift()) {
      const facts = (pack.line(`facts-${subject.key}`) ?? {}) as ResourceFacts;
      const more: Check[] = [];
      for (const argument of argumentsOf(subject.schema.block, [], new Set()))
        more.push(...(await asked(subject, argument, [...(facts.checks ?? []), ...more])));
      added += more.length;
      if (more.length > 0)
        rows.push(
          `${JSON.stringify({ key: subject.key, facts: { ...facts, checks: [...(facts.checks ?? []), ...more] } })}\n`,
        );
    }
  }),
);
real.stop();
writeFileSync(flags.out, rows.sort().join(''));
for (const [title, places] of [...unexplained].sort(([, a], [, b]) => b.length - a.length))
  console.log(
    `${String(places.length).padStart(5)}  ${title.slice(0, 160).replaceAll('\n', ' ')}  ${places.slice(0, 6).join(', ')}`,
  );
console.log(`${flags.out}: ${added} checks added to ${rows.length} types`);
process.exit(0);
