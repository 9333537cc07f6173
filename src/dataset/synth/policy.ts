/**
 * The Rego policy of an intent: what the prompt asked for, checked over the plan. It follows from the intent alone, so that
 * every way of writing the configuration is judged alike: a module, for_each, locals, other labels.
 */

import { type Intent, type IntentNode, referencesIn, type Scalar, type Setting, type Value } from './intent.ts';
import { asLabel } from './render/addresses.ts';
import { isAsked, statedSettings } from './stated.ts';

export interface Dialect {
  readonly package: string;
  /** Old-style rules have no `if`. */
  readonly style: 'v1' | 'keywords';
}

/** A boolean rule: its name, and the lines of its body. */
export interface Rule {
  readonly name: string;
  readonly lines: readonly string[];
}

/** `more`: rules besides those that follow from what is asked for. */
export function policyOf(intent: Intent, dialect: Dialect, more: readonly Rule[] = []): string {
  const asked = intent.nodes.filter((node) => isAsked(node, intent));
  const rules = uniquelyNamed([
    ...asked.flatMap((node) => [...nodeRules(node, intent), ...linkRules(node, intent)]),
    ...countRules(asked),
    ...more,
  ]);
  const head = [`package ${dialect.package}`, dialect.style === 'v1' ? 'import rego.v1' : 'import future.keywords.in'];
  const usesLinks = rules.some(({ lines }) => lines.some((line) => line.startsWith('refers(')));
  const texts = [...head, createdText(intent), ...(usesLinks ? [refersText(dialect, intent)] : [])];
  return `${[...texts, ...rules.map((rule) => ruleText(rule, dialect))].join('\n\n')}\n`;
}

/** On Kubernetes, names with and without a version mean the same kind. */
function sameType(place: string, { provider }: Intent): string {
  return provider === 'kubernetes' ? `trim_suffix(${place}, "_v1") == trim_suffix(type, "_v1")` : `${place} == type`;
}

function createdText(intent: Intent): string {
  return `# Instances of a type that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	${sameType('change.type', intent)}
	"create" in change.change.actions
]`;
}

function refersText({ style }: Dialect, intent: Intent): string {
  return `# An argument that is given by reference to a resource of a type, directly or through a name.
refers(type, argument, target) ${style === 'v1' ? 'if ' : ''}{
	walk(input.configuration, [_, block])
	${sameType('block.type', intent)}
	walk(block.expressions[argument], [_, text])
	is_string(text)
	regex.match(sprintf("^(%s|local|var|module|each)[.]", [target]), text)
}`;
}

function ruleText({ name, lines }: Rule, { style }: Dialect): string {
  const body = lines.map((line) => `\t${line}`).join('\n');
  return `default ${name} := false\n\n${name} ${style === 'v1' ? 'if ' : ''}{\n${body}\n}`;
}

function uniquelyNamed(rules: readonly Rule[]): readonly Rule[] {
  const taken = new Set<string>();
  return different(rules).map((rule) => {
    let { name } = rule;
    for (let number = 2; taken.has(name); number++) name = `${rule.name}_${number}`;
    taken.add(name);
    return { ...rule, name };
  });
}

/** Two resources of one type may ask for the same. */
function different(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [`${rule.name}\n${rule.lines.join('\n')}`, rule])).values()];
}

function nodeRules(node: IntentNode, intent: Intent): readonly Rule[] {
  const short = shortType(node.type);
  const name = `is_valid_${short}`;
  if (node.instances !== undefined) return instanceRules(node, name, intent);
  const lines = [`some ${short} in created("${node.type}")`];
  for (const setting of statedSettings(node, intent.level)) lines.push(...checks(short, setting));
  return [{ name, lines }];
}

/** Where several of a type are wanted, one that satisfies two rules is not enough. */
function countRules(asked: readonly IntentNode[]): readonly Rule[] {
  const counts = new Map<string, number>();
  for (const { type, instances } of asked) counts.set(type, (counts.get(type) ?? 0) + (instances?.length ?? 1));
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([type, count]) => ({
      name: `is_counted_${shortType(type)}`,
      lines: [`count(created("${type}")) >= ${count}`],
    }));
}

/** One rule for each argument that differs between instances. */
function instanceRules(node: IntentNode, name: string, intent: Intent): readonly Rule[] {
  const instances = node.instances ?? [];
  const short = shortType(node.type);
  const rules: Rule[] = [];
  if (intent.level !== 'abstract') {
    for (const argument of Object.keys(instances[0]?.values ?? {})) {
      const wanted = [...new Set(instances.map(({ values }) => text(values[argument] as Scalar)))].join(', ');
      rules.push({
        name: `${name}_${asLabel(argument)}`,
        lines: [
          `found := {value | some ${short} in created("${node.type}"); value := ${short}.${argument}}`,
          `count({${wanted}} - found) == 0`,
        ],
      });
    }
  }
  if (rules.length === 0) rules.push({ name, lines: [`count(created("${node.type}")) >= ${instances.length}`] });
  const stated = statedSettings(node, intent.level).flatMap((setting) => checks(short, setting));
  if (stated.length > 0) {
    const like = `like := [1 | some ${short} in created("${node.type}"); ${stated.join('; ')}]`;
    rules.push({ name: `${name}_settings`, lines: [like, `count(like) >= ${instances.length}`] });
  }
  return rules;
}

