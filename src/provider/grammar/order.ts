/** Parts in any order, each at most once: a rule for every set of parts that may have been written so far. */
import { oneOf, type RuleBook } from './rules.ts';

export interface Part {
  readonly name: string;
  /** GBNF. */
  readonly rule: string;
  /** Without it the row cannot end. */
  readonly must: boolean;
  /** Parts that cannot stand beside it. */
  readonly excludes: ReadonlySet<string>;
}

/** Of more parts than this the sets are too many. */
const MOST_SETS = 6;

/**
 * GBNF; the parts that matter most come first. What there are too many sets for may come anywhere, and nothing here keeps it
 * from coming twice. Of each of `needs` one part must be there, if it is among the first. `before` stands in front of every part.
 */
export function anyOrder(
  parts: readonly Part[],
  needs: readonly (readonly string[])[],
  book: RuleBook,
  before: string,
): string {
  const free = parts.slice(0, MOST_SETS);
  const names = new Set(free.map(({ name }) => name));
  const rows = needs.filter((row) => row.some((name) => names.has(name)));
  const others = fitting(parts.slice(MOST_SETS), free);
  const filler = others.length === 0 ? '' : `(${before} ${book.add('other', oneOf(others))})*`;
  const known = new Map<number, string | undefined>();
  const ruleAfter = (written: number): string | undefined => {
    if (!known.has(written)) known.set(written, next(written));
    return known.get(written);
  };
  const next = (written: number): string | undefined => {
    const there = free.filter((_, index) => (written & (1 << index)) !== 0);
    const complete =
      free.every((part) => !part.must || there.includes(part)) &&
      rows.every((row) => there.some(({ name }) => row.includes(name)));
    const alternatives = free.flatMap((part, index) => {
      if (
        there.includes(part) ||
        there.some(({ name, excludes }) => excludes.has(part.name) || part.excludes.has(name))
      )
        return [];
      const after = ruleAfter(written | (1 << index));
      return after === undefined ? [] : [`${part.rule} ${after}`.trim()];
    });
    if (alternatives.length === 0) return complete ? filler : undefined;
    const row = `${before} ${oneOf(alternatives)}`;
    return book.add('row', `${filler} ${complete ? `(${row})?` : row}`.trim());
  };
  return ruleAfter(0) ?? '';
}

/** Parts that nothing among those that come once, and none before them, excludes. */
function fitting(parts: readonly Part[], free: readonly Part[]): string[] {
  const opposed = (one: Part, other: Part) => one.excludes.has(other.name) || other.excludes.has(one.name);
  const apart = parts.filter((part) => !free.some((each) => opposed(part, each)));
  return apart
    .filter((part, index) => !apart.slice(0, index).some((each) => opposed(part, each)))
    .map(({ rule }) => rule);
}

/** One or more of the parts, in any order, with `between` where two meet; the first `most` of them are different ones. */
export function someOf(rules: readonly string[], most: number, book: RuleBook, between: string): string {
  const any = book.add('any', oneOf(rules));
  const after = (written: readonly number[]): string => {
    if (written.length === Math.min(most, rules.length)) return `(${between} ${any})*`;
    const alternatives = rules.flatMap((rule, index) => {
      if (written.includes(index)) return [];
      return [`${rule} ${after([...written, index].sort((a, b) => a - b))}`];
    });
    if (written.length === 0) return oneOf(alternatives);
    return book.add('next', `(${between} ${oneOf(alternatives)})?`);
  };
  return after([]);
}
