/**
 * Reads the Go expressions in which cty's own tables give types and values: `cty.ListVal([]cty.Value{cty.StringVal("x")})`.
 * What stands for something that Terraform does not have (capsules, helper functions) makes it throw.
 */
import {
  BOOL,
  boolValue,
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  EMPTY_OBJECT,
  EMPTY_TUPLE,
  listOf,
  listValue,
  mapOf,
  mapValue,
  NUMBER,
  nullOf,
  numberValue,
  numericFromDouble,
  objectOf,
  objectValue,
  parseNumeric,
  type Refinement,
  refine,
  STRING,
  setOf,
  setValue,
  stringValue,
  type Type,
  tupleOf,
  tupleValue,
  unknownOf,
  type Value,
  withMarks,
} from '../../src/cty/index.ts';

type Item = unknown;
const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|-?\d[\w.]*(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|\[\]|./gsu;

/** The value that the expression stands for: a Type, a Value, an array, a Map, a string, number, boolean or null (for nil). */
export function readGo(source: string): Item {
  const tokens = [...source.matchAll(TOKEN)].map(([token]) => token).filter((token) => token.trim() !== '');
  const reader = { tokens, at: 0 };
  const item = expression(reader);
  if (reader.at !== tokens.length) throw new Error(`cannot read Go after ${tokens[reader.at]}`);
  return item;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function peek(reader: Reader): string {
  return reader.tokens[reader.at] ?? '';
}
function next(reader: Reader): string {
  return reader.tokens[reader.at++] ?? '';
}
function expect(reader: Reader, token: string): void {
  const found = next(reader);
  if (found !== token) throw new Error(`cannot read Go: ${token} expected, found ${found}`);
}

function unquote(token: string): string {
  if (token.startsWith('`')) return token.slice(1, -1);
  return JSON.parse(
    token
      .replace(/\\x([0-9a-fA-F]{2})/g, '\\u00$1')
      .replace(/\\U0*([0-9a-fA-F]+)/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
  ) as string;
}

function expression(reader: Reader): Item {
  let item = primary(reader);
  while (peek(reader) === '.') {
    next(reader);
    item = method(reader, item, next(reader));
  }
  return item;
}

function primary(reader: Reader): Item {
  const token = next(reader);
  if (/^["`]/.test(token)) return unquote(token);
  if (/^-?\d/.test(token)) return Number(token.replace(/_/g, ''));
  if (token === '[]') {
    typeName(reader);
    return literal(reader);
  }
  if (token === 'map') {
    expect(reader, '[');
    typeName(reader);
    expect(reader, ']');
    typeName(reader);
    return new Map(literal(reader) as [string, Item][]);
  }
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'nil') return null;
  if (token === 'cty') {
    expect(reader, '.');
    return construct(reader, next(reader));
  }
  throw new Error(`cannot read Go: ${token}`);
}

function typeName(reader: Reader): void {
  while (peek(reader) !== '{' && peek(reader) !== ']') next(reader);
}

function literal(reader: Reader): Item[] {
  expect(reader, '{');
  const items: Item[] = [];
  while (peek(reader) !== '}') {
    const item = peek(reader) === '{' ? literal(reader) : expression(reader);
    if (peek(reader) === ':') {
      next(reader);
      items.push([item, expression(reader)]);
    } else items.push(item);
    if (peek(reader) === ',') next(reader);
  }
  next(reader);
  return items;
}

function call(reader: Reader): Item[] {
  expect(reader, '(');
  const items: Item[] = [];
  while (peek(reader) !== ')') {
    items.push(expression(reader));
    if (peek(reader) === ',') next(reader);
  }
  next(reader);
  return items;
}

const NAMED: Readonly<Record<string, Item>> = {
  String: STRING,
  Number: NUMBER,
  Bool: BOOL,
  DynamicPseudoType: DYNAMIC,
  DynamicVal: DYNAMIC_UNKNOWN,
  True: boolValue(true),
  False: boolValue(false),
  Zero: numberValue(0),
  PositiveInfinity: numberValue(Infinity),
  NegativeInfinity: numberValue(-Infinity),
  EmptyObject: EMPTY_OBJECT,
  EmptyTuple: EMPTY_TUPLE,
  EmptyObjectVal: objectValue({}),
  EmptyTupleVal: tupleValue([]),
  NilType: null,
  NilVal: null,
};

function construct(reader: Reader, name: string): Item {
  if (name in NAMED) return NAMED[name];
  const args = call(reader);
  const [first, second] = args;
  const values = first as Value[];
  const type = first as Type;
  switch (name) {
    case 'StringVal':
      return stringValue((first as string).normalize('NFC'));
    case 'BoolVal':
      return boolValue(first as boolean);
    case 'NumberIntVal':
    case 'NumberUIntVal':
      return numberValue(first as number);
    case 'NumberFloatVal':
      return numberValue(numericFromDouble(first as number));
    case 'MustParseNumberVal':
      return numberValue(parseNumeric(first as string) ?? Number.NaN);
    case 'NullVal':
      return nullOf(type);
    case 'UnknownVal':
      return unknownOf(type);
    case 'List':
      return listOf(type);
    case 'Set':
      return setOf(type);
    case 'Map':
      return mapOf(type);
    case 'Tuple':
      return tupleOf((first ?? []) as Type[]);
    case 'Object':
      return objectOf(first as Map<string, Type>);
    case 'ObjectWithOptionalAttrs':
      return objectOf(first as Map<string, Type>, new Set((second ?? []) as string[]));
    case 'ListVal':
      return listValue(elementType(values), alike(values));
    case 'SetVal':
      return setValue(elementType(values), alike(values));
    case 'MapVal': {
      const entries = first as Map<string, Value>;
      return mapValue(elementType([...entries.values()]), entries);
    }
    case 'ListValEmpty':
      return listValue(type, []);
    case 'SetValEmpty':
      return setValue(type, []);
    case 'MapValEmpty':
      return mapValue(type, []);
    case 'TupleVal':
      return tupleValue(values ?? []);
    case 'ObjectVal':
      return objectValue((first ?? new Map()) as Map<string, Value>);
    case 'NewValueMarks':
      return new Set(args);
    default:
      throw new Error(`cannot read Go: cty.${name}`);
  }
}

/** In a collection of one type, a null or unknown element of no type has that type. */
function alike(values: readonly Value[]): readonly Value[] {
  const type = elementType(values);
  return values.map((value) => (value.type.kind === 'dynamic' && value.state !== 'known' ? { ...value, type } : value));
}

function elementType(values: readonly Value[]): Type {
  return values.find(({ type }) => type.kind !== 'dynamic')?.type ?? DYNAMIC;
}

function method(reader: Reader, item: Item, name: string): Item {
  const [first, second] = call(reader);
  const value = item as Value;
  const narrowed = (refinement: Refinement) => refine(value, refinement);
  switch (name) {
    case 'Mark':
      return withMarks(value, new Set([String(first)]) as never);
    case 'WithMarks':
      return withMarks(value, new Set([...(first as Set<unknown>)].map(String)) as never);
    case 'RefineNotNull':
    case 'NotNull':
      return narrowed({ notNull: true });
    case 'Refine':
    case 'NewValue':
      return value;
    case 'StringPrefix':
    case 'StringPrefixFull':
      return narrowed({ prefix: first as string });
    case 'CollectionLengthLowerBound':
      return narrowed({ minLength: first as number });
    case 'CollectionLengthUpperBound':
      return narrowed({ maxLength: first as number });
    case 'CollectionLength':
      return narrowed({ minLength: first as number, maxLength: first as number });
    case 'NumberRangeLowerBound':
      return narrowed({ min: { value: (first as { data: number }).data, inclusive: second as boolean } });
    case 'NumberRangeUpperBound':
      return narrowed({ max: { value: (first as { data: number }).data, inclusive: second as boolean } });
    case 'NumberRangeInclusive':
      return narrowed({
        min: { value: (first as { data: number }).data, inclusive: true },
        max: { value: (second as { data: number }).data, inclusive: true },
      });
    default:
      throw new Error(`cannot read Go: method ${name}`);
  }
}