/** Tests of one argument; what is known only after apply cannot be tested. */
function checks(subject: string, { path, value }: Setting): readonly string[] {
  return valueChecks(placeOf(subject, path), value);
}

/** Lists that the provider adds to while planning: a certificate's names hold its domain. */
const ADDED_TO = /\.subject_alternative_names$/;

/** Where an argument is found in a resource: `queue.redrive[_].count`. */
export function placeOf(subject: string, path: readonly string[]): string {
  return [subject, ...path.slice(0, -1).map((block) => `${block}[_]`), ...path.slice(-1)].join('.');
}

function valueChecks(place: string, value: Value): readonly string[] {
  switch (value.kind) {
    case 'scalar':
      return [value.value === false ? unset(place) : `${place} == ${text(value.value)}`];
    case 'list': {
      const items = value.items.filter((item) => item.kind === 'scalar');
      if (items.length < value.items.length || items.length === 0) return [];
      const wanted = `{${items.map((item) => text(item.value)).join(', ')}}`;
      const found = `{item | some item in ${place}}`;
      return [ADDED_TO.test(place) ? `count(${wanted} - ${found}) == 0` : `${found} == ${wanted}`];
    }
    case 'map':
      return Object.entries(value.entries).flatMap(([key, item]) => valueChecks(`${place}[${text(key)}]`, item));
    case 'blocks':
      return value.bodies.length !== 1
        ? []
        : Object.entries(value.bodies[0] ?? {}).flatMap(([name, item]) => valueChecks(`${place}[_].${name}`, item));
    case 'json':
      return documentWords(value.document).map((word) => `contains(${place}, ${text(word)})`);
    default:
      return [];
  }
}

/** What is false may as well be left out. A wildcard under "not" would be unsafe. */
function unset(place: string): string {
  return place.includes('[_]') ? `count([1 | ${place} == true]) == 0` : `not ${place}`;
}

/** The texts of a document that tell it from others; a document with references is known only after apply. */
function documentWords(document: Value): readonly string[] {
  if (referencesIn(document).length > 0) return [];
  return [...new Set(scalarsIn(document))].filter((word) => !COMMON_WORDS.has(word));
}

const COMMON_WORDS = new Set(['2012-10-17', 'Allow', '*', 'any']);

function scalarsIn(value: Value): string[] {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'boolean' ? [] : [String(value.value)];
    case 'list':
      return value.items.flatMap(scalarsIn);
    case 'map':
      return Object.values(value.entries).flatMap(scalarsIn);
    default:
      return [];
  }
}

function linkRules(node: IntentNode, intent: Intent): readonly Rule[] {
  const byKey = new Map(intent.nodes.map((each) => [each.key, each]));
  const rules = new Map<string, Rule>();
  for (const { argument, target } of linksOf(node)) {
    const other = byKey.get(target);
    if (other === undefined || !isAsked(other, intent)) continue;
    const line = `refers("${node.type}", "${argument}", "${other.type}")`;
    rules.set(line, { name: `is_linked_${shortType(node.type)}_${asLabel(argument)}`, lines: [line] });
  }
  return [...rules.values()];
}

/** Arguments at the top of a resource (or the block that holds them) that refer to other resources. */
export function linksOf(node: IntentNode): { argument: string; target: string }[] {
  return Object.entries(node.body).flatMap(([argument, value]) =>
    value.kind === 'json' ? [] : targetsIn(value).map((target) => ({ argument, target })),
  );
}

function targetsIn(value: Value): string[] {
  switch (value.kind) {
    case 'reference':
      return [value.node];
    case 'list':
      return value.items.flatMap(targetsIn);
    case 'map':
      return Object.values(value.entries).flatMap(targetsIn);
    case 'template':
      return value.parts.flatMap(targetsIn);
    case 'blocks':
      return value.bodies.flatMap((body) => Object.values(body).flatMap(targetsIn));
    default:
      return [];
  }
}

const text = (value: Scalar) => JSON.stringify(value);

/** `sqs_queue` of `aws_sqs_queue`: names of Rego variables and rules. */
export function shortType(type: string): string {
  const name = type.split('_').slice(1).join('_');
  return RESERVED.has(name) ? `${name}_resource` : name;
}

const RESERVED = new Set([
  'default',
  'package',
  'import',
  'not',
  'with',
  'as',
  'else',
  'some',
  'every',
  'if',
  'in',
  'contains',
  'input',
  'data',
  'null',
  'set',
  'object',
  'array',
]);
