/** The schema grammar of a request in words: retrieval says which types, their names and arguments which of them are certain. */
import { findType } from '../card/index.ts';
import { loadPack, type SchemaLine } from '../pack/index.ts';
import { type RetrievedType, referenceOf, retrieveTypes } from '../retrieval/index.ts';
import { relates, touches } from '../retrieval/words.ts';
import { type GrammarType, schemaGrammar } from './schema-grammar.ts';
import { statedIn } from './stated.ts';

export interface RequestGrammarOptions {
  readonly provider?: string | undefined;
  /** How many types at most; default 6, and 10 for a model that knows Terraform. */
  readonly limit?: number | undefined;
  /** all: every optional argument is let in; mentioned (default): those that the request speaks of, and tags. */
  readonly optional?: 'all' | 'mentioned' | undefined;
  readonly packsDirs?: readonly string[] | undefined;
  /** `free`: the configuration that the request is about, whose resources may stay. */
  readonly base?: string | undefined;
  /** For a model that knows Terraform: nothing is prescribed but what exists. */
  readonly free?: boolean | undefined;
}

const LIMIT = 6;
const FREE_LIMIT = 10;
/** A type this near to the best one is taken for certain. */
const NEAR = 0.6;
const ALWAYS = new Set(['tags', 'name', 'bucket']);
const NAMES = /(?:^|_)(?:name|identifier|token|family)$/;

/** Undefined where the request speaks of no type that a pack knows, and where the base holds more than resources. */
export function requestGrammar(request: string, options: RequestGrammarOptions = {}): string | undefined {
  const { provider, packsDirs, base, free = false, limit = free ? FREE_LIMIT : LIMIT } = options;
  const found = retrieveTypes(request, { provider, packsDirs, limit });
  const there = base === undefined ? [] : resourcesIn(base, packsDirs);
  if (there === undefined) return undefined;
  const types = [...there, ...withNeeded(found, packsDirs)];
  if (types.length === 0) return undefined;
  const said = [request, base ?? ''].join('\n');
  const rank = ranking(said);
  const wants = (_: string, path: string) => rank(path) >= (free ? 1 : 2);
  const stated = statedIn(said);
  return schemaGrammar(types, {
    packsDirs,
    stated,
    free,
    rank: (_, path) => rank(path),
    ...(options.optional !== 'all' && { wants }),
  });
}

/** Undefined where other blocks than resources and settings of providers are among them. */
function resourcesIn(base: string, packsDirs: readonly string[] | undefined): GrammarType[] | undefined {
  const blocks = [...base.matchAll(/^(\w+)((?: "[^"]*")*) \{/gm)];
  if (blocks.some(([, kind = '']) => !['terraform', 'provider', 'resource'].includes(kind))) return undefined;
  return blocks.flatMap(([, kind, labels = '']): GrammarType[] => {
    const [type = '', label = ''] = [...labels.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string);
    const found = kind === 'resource' ? findType('managed', type, packsDirs) : undefined;
    return found === undefined ? [] : [{ type, label, mode: 'managed', provider: found.address }];
  });
}

/** 3: always wanted; 2: the request speaks of it; 1: it may. */
function ranking(request: string): (path: string) => number {
  const [speaksOf, hintsAt] = [relates(request), touches(request)];
  return (path) => {
    const name = path.split('.').at(-1) as string;
    if (ALWAYS.has(path)) return 3;
    if (speaksOf(name)) return 2;
    return NAMES.test(path) || hintsAt(name) ? 1 : 0;
  };
}

function withNeeded(found: readonly RetrievedType[], packsDirs: readonly string[] | undefined): GrammarType[] {
  const best = found[0]?.score ?? 0;
  const near = found.filter(({ score, mode }) => mode === 'managed' && score >= best * NEAR);
  return found.map((each) => ({
    ...each,
    needed: near.includes(each) || near.some((other) => uses(other, each, packsDirs)),
  }));
}

/** Whether a required argument of one is likely to refer to the other: what all its arguments speak of is too much. */
function uses(one: RetrievedType, other: RetrievedType, packsDirs: readonly string[] | undefined): boolean {
  if (one.provider !== other.provider || other.mode !== 'managed') return false;
  return requiredArguments(one, packsDirs).some(
    (name) => referenceOf(one.provider, one.type, name, packsDirs) === other.type,
  );
}

function requiredArguments({ provider, type }: RetrievedType, packsDirs: readonly string[] | undefined): string[] {
  const schema = loadPack(provider, undefined, packsDirs)?.line(`resource.${type}`) as SchemaLine | undefined;
  return Object.entries(schema?.a ?? {})
    .filter(([, line]) => (typeof line === 'string' ? line : line[0]).includes('r'))
    .map(([name]) => name);
}
