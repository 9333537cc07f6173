/** What retrieval knows of a type: the words of its name, its arguments, what lies inside its blocks, and its value sets. */
import type { ResourceFacts } from '../facts/index.ts';
import { type BlockLine, loadPack, type NestedBlockLine, type SchemaLine } from '../pack/index.ts';
import { createIndex, type Fields, type Ranked } from './bm25.ts';
import { splitWords } from './words.ts';

export type TypeMode = 'managed' | 'data';
type Field = 'name' | 'arguments' | 'inside' | 'values';

export interface TypeIndex {
  readonly types: readonly string[];
  /** The words of each type's name, the provider's own left out. */
  readonly names: readonly (readonly string[])[];
  readonly rank: (query: ReadonlyMap<string, number>) => Ranked[];
}

const OPTIONS = {
  name: { weight: 6, lengthPenalty: 0.75 },
  arguments: { weight: 0.6, lengthPenalty: 0.6 },
  inside: { weight: 0.15, lengthPenalty: 0.5 },
  values: { weight: 0.25, lengthPenalty: 0.4 },
} as const;

const SMALL = 20;
/** Length from which two equal schemas are no accident. */
const TELLING = 300;
const KINDS = { managed: 'resource', data: 'data' } as const;
const indexes = new Map<string, TypeIndex | undefined>();

/** The index of a provider's types, made once; undefined where no pack has the provider. */
export function typeIndex(address: string, mode: TypeMode, packsDirs?: readonly string[]): TypeIndex | undefined {
  const key = [address, mode, ...(packsDirs ?? [])].join('\n');
  if (!indexes.has(key)) indexes.set(key, buildIndex(address, mode, packsDirs));
  return indexes.get(key);
}

function buildIndex(address: string, mode: TypeMode, packsDirs?: readonly string[]): TypeIndex | undefined {
  const pack = loadPack(address, undefined, packsDirs);
  if (pack === undefined) return undefined;
  const kind = KINDS[mode];
  const names = pack.names(kind);
  // Where there are few types, the provider's name says what they are for: random_password.
  const small = names.length < SMALL;
  const types: string[] = [];
  const documents: Fields<Field>[] = [];
  const seen = new Set<string>();
  // Shorter names first: of types with one schema, such as aws_lb and aws_alb, only the first is kept.
  for (const type of [...names].sort((a, b) => a.length - b.length)) {
    const schema = pack.line(`${kind}.${type}`) as SchemaLine;
    const text = JSON.stringify(schema);
    if (schema.x === 1 || (text.length > TELLING && seen.has(text))) continue;
    seen.add(text);
    types.push(type);
    documents.push(
      describe(
        splitWords(type).slice(small ? 0 : 1),
        schema,
        pack.line(`facts-${kind}.${type}`) as ResourceFacts | undefined,
      ),
    );
  }
  return { types, names: documents.map(({ name }) => name), rank: createIndex(documents, OPTIONS) };
}

function describe(name: readonly string[], schema: SchemaLine, facts: ResourceFacts | undefined): Fields<Field> {
  const words = (names: Iterable<string>) => [...new Set([...names].flatMap(splitWords))];
  return {
    name,
    arguments: words([...settable(schema), ...Object.keys(schema.b ?? {})]),
    inside: words(Object.values(schema.b ?? {}).flatMap((block) => namesInside(block, schema, 0))),
    values: words((facts?.checks ?? []).flatMap((check) => (check.is === 'oneOf' ? check.values.map(String) : []))),
  };
}

/** Arguments that can be written; what is only computed tells nothing about what a type is for. */
function settable({ a = {} }: BlockLine): string[] {
  return Object.entries(a)
    .filter(([, line]) => /[or]/.test(typeof line === 'string' ? line : line[0]))
    .map(([name]) => name);
}

const DEPTH = 3;

function namesInside([, , , inner]: NestedBlockLine, schema: SchemaLine, depth: number): string[] {
  const block = typeof inner === 'number' ? (schema.d?.[inner] ?? {}) : inner;
  const deeper = depth >= DEPTH ? [] : Object.values(block.b ?? {});
  return [
    ...settable(block),
    ...Object.keys(block.b ?? {}),
    ...deeper.flatMap((nested) => namesInside(nested, schema, depth + 1)),
  ];
}
