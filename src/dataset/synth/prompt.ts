/** The prompt of an intent, at its level of abstraction, in words that vary from task to task. */
import { enumeration, infinitive, isModal, sentence, withArticle } from './english.ts';
import type { Intent, IntentNode, Scalar, Statement } from './intent.ts';
import { linksOf } from './policy.ts';
import type { Random } from './random.ts';
import { literal, objectKey } from './render/expression.ts';
import { isStated, nameIsStated } from './stated.ts';

export function promptOf(intent: Intent, random: Random): string {
  const sentences = intent.level === 'explicit' ? explicitSentences(intent, random) : spokenSentences(intent, random);
  const region = intent.regionMatters ? [random.pick(REGION).replace('{region}', intent.region)] : [];
  const closing = intent.level !== 'explicit' && random.chance(0.08) ? [random.pick(CLOSING)] : [];
  return [...sentences, ...region, ...closing].map(sentence).join(' ');
}

const REGION = [
  'Use the region {region}',
  'Everything lives in {region}',
  'Deploy it in {region}',
  'The region is {region}',
];
const CLOSING = [
  'Keep it simple',
  'Use the current way of doing it',
  'Nothing else is needed',
  'Plain Terraform, please',
];
const OPENERS = [
  'create {thing}',
  'set up {thing}',
  'provision {thing}',
  'we need {thing}',
  'I need {thing}',
  'configure {thing}',
  'define {thing}',
  'write Terraform for {thing}',
  'please create {thing}',
  'we want {thing}',
  'give us {thing}',
  'make {thing}',
  'deploy {thing}',
  'build {thing}',
  'add {thing}',
  'I want {thing}',
  'our team needs {thing}',
  'write a Terraform configuration for {thing}',
  'generate Terraform code for {thing}',
  'declare {thing}',
  'launch {thing}',
];
const NAMED = [' named "{name}"', ' called "{name}"', ' "{name}"', ' with the name "{name}"'];

function spokenSentences(intent: Intent, random: Random): string[] {
  const children = (owner: IntentNode | undefined) => intent.nodes.filter((node) => node.owner === owner?.key);
  const sentences: string[] = [];
  const speak = (node: IntentNode) => {
    sentences.push(...nodeSentences(node, intent, random));
    for (const child of children(node)) speak(child);
  };
  for (const root of intent.nodes.filter(({ owner }) => owner === undefined)) speak(root);
  return sentences;
}

/** What must be said of some of the resources, in spoken words, where the rest is there already. */
export function sentencesFor(
  nodes: readonly IntentNode[],
  intent: Intent,
  random: Random,
  /** How those are spoken of that are there. */
  known: (node: IntentNode) => string,
): string[] {
  const speak = (owner: IntentNode) => (nodes.includes(owner) ? `the ${owner.noun}` : known(owner));
  return nodes.flatMap((node) => nodeSentences(node, intent, random, speak));
}

function nodeSentences(
  node: IntentNode,
  intent: Intent,
  random: Random,
  speak = (owner: IntentNode) => mention(owner, intent, random),
): string[] {
  switch (node.role) {
    case 'root':
      return rootSentences(node, intent, random);
    case 'attached':
      return attachedSentences(node, intent, random, speak);
    case 'need':
      return needSentences(node, intent, random);
  }
}

function rootSentences(node: IntentNode, intent: Intent, random: Random): string[] {
  const { level } = intent;
  const abstract = level === 'abstract' && node.plain.length > 0;
  const name = namedPhrase(node, intent, random);
  const thing =
    node.instances !== undefined
      ? instancesPhrase(node, intent)
      : abstract
        ? random.pick(node.plain)
        : withArticle(node.noun);
  const { withs, its } = phrases(node, intent, random);
  const many = node.instances !== undefined;
  const needs = level === 'abstract' ? [] : neededPhrases(node, intent, random);
  const own = many ? withs.map((phrase) => phrase.replace(/^its /, 'their ')) : withs;
  const whole = joined([`${thing}${name}`, [...own, ...needs]]);
  return [
    random.pick(OPENERS).replace('{thing}', () => whole),
    ...itSentences(its, random, many ? 'each of them' : 'it'),
  ];
}

