/** What is said of each resource where the prompt speaks of things and not of types and arguments. */
import { enumeration, withArticle } from '../english.ts';
import type { Intent, IntentNode } from '../intent.ts';
import type { Random } from '../random.ts';
import { nameIsStated } from '../stated.ts';
import { instancesPhrase, itSentences, joined, namedPhrase, OPENERS, phrasesOf } from './phrases.ts';

export function spokenSentences(intent: Intent, random: Random): string[] {
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
  const { withs, its } = phrasesOf(node, intent, random);
  const many = node.instances !== undefined;
  const needs = level === 'abstract' ? [] : neededPhrases(node, intent, random);
  const own = many ? withs.map((phrase) => phrase.replace(/^its /, 'their ')) : withs;
  const whole = joined([`${thing}${name}`, [...own, ...needs]]);
  return [
    random.pick(OPENERS).replace('{thing}', () => whole),
    ...itSentences(its, random, many ? 'each of them' : 'it'),
  ];
}

function attachedSentences(
  node: IntentNode,
  intent: Intent,
  random: Random,
  speak: (owner: IntentNode) => string,
): string[] {
  const owner = intent.nodes.find(({ key }) => key === node.owner);
  const { withs, its } = phrasesOf(node, intent, random);
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
  const { withs, its } = phrasesOf(node, intent, random);
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

/** What the resource needs, brought up beside its own properties where nothing more is said of it. */
function neededPhrases(node: IntentNode, intent: Intent, random: Random): string[] {
  return intent.nodes
    .filter(
      ({ owner, role, intro, announced }) =>
        owner === node.key && role === 'need' && intro.length > 0 && announced !== true,
    )
    .map((need) => random.pick(need.intro));
}

/** How later sentences speak of a resource. */
function mention(node: IntentNode, intent: Intent, random: Random): string {
  const plain = intent.level === 'abstract' && node.role === 'root';
  if (plain || random.chance(0.4)) return 'it';
  return nameIsStated(node, intent.level) && random.chance(0.3) ? `"${node.name}"` : `the ${node.noun}`;
}
