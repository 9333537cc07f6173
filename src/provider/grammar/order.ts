/** Parts in any order, each at most once: a rule for every set of parts that may have been written so far. */
import { oneOf, type RuleBook } from './rules.ts';

export interface Part {
  /** GBNF. */
  readonly rule: string;
  /** Without it the row cannot end. */
  readonly must: boolean;
}

/** Of more parts than this the sets are too many. */
const MOST_SETS = 6;

/**
 * GBNF; the parts that matter most come first. Those for which there are too many sets, and `others`, may come anywhere, and
 * nothing keeps them from coming twice. `before` stands in front of every part.
 */
export function anyOrder(parts: readonly Part[], others: readonly string[], book: RuleBook, before = ''): string {
  const once = parts.slice(0, MOST_SETS);
  const loose = [...parts.slice(MOST_SETS).map(({ rule }) => rule), ...others];
  const filler = loose.length === 0 ? '' : `(${before} ${book.add('other', oneOf(loose))})*`;
  const ruleAfter = (written: number): string => {
    const left = once.filter((_, index) => (written & (1 << index)) === 0);
    if (left.length === 0) return filler;
    const alternatives = left.map((part) => `${part.rule} ${ruleAfter(written | (1 << once.indexOf(part)))}`.trim());
    const row = `${before} ${oneOf(alternatives)}`;
    return book.add('row', `${filler} ${left.some(({ must }) => must) ? row : `(${row})?`}`.trim());
  };
  return ruleAfter(0);
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
