/**
 * BLEU over white-space tokens, up to four in a row, as CodeBLEU's published implementation computes it: an order without a
 * match counts as 0.1 matches, and no single token in common gives 0.
 */
const ORDERS = 4;
const SMOOTHING = 0.1;

/** How often each run of tokens occurs, by its length less one. */
export type NgramCounts = readonly ReadonlyMap<string, number>[];

export interface TokenText {
  readonly tokens: readonly string[];
  readonly ngrams: NgramCounts;
}

export function tokenText(text: string): TokenText {
  const tokens = text.split(WHITE_SPACE).filter((token) => token !== '');
  return { tokens, ngrams: Array.from({ length: ORDERS }, (_, index) => countNgrams(tokens, index + 1)) };
}

/** What Python's `str.split()` takes for white space, which differs from JavaScript's `\s`. */
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function countNgrams(tokens: readonly string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + length <= tokens.length; start++) {
    const key = tokens.slice(start, start + length).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The share of the candidate's runs of tokens that the reference has as well, 0 to 1. */
export function ngramMatch(reference: TokenText, candidate: TokenText): number {
  const shares = candidate.ngrams.map((counts, index) => share(counts, reference.ngrams[index]));
  return geometricMean(shares) * brevityPenalty(reference.tokens.length, candidate.tokens.length);
}

/** The share of the reference's runs that the candidate has as well; single tokens count by weight. */
export function weightedNgramMatch(reference: TokenText, candidate: TokenText): number {
  const shares = reference.ngrams.map((counts, index) =>
    share(counts, candidate.ngrams[index], index === 0 ? weightOf : () => 1),
  );
  return geometricMean(shares) * brevityPenalty(PUBLISHED_LENGTH, candidate.tokens.length);
}

/** The published implementation takes a pair of tokens and weights for the reference: every reference is 2 long. */
const PUBLISHED_LENGTH = 2;

/** IaC-DPO: what every configuration is full of says little. */
const COMMON: ReadonlySet<string> = new Set(['=', '{', '}']);
const weightOf = (token: string) => (COMMON.has(token) ? 0.2 : 1);

interface Share {
  readonly matched: number;
  readonly total: number;
}

function share(
  counts: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number> | undefined,
  weight: (token: string) => number = () => 1,
): Share {
  let matched = 0;
  let total = 0;
  for (const [ngram, count] of counts) {
    matched += Math.min(count, others?.get(ngram) ?? 0) * weight(ngram);
    total += count * weight(ngram);
  }
  return { matched, total: Math.max(1, total) };
}

function geometricMean(shares: readonly Share[]): number {
  if (shares[0]?.matched === 0) return 0;
  const logs = shares.map(({ matched, total }) => Math.log((matched === 0 ? SMOOTHING : matched) / total));
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / ORDERS);
}

function brevityPenalty(reference: number, candidate: number): number {
  if (candidate > reference) return 1;
  return candidate === 0 ? 0 : Math.exp(1 - reference / candidate);
}
