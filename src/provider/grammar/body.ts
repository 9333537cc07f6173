/** The inside of a block: its required members, then those that may be there, each once, in an order that is fixed. */
import type { ObjectType } from '../../cty/index.ts';
import type { Check } from '../facts/format.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../schema.ts';
import { choicesOf, demandedMembers, relationsOf } from './choices.ts';
import { anyOrder, type Part } from './order.ts';
import { literal, oneOf } from './rules.ts';
import { anyString } from './strings.ts';
import { nestedRule, type ValueContext, valueRule } from './values.ts';

export interface BodyContext extends ValueContext {
  readonly checks: readonly Check[];
  /** Whether an optional member at the path is let in. */
  wants(path: string): boolean;
  /** How much the request speaks of a member. */
  rank(path: string): number;
}

/** Optional blocks are written down to this depth; required ones at any. */
const DEEPEST = 3;
const MOST_BLOCKS = 3;
/** Of a resource, and never for a configuration to set. */
const NEVER = new Set(['id', 'region', 'tags_all', 'timeouts']);

/** GBNF of the lines of a body at a path, such as `''` or `rule.filter`. */
export function bodyRule(path: string, block: BlockSchema, context: BodyContext): string {
  const depth = path === '' ? 0 : path.split('.').length;
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const demanded = demandedMembers(path, context.checks);
  const wants = (name: string) => demanded.has(name) || context.wants(at(name));
  const rules = new Map<string, string>();
  const required = new Set<string>();
  for (const [name, attribute] of block.attributes) {
    if (attribute.required) required.add(name);
    else if (!isOpen(name, attribute) || !(wants(name) || (context.free && isSimple(attribute)))) continue;
    const rule = attributeRule(name, at(name), attribute, context, depth);
    if (rule !== undefined) rules.set(name, rule);
    else if (attribute.required) rules.set(name, line(depth, name, unknownValue(attribute), context.free));
  }
  for (const [name, nested] of block.blocks) {
    if (nested.minItems > 0) required.add(name);
    else if (
      nested.block.deprecated ||
      NEVER.has(name) ||
      depth >= DEEPEST ||
      !(wants(name) || (context.free && depth < 2))
    )
      continue;
    rules.set(name, nestedBlockRule(name, at(name), nested, context, depth));
  }
  return context.book.add(
    `b-${at('body')}`,
    context.free ? freely(path, rules, required, context) : arranged(path, rules, required, context),
  );
}

/** Arguments of one line. */
const isSimple = ({ type, nested }: AttributeSchema) =>
  nested === undefined && ['string', 'number', 'bool', 'list', 'set', 'map'].includes(type.kind);

/** An argument that is a list of objects and may be written as blocks, such as the rules of a security group. */
function blocksOfObject(name: string, path: string, { attributes }: ObjectType, context: BodyContext, depth: number) {
  const indent = '  '.repeat(depth + 1);
  const lines = [...attributes].flatMap(([field, type]) => {
    const value = valueRule(`${path}.${field}`, type, context);
    return value === undefined ? [] : [line(depth + 1, field, value, true)];
  });
  if (lines.length === 0) return undefined;
  return context.book.add(
    `n-${name}`,
    `${literal(`${indent}${name} {\n`)} ${oneOf(lines)}+ ${literal(`${indent}}\n`)}`,
  );
}

const unknownValue = ({ type }: AttributeSchema) =>
  type.kind === 'list' || type.kind === 'set' ? `"[" ${anyString} "]"` : type.kind === 'number' ? '"1"' : anyString;

const isOpen = (name: string, { optional, deprecated }: AttributeSchema) => optional && !deprecated && !NEVER.has(name);

