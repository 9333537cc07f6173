/** Prompts that name every resource by its type and every stated argument by its name. */
import { enumeration, withArticle } from '../english.ts';
import type { Intent, IntentNode, Scalar } from '../intent.ts';
import { linksOf } from '../policy.ts';
import type { Random } from '../random.ts';
import { literal } from '../render/expression.ts';
import { argumentPhrases, isPlain } from './argument-text.ts';
import { joined, NAMED, OPENERS } from './phrases.ts';

const SET = ['{path} set to {value}', '{path} = {value}', '{path} {value}'];

/** Every resource by its type, every stated argument by its name. */
export function explicitSentences(intent: Intent, random: Random): string[] {
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

function linkPhrases(node: IntentNode, intent: Intent): string[] {
  const said = new Set<string>();
  for (const { argument, target } of linksOf(node)) {
    const other = intent.nodes.find(({ key }) => key === target);
    if (other !== undefined) said.add(`${argument} referring to the ${other.type}`);
  }
  return [...said];
}
