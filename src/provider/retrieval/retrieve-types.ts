/**
 * Which resource types a request in words is about: BM25 over what the packs know, a table of what people call things, and
 * the types that the best ones need (a function's role, a cluster's subnets).
 */
import { bundledProviders } from '../pack/index.ts';
import { aliasesOf, CLOUD_WORDS, UTILITY_WORDS } from './aliases.ts';
import { companionsOf } from './companions.ts';
import { type TypeMode, typeIndex } from './documents.ts';
import { splitWords, wordsOf } from './words.ts';

export interface RetrievedType {
  /** Such as `aws_s3_bucket`. */
  readonly type: string;
  readonly mode: TypeMode;
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  /** Comparable within one answer only. */
  readonly score: number;
}

export interface RetrievalOptions {
  /** Name (`aws`), source (`hashicorp/aws`) or address; several with commas. Default: the cloud
   * that the request speaks of, else aws. Small providers that it speaks of, such as random, come along. */
  readonly provider?: string | undefined;
  /** How many types at most; default 12. */
  readonly limit?: number | undefined;
  /** Default: managed and data, together in one ranking. */
  readonly modes?: readonly TypeMode[] | undefined;
  readonly packsDirs?: readonly string[] | undefined;
}

/** Most requests create: a data source ranks below resources, and further below where a resource has its name. */
const DATA_WEIGHT = 0.7;
const TWIN_WEIGHT = 0.4;
/** Types named in the request outright come first. */
const NAMED = 1000;

/** The types that a request is most likely about, best first. */
export function retrieveTypes(query: string, options: RetrievalOptions = {}): RetrievedType[] {
  const addresses = addressesFor(query, options);
  const found = addresses.flatMap((address) =>
    (options.modes ?? (['managed', 'data'] as const)).flatMap((mode) => rankTypes(query, address, mode, options)),
  );
  const withCompanions = addCompanions(found.sort(byScore), options);
  return withCompanions.sort(byScore).slice(0, options.limit ?? 12);
}

const byScore = (a: RetrievedType, b: RetrievedType) => b.score - a.score || (a.type < b.type ? -1 : 1);

function rankTypes(
  query: string,
  address: string,
  mode: TypeMode,
  { packsDirs, modes }: RetrievalOptions,
): RetrievedType[] {
  const index = typeIndex(address, mode, packsDirs);
  if (index === undefined) return [];
  const named = new Set(query.toLowerCase().match(/[a-z][a-z0-9]*_[a-z0-9_]+/g));
  const managed =
    mode === 'data' && modes?.includes('managed') !== false
      ? typeIndex(address, 'managed', packsDirs)?.types
      : undefined;
  const weightOf = (type: string) =>
    mode === 'managed' ? 1 : managed?.includes(type.replace(/s$/, '')) ? TWIN_WEIGHT : DATA_WEIGHT;
  const words = queryWords(query, nameOf(address));
  return index.rank(words).map(({ document, score }) => {
    const type = index.types[document] as string;
    const standing = score * weightOf(type) * coverage(index.names[document] as readonly string[], words);
    return { type, mode, provider: address, score: standing + (named.has(type) ? NAMED : 0) };
  });
}

/** A name of which every word was asked for counts in full: aws_s3_bucket before aws_s3_bucket_inventory. */
function coverage(name: readonly string[], words: ReadonlyMap<string, number>): number {
  return 0.4 + (0.6 * name.filter((word) => words.has(word)).length) / name.length;
}

/** Words of the request with weights; a repeated word weighs a little more, a word of an alias a little less. */
function queryWords(query: string, provider: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of wordsOf(query)) words.set(word, Math.min(1.6, (words.get(word) ?? 0.7) + 0.3));
  const text = ` ${splitWords(query).join(' ')} `;
  for (const [phrase, meant] of Object.entries(aliasesOf(provider))) {
    if (!text.includes(` ${splitWords(phrase).join(' ')} `)) continue;
    for (const word of splitWords(meant)) words.set(word, Math.max(words.get(word) ?? 0, 0.8));
  }
  return words;
}

const BEST = 5;
const OWN = 0.6;

/** Twice, so that what a companion needs comes along as well: a cluster's subnet, and the subnet's network. */
function addCompanions(found: readonly RetrievedType[], options: RetrievalOptions): RetrievedType[] {
  const standing = new Map(found.map((each) => [keyOf(each), each]));
  let parents = found.filter(({ mode }) => mode === 'managed').slice(0, BEST);
  for (let round = 0; round < 2; round++) {
    const added: RetrievedType[] = [];
    for (const parent of parents) {
      for (const { share, ...companion } of companionsOf(parent.provider, parent.type, options.packsDirs)) {
        if (options.modes?.includes(companion.mode) === false) continue;
        const entry = { ...companion, provider: parent.provider, score: 0 };
        const own = standing.get(keyOf(entry))?.score ?? 0;
        const score = Math.max(own, Math.min(parent.score, NAMED) * share + own * OWN);
        standing.set(keyOf(entry), { ...entry, score });
        if (own === 0 || score > own) added.push({ ...entry, score });
      }
    }
    parents = added
      .filter(({ mode }) => mode === 'managed')
      .sort(byScore)
      .slice(0, BEST);
  }
  return [...standing.values()];
}

const keyOf = ({ provider, mode, type }: RetrievedType) => `${provider} ${mode} ${type}`;

function addressesFor(query: string, { provider, packsDirs }: RetrievalOptions): string[] {
  const text = ` ${splitWords(query).join(' ')} `;
  const speaks = (phrases: readonly string[]) =>
    phrases.some((each) => text.includes(` ${splitWords(each).join(' ')} `));
  const spoken = (table: Readonly<Record<string, readonly string[]>>) =>
    Object.keys(table).filter((source) => speaks(table[source] ?? []));
  const clouds = provider?.split(',').map((each) => each.trim()) ?? spoken(CLOUD_WORDS);
  const wanted = [...(clouds.length > 0 ? clouds : ['hashicorp/aws']), ...spoken(UTILITY_WORDS)];
  const known = [...new Set(bundledProviders(packsDirs).map(({ address }) => address))];
  return known.filter((address) => wanted.some((name) => address === name || address.endsWith(`/${name}`)));
}

const nameOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
