/** The pieces of sentences: openers, names, counts, and what a resource has or does. */
import { enumeration, infinitive, isModal } from '../english.ts';
import type { Intent, IntentNode } from '../intent.ts';
import type { Random } from '../random.ts';
import { isStated, nameIsStated } from '../stated.ts';
import { argumentPhrases } from './argument-text.ts';

export const OPENERS = [
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

export const NAMED = [' named "{name}"', ' called "{name}"', ' "{name}"', ' with the name "{name}"'];

export function namedPhrase(node: IntentNode, { level }: Intent, random: Random): string {
  return nameIsStated(node, level) ? random.pick(NAMED).replace('{name}', () => node.name as string) : '';
}

export function instancesPhrase(node: IntentNode, { level }: Intent): string {
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
export function phrasesOf(node: IntentNode, { level }: Intent, random: Random): Phrases {
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

export function joined([thing, withs]: readonly [string, readonly string[]]): string {
  // Not "with the name x with".
  return withs.length === 0 ? thing : `${thing.replace(' with the name ', ' named ')} with ${enumeration(withs)}`;
}

export function itSentences(its: readonly string[], random: Random, subject = 'it'): string[] {
  if (its.length === 0) return [];
  const groups = its.length > 2 ? [its.slice(0, 2), its.slice(2)] : [its];
  return groups.map((group, index) => {
    const who = index === 0 || subject === 'each of them' ? subject : 'it';
    return random.chance(0.5) && !group.some(isModal)
      ? `${who} ${random.pick(['should', 'must', 'has to'])} ${enumeration(group.map(infinitive))}`
      : `${who} ${enumeration(group)}`;
  });
}
