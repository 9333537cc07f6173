/** Random texts of a grammar, for tests of what a grammar lets through. */
import { type Grammar, type GrammarSymbol, parseGrammar, type Row } from './parse.ts';
import { accepts, shortestTexts } from './shortest.ts';

/**
 * A text of the grammar; `random` gives numbers from 0 up to 1. After about `length` characters every choice goes to the
 * shortest way out.
 */
export function sampleGrammar(grammar: Grammar | string, random: () => number, length = 600): string {
  const parsed = typeof grammar === 'string' ? parseGrammar(grammar) : grammar;
  const { rules, root } = parsed;
  const shortest = shortestTexts(parsed);
  const out: string[] = [];
  const expected: GrammarSymbol[] = [{ kind: 'rule', rule: root }];
  for (let symbol = expected.pop(); symbol !== undefined; symbol = expected.pop()) {
    if (symbol.kind === 'character') {
      out.push(randomCharacter(symbol, random));
    } else if (out.length > length) {
      out.push(shortest[symbol.rule] ?? '');
    } else {
      const rows = rules[symbol.rule] as readonly Row[];
      const row = rows[Math.floor(random() * rows.length)] as Row;
      expected.push(...[...row].reverse());
    }
  }
  return out.join('');
}

const PRINTABLE: Readonly<[number, number]> = [32, 126];

function randomCharacter(symbol: GrammarSymbol & { kind: 'character' }, random: () => number): string {
  const { ranges, negated } = symbol;
  const [from, to] = negated ? PRINTABLE : (ranges[Math.floor(random() * ranges.length)] as readonly [number, number]);
  for (;;) {
    const code = from + Math.floor(random() * (to - from + 1));
    if (accepts(symbol, code)) return String.fromCodePoint(code);
  }
}
