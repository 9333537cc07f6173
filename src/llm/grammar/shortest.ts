/** The shortest text of each rule, for ending an answer that ran into its limit. */
import { sideTable } from '../../util/side-table.ts';
import type { Grammar, GrammarSymbol, Row } from './parse.ts';

/** Readable where a class leaves a choice. */
const PREFERRED = 'xa0 1A-_'.split('').map((character) => character.charCodeAt(0));

const known = sideTable<Grammar, readonly (string | undefined)[]>();

/** By rule number; undefined where a rule has no finite text. Computed once for a grammar. */
export function shortestTexts(grammar: Grammar): readonly (string | undefined)[] {
  const texts = known.get(grammar) ?? findShortest(grammar);
  known.set(grammar, texts);
  return texts;
}

function findShortest({ rules }: Grammar): readonly (string | undefined)[] {
  const texts: (string | undefined)[] = rules.map(() => undefined);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [number, alternatives] of rules.entries()) {
      for (const row of alternatives) {
        const text = textOfRow(row, 0, texts);
        const present = texts[number];
        if (text === undefined || (present !== undefined && text.length >= present.length)) continue;
        texts[number] = text;
        changed = true;
      }
    }
  }
  return texts;
}

/** The shortest text of a row from a place on. */
export function textOfRow(row: Row, from: number, texts: readonly (string | undefined)[]): string | undefined {
  let text = '';
  for (let index = from; index < row.length; index++) {
    const symbol = row[index] as GrammarSymbol;
    const part = symbol.kind === 'rule' ? texts[symbol.rule] : oneOf(symbol);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function oneOf(symbol: GrammarSymbol & { kind: 'character' }): string {
  const code = PREFERRED.find((each) => accepts(symbol, each)) ?? symbol.ranges[0]?.[0] ?? 120;
  return String.fromCodePoint(code);
}

export function accepts({ ranges, negated }: GrammarSymbol & { kind: 'character' }, code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to) !== negated;
}
