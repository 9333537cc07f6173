/**
 * Follows a text through a grammar, a character at a time, as a set of stacks: what each way of reading it still expects.
 * Equal stacks are one object, so that many optional parts do not multiply.
 */
import type { Grammar, GrammarSymbol, Row } from './parse.ts';
import { accepts, shortestTexts, textOfRow } from './shortest.ts';

/** What is expected next: the rest of a row, then the stack below. */
interface Stack {
  readonly row: Row;
  readonly at: number;
  readonly below: Stack | undefined;
}

export interface Recogniser {
  /** Reads on; false where the text does not fit, after which nothing fits. */
  accept(text: string): boolean;
  /** Whether the text may end here. */
  isComplete(): boolean;
  /** The shortest text that completes what was read; undefined where nothing does. */
  completion(): string | undefined;
}

const DONE: Row = [];

/** Left recursion is not supported, as in llama.cpp. */
export function createRecogniser(grammar: Grammar, shortest = shortestTexts(grammar)): Recogniser {
  const interned = new Map<Row, Map<number, Map<Stack | undefined, Stack>>>();
  const stackOf = (row: Row, at: number, below: Stack | undefined): Stack => {
    const places = getOrAdd(interned, row, () => new Map<number, Map<Stack | undefined, Stack>>());
    const belows = getOrAdd(places, at, () => new Map<Stack | undefined, Stack>());
    return getOrAdd(belows, below, () => ({ row, at, below }));
  };
  const end = stackOf(DONE, 0, undefined);

  /** Adds every stack whose next symbol is a character, or the end. */
  const expand = (stack: Stack, found: Set<Stack>, seen: Set<Stack>): void => {
    if (seen.has(stack)) return;
    seen.add(stack);
    const symbol = stack.row[stack.at];
    if (symbol === undefined) {
      if (stack === end) found.add(end);
      else if (stack.below !== undefined) expand(stack.below, found, seen);
      return;
    }
    if (symbol.kind === 'character') {
      found.add(stack);
      return;
    }
    // What is left of a finished row need not stay on the stack.
    const below = stack.at + 1 < stack.row.length ? stackOf(stack.row, stack.at + 1, stack.below) : stack.below;
    for (const row of grammar.rules[symbol.rule] as readonly Row[]) expand(stackOf(row, 0, below), found, seen);
  };

  let stacks = new Set<Stack>();
  expand(stackOf([{ kind: 'rule', rule: grammar.root }], 0, end), stacks, new Set());

  const step = (code: number): void => {
    const next = new Set<Stack>();
    const seen = new Set<Stack>();
    for (const { row, at, below } of stacks) {
      const symbol = row[at] as GrammarSymbol | undefined;
      if (symbol?.kind === 'character' && accepts(symbol, code)) expand(stackOf(row, at + 1, below), next, seen);
    }
    stacks = next;
  };

  return {
    accept(text) {
      for (const character of text) {
        step(character.codePointAt(0) as number);
        if (stacks.size === 0) return false;
      }
      return stacks.size > 0;
    },
    isComplete: () => stacks.has(end),
    completion() {
      let best: string | undefined;
      for (const stack of stacks) {
        const text = textOfStack(stack, shortest);
        if (text !== undefined && (best === undefined || text.length < best.length)) best = text;
      }
      return best;
    },
  };
}

function textOfStack(stack: Stack, shortest: readonly (string | undefined)[]): string | undefined {
  let text = '';
  for (let each: Stack | undefined = stack; each !== undefined; each = each.below) {
    const part = textOfRow(each.row, each.at, shortest);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
