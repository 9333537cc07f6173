/**
 * Ranking of documents with fields by BM25F: occurrences in a field count by its weight and against its usual length, then
 * saturate together, so that a word in the name is worth more than ten in the arguments.
 */
export interface FieldOptions {
  readonly weight: number;
  /** 0 = a long field is as good as a short one; 1 = occurrences count in proportion. */
  readonly lengthPenalty: number;
}

export type Fields<Name extends string> = Readonly<Record<Name, readonly string[]>>;

export interface Ranked {
  /** Place of the document in the list that was indexed. */
  readonly document: number;
  readonly score: number;
}

/** So that a word is not common because a provider has few types, and ranks of several providers can be merged. */
const LEAST_SIZE = 1000;

/** How soon further occurrences of a word stop to matter. */
const SATURATION = 1.2;

/** Indexes documents once; the function it gives ranks them by words with weights, best first, those without a hit left out. */
export function createIndex<Name extends string>(
  documents: readonly Fields<Name>[],
  options: Readonly<Record<Name, FieldOptions>>,
): (query: ReadonlyMap<string, number>) => Ranked[] {
  const fields = Object.keys(options) as Name[];
  const postings = new Map<string, Map<number, number>>();
  for (const field of fields) {
    const { weight, lengthPenalty } = options[field];
    const average =
      documents.reduce((sum, document) => sum + document[field].length, 0) / Math.max(1, documents.length);
    for (const [index, document] of documents.entries()) {
      const words = document[field];
      const worth = weight / (1 - lengthPenalty + (lengthPenalty * words.length) / Math.max(1, average));
      for (const word of words) addPosting(postings, word, index, worth);
    }
  }
  return (query) => rank(postings, documents.length, query);
}

function addPosting(postings: Map<string, Map<number, number>>, word: string, index: number, worth: number): void {
  let places = postings.get(word);
  if (places === undefined) {
    places = new Map();
    postings.set(word, places);
  }
  places.set(index, (places.get(index) ?? 0) + worth);
}

function rank(
  postings: ReadonlyMap<string, ReadonlyMap<number, number>>,
  size: number,
  query: ReadonlyMap<string, number>,
): Ranked[] {
  const scores = new Map<number, number>();
  for (const [word, weight] of query) {
    const places = postings.get(word);
    if (places === undefined) continue;
    const rarity = Math.log(1 + (Math.max(size, LEAST_SIZE) - places.size + 0.5) / (places.size + 0.5));
    for (const [document, worth] of places) {
      const gain = (weight * rarity * worth) / (SATURATION + worth);
      scores.set(document, (scores.get(document) ?? 0) + gain);
    }
  }
  return [...scores]
    .map(([document, score]) => ({ document, score }))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}
