/** Arrays, sets, objects, and comprehensions in the same brackets. */
import type { Comprehension, Term } from '../ast.ts';
import { readLiterals } from './body.ts';
import type { Cursor } from './cursor.ts';
import { readInfix } from './expression.ts';
import { readTerm } from './term.ts';

// Terms = [ Infix { "," Infix } [ "," ] ], up to and including `close`
export function readList(cursor: Cursor, close: string): Term[] {
  const terms: Term[] = [];
  while (!cursor.isPunctuation(close)) {
    if (terms.length > 0) {
      cursor.expect(',');
      if (cursor.isPunctuation(close)) break;
    }
    terms.push(readInfix(cursor, false));
  }
  cursor.take();
  return terms;
}

export function readArray(cursor: Cursor): Term {
  const { at } = cursor.take();
  const comprehension = readComprehension(cursor, ']', at);
  if (comprehension !== undefined) return comprehension;
  return { kind: 'array', elements: readList(cursor, ']'), at, end: cursor.previousEnd() };
}

export function readSetOrObject(cursor: Cursor): Term {
  const { at } = cursor.take();
  if (cursor.isPunctuation('}')) {
    cursor.take();
    return { kind: 'object', entries: [], at, end: cursor.previousEnd() };
  }
  const comprehension = readComprehension(cursor, '}', at);
  if (comprehension !== undefined) return comprehension;
  const first = readInfix(cursor, false);
  return cursor.isPunctuation(':') ? finishObject(cursor, first, at) : finishSet(cursor, first, at);
}

function finishSet(cursor: Cursor, first: Term, at: number): Term {
  const elements = [first];
  if (cursor.isPunctuation(',')) {
    cursor.take();
    elements.push(...readList(cursor, '}'));
  } else cursor.expect('}');
  return { kind: 'set', elements, at, end: cursor.previousEnd() };
}

function finishObject(cursor: Cursor, first: Term, at: number): Term {
  const entries: [Term, Term][] = [];
  let key = first;
  for (;;) {
    cursor.expect(':');
    entries.push([key, readInfix(cursor, false)]);
    if (cursor.isPunctuation(',')) cursor.take();
    else if (!cursor.isPunctuation('}')) cursor.fail();
    if (cursor.isPunctuation('}')) {
      cursor.take();
      return { kind: 'object', entries, at, end: cursor.previousEnd() };
    }
    key = readInfix(cursor, false);
  }
}

/** From after the opening bracket on; undefined, with nothing read, where it is none. */
function readComprehension(cursor: Cursor, close: string, at: number): Comprehension | undefined {
  return cursor.tentatively(() => finishComprehension(cursor, close, at));
}

// Comprehension = Term [ ":" Term ] "|" Body: the bar ends the head, it is not the union operator here
function finishComprehension(cursor: Cursor, close: string, at: number): Comprehension | undefined {
  const first = readTerm(cursor);
  let second: Term | undefined;
  if (close === '}' && cursor.isPunctuation(':')) {
    cursor.take();
    second = readTerm(cursor);
  }
  if (!cursor.isPunctuation('|')) return undefined;
  cursor.take();
  const body = readLiterals(cursor, close);
  if (body.length === 0) return undefined;
  cursor.expect(close);
  const collects = second !== undefined ? 'object' : close === ']' ? 'array' : 'set';
  const key = second === undefined ? {} : { key: first };
  return { kind: 'comprehension', collects, ...key, value: second ?? first, body, at, end: cursor.previousEnd() };
}