/** What the resource needs, brought up beside its own properties where nothing more is said of it. */
function neededPhrases(node: IntentNode, intent: Intent, random: Random): string[] {
  return intent.nodes
    .filter(
      ({ owner, role, intro, announced }) =>
        owner === node.key && role === 'need' && intro.length > 0 && announced !== true,
    )
    .map((need) => random.pick(need.intro));
}

function attachedSentences(
  node: IntentNode,
  intent: Intent,
  random: Random,
  speak: (owner: IntentNode) => string,
): string[] {
  const owner = intent.nodes.find(({ key }) => key === node.owner);
  const { withs, its } = phrases(node, intent, random);
  const choices = intent.level === 'abstract' && node.plainIntro.length > 0 ? node.plainIntro : node.intro;
  const intro = random.pick(choices);
  const name = namedPhrase(node, intent, random);
  const text = intro.replaceAll('{it}', () => (owner === undefined ? 'it' : speak(owner)));
  const placed = text.includes('{named}') ? text.replace('{named}', name) : text;
  const sentences = [
    joined([placed, [...withs, ...(intent.level === 'abstract' ? [] : neededPhrases(node, intent, random))]]),
  ];
  if (name !== '' && !text.includes('{named}')) sentences.push(`call the ${node.noun} "${node.name}"`);
  if (node.instances !== undefined) sentences.push(`there are ${instancesPhrase(node, intent)}`);
  return [...sentences, ...itSentences(its, random, `the ${node.noun}`)];
}

/** Only what must be said of it beyond its being there. */
function needSentences(node: IntentNode, intent: Intent, random: Random): string[] {
  if (intent.level === 'abstract') return [];
  const { withs, its } = phrases(node, intent, random);
  const sentences: string[] = [];
  if (node.instances !== undefined)
    sentences.push(`${random.pick(['create', 'use', 'there are'])} ${instancesPhrase(node, intent)}`);
  if (intent.level === 'explicit' && nameIsStated(node, intent.level))
    sentences.push(`call the ${node.noun} "${node.name}"`);
  if (withs.length > 0)
    sentences.push(`the ${node.noun} ${random.pick(['has', 'comes with', 'gets'])} ${enumeration(withs)}`);
  const own = neededPhrases(node, intent, random);
  if (own.length > 0)
    sentences.push(`the ${node.noun} ${random.pick(['comes with', 'has', 'needs'])} ${enumeration(own)}`);
  return [...sentences, ...itSentences(its, random, `the ${node.noun}`)];
}

function namedPhrase(node: IntentNode, { level }: Intent, random: Random): string {
  return nameIsStated(node, level) ? random.pick(NAMED).replace('{name}', () => node.name as string) : '';
}

/** How later sentences speak of a resource. */
function mention(node: IntentNode, intent: Intent, random: Random): string {
  const plain = intent.level === 'abstract' && node.role === 'root';
  if (plain || random.chance(0.4)) return 'it';
  return nameIsStated(node, intent.level) && random.chance(0.3) ? `"${node.name}"` : `the ${node.noun}`;
}

function instancesPhrase(node: IntentNode, { level }: Intent): string {
  const instances = node.instances ?? [];
  const count = ['no', 'one', 'two', 'three', 'four', 'five', 'six'][instances.length] ?? String(instances.length);
  if (level === 'abstract') return `${count} ${node.plural}`;
  const [first, second] = Object.keys(instances[0]?.values ?? {});
  if (node.nameArgument !== undefined)
    return `${count} ${node.plural} named ${enumeration(instances.map(({ values }) => `"${values[first as string]}"`))}`;
  const each = instances.map(({ values }) =>
    second === undefined ? String(values[first as string]) : `${values[first as string]} (${values[second]})`,
  );
  return `${count} ${node.plural}, ${enumeration(each)}`;
}

interface Phrases {
  readonly withs: string[];
  readonly its: string[];
}

/** Every statement once, as a noun phrase or as a verb phrase. */
function phrases(node: IntentNode, { level }: Intent, random: Random): Phrases {
  const withs: string[] = [];
  const its: string[] = [];
  for (const statement of node.statements) {
    if (!isStated(statement, level)) continue;
    if (level === 'abstract' && statement.plain.length > 0) its.push(random.pick(statement.plain));
    else if (statement.with.length > 0 && (statement.it.length === 0 || random.chance(0.6)))
      withs.push(random.pick(statement.with));
    else if (statement.it.length > 0) its.push(random.pick(statement.it));
    else if (level === 'explicit') withs.push(...argumentPhrases(statement, '{path} set to {value}'));
  }
  return { withs, its };
}

