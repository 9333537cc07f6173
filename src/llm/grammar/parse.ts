/**
 * GBNF, the grammar notation of llama.cpp, as rules over characters. Repetitions become rules of their own, so that what
 * remains is: a rule has alternatives, an alternative is a row of characters and rules.
 *
 *     rule ::= name "::=" alternatives        alternatives ::= row ("|" row)*
 *     item ::= ( "text" | [class] | [^class] | name | "(" alternatives ")" ) ( "*" | "+" | "?" | "{m}" | "{m,}" | "{m,n}" )?
 */
export type Range = readonly [from: number, to: number];
export type GrammarSymbol =
  | { readonly kind: 'character'; readonly ranges: readonly Range[]; readonly negated: boolean }
  | { readonly kind: 'rule'; readonly rule: number };
export type Row = readonly GrammarSymbol[];

export interface Grammar {
  /** Alternatives of each rule. */
  readonly rules: readonly (readonly Row[])[];
  readonly root: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Throws an Error with the place where the text is no grammar, or names a rule that it does not have. */
export function parseGrammar(text: string): Grammar {
  const rules: Row[][] = [];
  const numbers = new Map<string, number>();
  const defined = new Set<string>();
  let at = 0;

  const fail = (what: string): never => {
    const line = text.slice(0, at).split('\n').length;
    throw new Error(`line ${line} of the grammar: ${what}`);
  };
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, rules.push([]) - 1);
    return rules.length - 1;
  };
  const addRule = (alternatives: Row[]): GrammarSymbol => ({ kind: 'rule', rule: rules.push(alternatives) - 1 });
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  // A rule ends at the end of its line, unless the line is inside parentheses or ends in a bar.
  const skip = (newlines: boolean) => match(newlines ? /(?:[ \t\r\n]|#[^\n]*)*/y : /(?:[ \t]|#[^\n]*)*/y);

  const character = (): number => {
    const code = text.codePointAt(at) ?? fail('the text ends inside quotes or brackets');
    at += code > 0xffff ? 2 : 1;
    if (code !== 92) return code;
    const digits = match(/x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}/y);
    if (digits !== undefined) return Number.parseInt(digits.slice(1), 16);
    const escaped = text[at++] ?? fail('the text ends after a backslash');
    return (ESCAPES[escaped] ?? escaped).codePointAt(0) as number;
  };

  const literal = (): Row => {
    const row: GrammarSymbol[] = [];
    at++;
    while (text[at] !== '"') {
      const code = character();
      row.push({ kind: 'character', ranges: [[code, code]], negated: false });
    }
    at++;
    return row;
  };

  const characterClass = (): Row => {
    at++;
    const negated = text[at] === '^';
    if (negated) at++;
    const ranges: Range[] = [];
    while (text[at] !== ']') {
      const from = character();
      const isRange = text[at] === '-' && text[at + 1] !== ']';
      if (isRange) at++;
      ranges.push([from, isRange ? character() : from]);
    }
    at++;
    return [{ kind: 'character', ranges, negated }];
  };

  const item = (nested: boolean): Row | undefined => {
    if (text[at] === '"') return literal();
    if (text[at] === '[') return characterClass();
    if (text[at] === '(') {
      at++;
      skip(true);
      const alternatives = readAlternatives(true);
      if (text[at++] !== ')') fail('a parenthesis is not closed');
      return [addRule(alternatives)];
    }
    const name = match(/[A-Za-z0-9-]+(?![A-Za-z0-9-]*[ \t]*::=)/y);
    if (name === undefined && nested && at < text.length && text[at] !== ')' && text[at] !== '|')
      fail('an item was expected');
    return name === undefined ? undefined : [{ kind: 'rule', rule: numberOf(name) }];
  };

  const repeated = (row: Row): Row => {
    const sign = match(/[*+?]|\{\s*\d+\s*(?:,\s*\d*\s*)?\}/y);
    if (sign === undefined) return row;
    const [least, most] = boundsOf(sign);
    const head = Array.from({ length: least }, () => row).flat();
    if (most === undefined) {
      const loop = rules.push([]) - 1;
      const self: GrammarSymbol = { kind: 'rule', rule: loop };
      (rules[loop] as Row[]).push([...row, self], []);
      return [...head, self];
    }
    let tail: Row = [];
    for (let count = least; count < most; count++) tail = [addRule([[...row, ...tail], []])];
    return [...head, ...tail];
  };

  const readAlternatives = (nested: boolean): Row[] => {
    const alternatives: Row[] = [];
    for (;;) {
      const row: GrammarSymbol[] = [];
      for (;;) {
        skip(nested);
        const next = item(nested);
        if (next === undefined) break;
        row.push(...repeated(next));
      }
      alternatives.push(row);
      skip(nested);
      if (text[at] !== '|') return alternatives;
      at++;
      skip(true);
    }
  };

  for (skip(true); at < text.length; skip(true)) {
    const name = match(/[A-Za-z0-9-]+(?=[ \t]*::=)/y) ?? fail('a rule was expected');
    if (defined.has(name)) fail(`the rule ${name} is there twice`);
    defined.add(name);
    const rule = numberOf(name);
    match(/[ \t]*::=/y);
    skip(true);
    rules[rule] = readAlternatives(false);
  }
  const missing = [...numbers.keys()].find((name) => !defined.has(name));
  if (missing !== undefined) throw new Error(`the grammar names the rule ${missing}, which it does not have`);
  const root = numbers.get('root');
  if (root === undefined) throw new Error('the grammar has no rule root');
  return { rules, root };
}

function boundsOf(sign: string): readonly [least: number, most: number | undefined] {
  if (sign === '*') return [0, undefined];
  if (sign === '+') return [1, undefined];
  if (sign === '?') return [0, 1];
  const [least = '0', most] = sign.slice(1, -1).split(',');
  if (most === undefined) return [Number(least), Number(least)];
  return [Number(least), most.trim() === '' ? undefined : Number(most)];
}