function arranged(
  path: string,
  rules: ReadonlyMap<string, string>,
  required: ReadonlySet<string>,
  { checks }: BodyContext,
): string {
  const names = [...rules.keys()].sort(byPlace);
  const { groups, left, needed } = choicesOf(path, names, required, checks);
  const grouped = new Set(groups.flatMap(({ members }) => members));
  const ruleOf = (name: string) => rules.get(name) as string;
  const first = names.filter((name) => required.has(name) || needed.has(name)).map(ruleOf);
  const choices = groups.map(({ members, needed: must }) => `${oneOf(members.map(ruleOf))}${must ? '' : '?'}`);
  const rest = names
    .filter((name) => !required.has(name) && !needed.has(name) && !left.has(name) && !grouped.has(name))
    .map((name) => `${ruleOf(name)}?`);
  const parts = [...first, ...choices.map((choice) => (choice.startsWith('(') ? choice : `(${choice})`)), ...rest];
  return parts.length === 0 ? '""' : parts.join(' ');
}

/** Required members, then those that the request speaks of most: these come in any order. */
function freely(
  path: string,
  rules: ReadonlyMap<string, string>,
  required: ReadonlySet<string>,
  { checks, book, rank }: BodyContext,
): string {
  const { left, enemies, needs } = relationsOf(path, required, checks);
  const told = (name: string) => rank(path === '' ? name : `${path}.${name}`);
  const needed = (name: string) => needs.some((row) => row.includes(name));
  const weight = (name: string) => (required.has(name) ? 100 : 0) + told(name) * 2 + (needed(name) ? 3 : 0);
  const parts = [...rules].flatMap(([name, rule]): Part[] => {
    if (left.has(name) && told(name) < 2 && !needed(name)) return [];
    return [{ name, rule, must: required.has(name), excludes: enemies.get(name) ?? new Set() }];
  });
  parts.sort((a, b) => weight(b.name) - weight(a.name) || byPlace(a.name, b.name));
  return anyOrder(parts, needs, book, '"\\n"?') || '""';
}

/** Names first, tags last, as people write them. */
function byPlace(a: string, b: string): number {
  const place = (name: string) => (/^(?:name|bucket)$/.test(name) ? 0 : name === 'tags' ? 2 : 1);
  return place(a) - place(b) || (a < b ? -1 : 1);
}

/** With `free`, aligned as `fmt` aligns. */
const line = (depth: number, name: string, value: string, free: boolean) => {
  const start = `${'  '.repeat(depth + 1)}${name}`;
  return `${free ? `${literal(`${start} `)} " "* "= "` : literal(`${start} = `)} ${value} "\\n"`;
};

function attributeRule(
  name: string,
  path: string,
  { type, nested }: AttributeSchema,
  context: BodyContext,
  depth: number,
): string | undefined {
  if (nested === undefined) {
    if (context.free && (type.kind === 'list' || type.kind === 'set') && type.element.kind === 'object')
      return blocksOfObject(name, path, type.element, context, depth);
    const value = valueRule(path, type, context);
    return value === undefined ? undefined : context.book.add(`a-${name}`, line(depth, name, value, context.free));
  }
  if (depth >= DEEPEST) return undefined;
  const block = { attributes: nested.attributes, blocks: new Map<string, NestedBlockSchema>(), deprecated: false };
  const value = nestedRule(bodyRule(path, block, context), nested);
  return context.book.add(`a-${name}`, line(depth, name, value, context.free));
}

function nestedBlockRule(
  name: string,
  path: string,
  { block, minItems, maxItems, nesting }: NestedBlockSchema,
  context: BodyContext,
  depth: number,
): string {
  const indent = '  '.repeat(depth + 1);
  const label = nesting === 'map' ? ' "\\"" [a-z] [a-z0-9_]{0,20} "\\" {\\n"' : '';
  const head = label === '' ? literal(`${indent}${name} {\n`) : `${literal(`${indent}${name} `)}${label}`;
  const one = context.book.add(`n-${name}`, `${head} ${bodyRule(path, block, context)} ${literal(`${indent}}\n`)}`);
  const counts = context.testsAt(path).filter((test) => test.is === 'count');
  const least = Math.max(1, minItems, ...counts.map(({ min = 0 }) => min));
  const limit = maxItems > 0 ? maxItems : nesting === 'single' || nesting === 'group' ? 1 : MOST_BLOCKS;
  const most = Math.max(least, Math.min(limit, MOST_BLOCKS, ...counts.map(({ max = MOST_BLOCKS }) => max)));
  if (most === 1) return one;
  return context.book.add(`m-${name}`, `${one}{${least},${most}}`);
}
