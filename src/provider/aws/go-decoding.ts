/**
 * How Go's encoding/json takes a document into a struct of the SDK: what it says of the first value that does not fit. Names of
 * fields match in any case, null fits everywhere, what a struct does not know is passed over.
 */
import { goJsonFault } from '../facts/index.ts';

/**
 * `string`, `bool`, `int32`, `map` (of texts), `=Name` (a text with a type of its own), `Name` (a struct of the table), and `[]` before any of these.
 */
type GoType = string;
/** Fields by their names in lower case. */
export type GoStructs = ReadonlyMap<string, ReadonlyMap<string, { readonly name: string; readonly type: GoType }>>;

/** One struct a line: `KeyValuePair Name:string Value:string`. */
export function goStructs(table: string): GoStructs {
  const lines = table.trim().split(/\n\s*/);
  return new Map(
    lines.map((line) => {
      const [struct = '', ...fields] = line.split(/\s+/);
      const pairs = fields.map((field) => field.split(':') as [string, GoType]);
      return [struct, new Map(pairs.map(([name, type]) => [name.toLowerCase(), { name, type }]))];
    }),
  );
}

export type Json = null | string | boolean | GoNumber | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}
/** A number as it is written. */
export interface GoNumber {
  readonly [NUMBER]: string;
}
const NUMBER = '\u0000';

export type Decoded = { readonly value: Json } | { readonly problem: string };

/** The first value of a text as that type. */
export function goDecode(text: string, type: GoType, structs: GoStructs): Decoded {
  const fault = goJsonFault(text);
  const ended = fault?.message.endsWith('after top-level value') === true;
  if (fault !== undefined && !ended)
    return { problem: fault.message === 'unexpected end of JSON input' ? 'unexpected EOF' : fault.message };
  const value = parse(ended ? text.slice(0, fault.index) : text);
  const misfit = misfitOf(value, type, { structs, struct: undefined, path: [] });
  if (misfit !== undefined) return { problem: `json: ${misfit}` };
  if (ended) return { problem: fault.message.replace('after top-level value', 'looking for beginning of value') };
  return { value };
}

const TOKENS = /"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

function parse(text: string): Json {
  const marked = text.replace(TOKENS, (token) => (token[0] === '"' ? token : `{"\\u0000":"${token}"}`));
  return JSON.parse(marked) as Json;
}

export function isNumber(value: Json): value is GoNumber {
  return typeof value === 'object' && value !== null && NUMBER in value;
}

interface Where {
  readonly structs: GoStructs;
  readonly struct: string | undefined;
  readonly path: readonly string[];
}

function misfitOf(value: Json, type: GoType, where: Where): string | undefined {
  if (value === null) return undefined;
  if (type.startsWith('[]'))
    return Array.isArray(value)
      ? firstOf(value, (item: Json) => misfitOf(item, type.slice(2), where))
      : refuse(value, type, where);
  const isObject = typeof value === 'object' && !Array.isArray(value) && !isNumber(value);
  if (type === 'map')
    return isObject
      ? firstOf(Object.values(value), (item) => misfitOf(item, 'string', where))
      : refuse(value, type, where);
  const fields = where.structs.get(type);
  if (fields === undefined) return fits(value, type) ? undefined : refuse(value, type, where);
  if (!isObject) return refuse(value, type, where);
  return firstOf(Object.entries(value), ([key, member]) => {
    const field = fields.get(key.toLowerCase());
    if (field === undefined) return undefined;
    return misfitOf(member, field.type, { ...where, struct: type, path: [...where.path, field.name] });
  });
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fits(value: Json, type: GoType): boolean {
  if (type === 'bool') return typeof value === 'boolean';
  if (type !== 'int32') return typeof value === 'string';
  return isNumber(value) && /^-?\d+$/.test(value[NUMBER]) && Math.abs(Number(value[NUMBER])) <= 2 ** 31 - 1;
}

function refuse(value: Json, type: GoType, { structs, struct, path }: Where): string {
  const place = struct === undefined ? 'value' : `struct field ${struct}.${path.join('.')}`;
  return `cannot unmarshal ${kindOf(value, type)} into Go ${place} of type ${typeText(type, structs)}`;
}

function kindOf(value: Json, type: GoType): string {
  if (Array.isArray(value)) return 'array';
  if (isNumber(value)) return type === 'int32' ? `number ${value[NUMBER]}` : 'number';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function typeText(type: GoType, structs: GoStructs): string {
  if (type.startsWith('[]')) return `[]${typeText(type.slice(2), structs)}`;
  if (type === 'map') return 'map[string]string';
  if (type.startsWith('=')) return `types.${type.slice(1)}`;
  return structs.has(type) ? `types.${type}` : type;
}
