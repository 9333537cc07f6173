/** The values that a request states, as words of it: what an answer must copy, and no shape could guess. */
export interface Stated {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Such as `eu-west-1`, where the request names one. */
  readonly region: string | undefined;
}

export const NOTHING_STATED: Stated = { texts: [], numbers: [], region: undefined };

const LONGEST = 120;
const MOST = 80;
const QUOTED = /"([^"\n]+)"|`([^`\n]+)`|(?<![\w])'([^'\n]+)'(?!\w)/g;
const EDGES = /^[^\p{L}\p{N}/*_.-]+|[^\p{L}\p{N}/*_-]+$/gu;
const REGION = /\b(?:us|eu|ap|ca|sa|me|af|il|mx|cn)-(?:gov-)?[a-z]+-\d\b/;

export function statedIn(request: string): Stated {
  const quoted = [...request.matchAll(QUOTED)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const words = request.split(/\s+/).map((word) => word.replaceAll(EDGES, ''));
  const texts = [...quoted, ...words.filter(looksLikeValue)].filter(isPlain);
  const numbers = words.filter((word) => /^\d{1,12}(?:\.\d{1,6})?$/.test(word)).map(Number);
  return {
    texts: [...new Set(texts)].slice(0, MOST),
    numbers: [...new Set(numbers)],
    region: REGION.exec(request)?.[0],
  };
}

/** Addresses, paths, identifiers and codes; ordinary words are values only in quotes. */
const looksLikeValue = (word: string) => /[\d./:@_*-]/.test(word) || /^[A-Z][A-Z0-9]+$/.test(word);

const isPlain = (text: string) => text.length > 0 && text.length <= LONGEST && !/["\\\n]|[$%]\{/.test(text);
