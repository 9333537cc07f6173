/**
 * All that may be written in a resource or data source, as one text for a person or a model: arguments with their types and what
 * facts know of their values, nested blocks, rules over several arguments, and what it exports.
 */
import { typeName } from '../../cty/index.ts';
import type { ResourceFacts } from '../facts/index.ts';
import { loadPack, loadPackProvider } from '../pack/index.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema, Schema } from '../schema.ts';
import { type Notes, notesOf } from './notes.ts';

export interface TypeCardOptions {
  /**
   * Longer cards leave out the inside of their deepest blocks; 4000 characters by default. Where it is given and that is not
   * enough, what is optional is only named.
   */
  readonly longest?: number | undefined;
  readonly version?: string | undefined;
  readonly packsDirs?: readonly string[] | undefined;
}

const LONGEST = 4000;
const DEEPEST = 8;
const MOST_EXPORTS = 25;

/** Undefined where no pack has the type. */
export function typeCard(
  address: string,
  mode: 'managed' | 'data',
  type: string,
  { longest, version, packsDirs = [] }: TypeCardOptions = {},
): string | undefined {
  const provider = loadPackProvider(address, version, { cloud: 'assumed', packsDirs });
  const schema = provider?.resourceSchema(mode, type) as Schema | undefined;
  if (schema === undefined) return undefined;
  const kind = mode === 'data' ? 'data' : 'resource';
  const facts = (loadPack(address, version, packsDirs)?.line(`facts-${kind}.${type}`) ?? {}) as ResourceFacts;
  const notes = notesOf(facts);
  const header = `${kind} "${type}"`;
  for (let depth = DEEPEST; depth > 0; depth--) {
    const text = cardText(header, schema.block, notes, depth);
    if (text.length <= (longest ?? LONGEST)) return text;
  }
  return longest === undefined ? cardText(header, schema.block, notes, 1) : briefText(header, schema.block, notes);
}

function cardText(header: string, block: BlockSchema, notes: Notes, depth: number): string {
  const outside = [...block.attributes].filter(([name, each]) => isExported(name, each)).map(([name]) => name);
  const hidden = outside.length > MOST_EXPORTS ? ', …' : '';
  const exports = outside.length === 0 ? [] : [`# exports ${outside.slice(0, MOST_EXPORTS).join(', ')}${hidden}`];
  const groups = notes.groups.map((group) => `# ${group}`);
  return [`${header} "NAME" {`, ...bodyLines(block, '', notes, depth, '  '), '}', ...groups, ...exports, ''].join('\n');
}

/** What is required as it is written, and the names of what is not. */
function briefText(header: string, block: BlockSchema, notes: Notes): string {
  const settable = [...block.attributes].filter(([name, each]) => !each.deprecated && !isExported(name, each));
  const required = settable.filter(([, each]) => each.required);
  const blocks = [...block.blocks].filter(([name, { block: inner }]) => name !== 'timeouts' && !inner.deprecated);
  const optional = settable.flatMap(([name, each]) => (each.optional ? [name] : []));
  const more = [...optional, ...blocks.flatMap(([name, { minItems }]) => (minItems > 0 ? [] : [`${name} { }`]))];
  return [
    `${header} "NAME" {`,
    ...required.flatMap(([name, each]) => attributeLines(name, each, '', notes, 1, '  ')),
    ...blocks.flatMap(([name, each]) => (each.minItems > 0 ? blockLines(name, each, '', notes, 2, '  ') : [])),
    ...(more.length === 0 ? [] : [`  # optional: ${more.join(', ')}`]),
    '}',
    '',
  ].join('\n');
}

/** The older SDK calls `id` optional, which nobody sets; so it is with the merged tags. */
const isExported = (name: string, { computed, required, optional }: AttributeSchema) =>
  computed && !required && (!optional || name === 'id' || name === 'tags_all');

function bodyLines(block: BlockSchema, path: string, notes: Notes, depth: number, indent: string): string[] {
  const written = [...block.attributes].filter(
    ([name, each]) => (each.required || each.optional) && !each.deprecated && (path !== '' || !isExported(name, each)),
  );
  const [required, optional] = [true, false].map((wanted) => written.filter(([, each]) => each.required === wanted));
  const lines = [...(required ?? []), ...(optional ?? [])].flatMap(([name, attribute]) =>
    attributeLines(name, attribute, path, notes, depth, indent),
  );
  const blocks = [...block.blocks].filter(([name, nested]) => name !== 'timeouts' && !nested.block.deprecated);
  return [...lines, ...blocks.flatMap(([name, nested]) => blockLines(name, nested, path, notes, depth, indent))];
}

function attributeLines(
  name: string,
  { type, required, nested }: AttributeSchema,
  path: string,
  notes: Notes,
  depth: number,
  indent: string,
): string[] {
  const remarks = [required ? 'required' : '', notes.at(path + name) ?? ''].filter((each) => each !== '');
  const remark = remarks.length === 0 ? '' : `  # ${remarks.join('; ')}`;
  if (nested === undefined) return [`${indent}${name} = ${typeName(type)}${remark}`];
  const opening = `${indent}${name} = ${nested.nesting === 'single' ? '' : `${nested.nesting} of `}{`;
  if (depth <= 1) return [`${opening} … }${remark}`];
  const block = { attributes: nested.attributes, blocks: new Map(), deprecated: false };
  return [`${opening}${remark}`, ...bodyLines(block, `${path}${name}.`, notes, depth - 1, `${indent}  `), `${indent}}`];
}

function blockLines(
  name: string,
  { block, nesting, minItems, maxItems }: NestedBlockSchema,
  path: string,
  notes: Notes,
  depth: number,
  indent: string,
): string[] {
  const repeated = nesting === 'single' || nesting === 'group' || maxItems === 1 ? 'at most once' : 'repeatable';
  const remarks = [minItems > 0 ? 'required' : '', repeated].filter((each) => each !== '');
  const opening = `${indent}${name} {`;
  const remark = `  # ${remarks.join('; ')}`;
  if (depth <= 1) return [`${opening} … }${remark}`];
  return [`${opening}${remark}`, ...bodyLines(block, `${path}${name}.`, notes, depth - 1, `${indent}  `), `${indent}}`];
}
