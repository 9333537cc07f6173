/**
 * The compact form of one schema, as a pack's line holds it:
 *
 *     { "v": version, "a": {name: attribute}, "b": {name: nested block}, "x": 1 if deprecated, "d": [shared blocks] }
 *
 * An attribute is its flags, or [flags, type]: flags are letters (r required, o optional, c computed, s sensitive,
 * w write-only, d deprecated), a type is cty's JSON, `"string"` where it is left out, or {nesting: {name: attribute}} for
 * a nested attribute. A nested block is [nesting, min, max, block], trailing zeros left out before the block kept; a
 * block is {"a", "b", "x"} or the number of a shared one in "d", which stands there because it occurs more than once.
 */
import { BOOL, DYNAMIC, listOf, mapOf, NUMBER, objectOf, STRING, setOf, type Type, tupleOf } from '../../cty/index.ts';
import { typeOfNestedAttribute } from '../implied-type.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema, Schema } from '../schema.ts';

export type TypeJson =
  | string
  | readonly ['list' | 'set' | 'map', TypeJson]
  | readonly ['tuple', readonly TypeJson[]]
  | readonly ['object', Readonly<Record<string, TypeJson>>]
  | readonly ['object', Readonly<Record<string, TypeJson>>, readonly string[]];
export type NestedTypeLine = Readonly<
  Partial<Record<'single' | 'list' | 'set' | 'map', Readonly<Record<string, AttributeLine>>>>
>;
export type AttributeLine = string | readonly [flags: string, type: TypeJson | NestedTypeLine];
export type NestedBlockLine = readonly [
  nesting: NestedBlockSchema['nesting'],
  min: number,
  max: number,
  block: BlockLine | number,
];

export interface BlockLine {
  readonly a?: Readonly<Record<string, AttributeLine>>;
  readonly b?: Readonly<Record<string, NestedBlockLine>>;
  readonly x?: 1;
}
export interface SchemaLine extends BlockLine {
  readonly v?: number;
  readonly d?: readonly BlockLine[];
}

/** Decoded types by their JSON, so that equal types are one object. */
const types = new Map<string, Type>();

export function decodeType(json: TypeJson): Type {
  if (typeof json === 'string') {
    switch (json) {
      case 'string':
        return STRING;
      case 'number':
        return NUMBER;
      case 'bool':
        return BOOL;
      case 'dynamic':
        return DYNAMIC;
      default:
        throw new Error(`a pack names an unknown type ${JSON.stringify(json)}`);
    }
  }
  const key = JSON.stringify(json);
  let type = types.get(key);
  if (type === undefined) {
    type = decodeCompound(json);
    types.set(key, type);
  }
  return type;
}

function decodeCompound(json: Exclude<TypeJson, string>): Type {
  switch (json[0]) {
    case 'list':
      return listOf(decodeType(json[1]));
    case 'set':
      return setOf(decodeType(json[1]));
    case 'map':
      return mapOf(decodeType(json[1]));
    case 'tuple':
      return tupleOf(json[1].map(decodeType));
    case 'object':
      return objectOf(
        Object.fromEntries(Object.entries(json[1]).map(([name, type]) => [name, decodeType(type)])),
        new Set(json[2] ?? []),
      );
  }
}

export function decodeSchema(line: SchemaLine): Schema {
  const shared: BlockSchema[] = [];
  for (const block of line.d ?? []) shared.push(decodeBlock(block, shared));
  return { version: line.v ?? 0, block: decodeBlock(line, shared) };
}

function decodeBlock(line: BlockLine, shared: readonly BlockSchema[]): BlockSchema {
  const blocks = new Map<string, NestedBlockSchema>();
  for (const [name, [nesting, minItems, maxItems, block]] of Object.entries(line.b ?? {})) {
    blocks.set(name, {
      nesting,
      minItems,
      maxItems,
      block: typeof block === 'number' ? (shared[block] as BlockSchema) : decodeBlock(block, shared),
    });
  }
  return { attributes: decodeAttributes(line.a ?? {}), blocks, deprecated: line.x === 1 };
}

function decodeAttributes(lines: Readonly<Record<string, AttributeLine>>): ReadonlyMap<string, AttributeSchema> {
  const attributes = new Map<string, AttributeSchema>();
  for (const [name, line] of Object.entries(lines)) attributes.set(name, decodeAttribute(line));
  return attributes;
}

/** Attributes repeat thousands of times: equal plain ones are one object. */
const plainAttributes = new Map<string, AttributeSchema>();

function decodeAttribute(line: AttributeLine): AttributeSchema {
  if (typeof line === 'string') return plainAttribute(line, line, STRING);
  const [flags, type] = line;
  if (typeof type === 'string') return plainAttribute(`${flags} ${type}`, flags, decodeType(type));
  if (Array.isArray(type)) return withFlags(flags, decodeType(type as TypeJson));
  const [nesting, members] = Object.entries(type)[0] as [
    'single' | 'list' | 'set' | 'map',
    Record<string, AttributeLine>,
  ];
  const attributes = decodeAttributes(members);
  return { ...withFlags(flags, typeOfNestedAttribute(attributes, nesting)), nested: { nesting, attributes } };
}

function plainAttribute(key: string, flags: string, type: Type): AttributeSchema {
  let attribute = plainAttributes.get(key);
  if (attribute === undefined) {
    attribute = withFlags(flags, type);
    plainAttributes.set(key, attribute);
  }
  return attribute;
}

function withFlags(flags: string, type: Type): AttributeSchema {
  return {
    type,
    required: flags.includes('r'),
    optional: flags.includes('o'),
    computed: flags.includes('c'),
    sensitive: flags.includes('s'),
    writeOnly: flags.includes('w'),
    deprecated: flags.includes('d'),
  };
}