function joined([thing, withs]: readonly [string, readonly string[]]): string {
  // Not "with the name x with".
  return withs.length === 0 ? thing : `${thing.replace(' with the name ', ' named ')} with ${enumeration(withs)}`;
}

function itSentences(its: readonly string[], random: Random, subject = 'it'): string[] {
  if (its.length === 0) return [];
  const groups = its.length > 2 ? [its.slice(0, 2), its.slice(2)] : [its];
  return groups.map((group, index) => {
    const who = index === 0 || subject === 'each of them' ? subject : 'it';
    return random.chance(0.5) && !group.some(isModal)
      ? `${who} ${random.pick(['should', 'must', 'has to'])} ${enumeration(group.map(infinitive))}`
      : `${who} ${enumeration(group)}`;
  });
}

const SET = ['{path} set to {value}', '{path} = {value}', '{path} {value}'];

/** Every resource by its type, every stated argument by its name. */
function explicitSentences(intent: Intent, random: Random): string[] {
  const form = random.pick(SET);
  const openers = random.shuffled(['create', 'define', 'add', 'declare', 'use']);
  return intent.nodes.map((node, index) => {
    const opener =
      index === 0
        ? random.pick(OPENERS.filter((text) => text.endsWith('{thing}')))
        : `${openers[index % openers.length]} {thing}`;
    return opener.replace('{thing}', () => explicitThing(node, intent, form, random));
  });
}

function explicitThing(node: IntentNode, intent: Intent, form: string, random: Random): string {
  const words = random.chance(0.5) ? `${node.type}` : `${node.noun} (${node.type})`;
  const thing = node.instances === undefined ? withArticle(words) : `${node.instances.length} ${node.type} resources`;
  const name =
    node.name === undefined || node.instances !== undefined
      ? ''
      : random.pick(NAMED).replace('{name}', () => node.name as string);
  const parts = [
    ...instanceParts(node),
    ...node.statements.filter(isPlain).flatMap((statement) => argumentPhrases(statement, form)),
    ...node.statements
      .filter((statement) => !isPlain(statement))
      .map((statement) => statement.with[0] ?? statement.it[0] ?? ''),
    ...linkPhrases(node, intent),
  ].filter((part) => part !== '');
  return joined([`${thing}${name}`, parts]);
}

function instanceParts({ instances }: IntentNode): string[] {
  if (instances === undefined) return [];
  return Object.keys(instances[0]?.values ?? {}).map(
    (argument) => `${argument} ${enumeration(instances.map(({ values }) => literal(values[argument] as Scalar)))}`,
  );
}

/** Whether its arguments can be spelled out in a sentence. */
function isPlain({ arguments: settings }: Statement): boolean {
  return settings.every(({ value }) => valueText(value) !== undefined);
}

function argumentPhrases({ arguments: settings }: Statement, form: string): string[] {
  return settings.flatMap(({ path, value }) => {
    const place = path.join('.');
    const said = valueText(value);
    return said === undefined ? [] : [form.replace('{path}', place).replace('{value}', () => said)];
  });
}

function valueText(value: Statement['arguments'][number]['value']): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return literal(value.value);
    case 'list': {
      const items = value.items.map(valueText);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    case 'map': {
      const items = Object.entries(value.entries).map(([key, item]) => [objectKey(key), valueText(item)] as const);
      if (items.some(([, item]) => item === undefined)) return undefined;
      return `{ ${items.map(([key, item]) => `${key} = ${item}`).join(', ')} }`;
    }
    default:
      return undefined;
  }
}

function linkPhrases(node: IntentNode, intent: Intent): string[] {
  const said = new Set<string>();
  for (const { argument, target } of linksOf(node)) {
    const other = intent.nodes.find(({ key }) => key === target);
    if (other !== undefined) said.add(`${argument} referring to the ${other.type}`);
  }
  return [...said];
}
