/** Heads of rules: name and path, parameters, and what the rule makes. */
import type { Term } from '../ast.ts';
import { readList } from './composite.ts';
import type { Cursor } from './cursor.ts';
import { readInfix } from './expression.ts';

export interface Head {
  readonly at: number;
  readonly ref: readonly Term[];
  /** Written with `:=`. */
  readonly assigned: boolean;
  readonly args?: readonly Term[];
  readonly member?: Term;
  readonly value?: Term;
}

// Head = Ref [ "(" Terms ")" ] [ "contains" Term | ( "=" | ":=" ) Term ]
export function readHead(cursor: Cursor): Head {
  const first = cursor.peek();
  const { at } = first;
  if (first.kind !== 'identifier' || (cursor.keywords.has(first.text) && !cursor.isReferenceStart())) {
    cursor.fail('expected rule head');
  }
  cursor.take();
  const ref: Term[] = [{ kind: 'var', name: first.text, at, end: first.end }];
  readPath(cursor, ref);
  const args = readParameters(cursor);
  const head = { at, ref, assigned: false, ...(args ? { args } : {}) };
  if (cursor.isKeyword('contains')) {
    if (args !== undefined) cursor.fail('the contains keyword can only be used with multi-value rule definitions');
    cursor.take();
    return { ...head, member: readInfix(cursor) };
  }
  if (!cursor.isPunctuation('=') && !cursor.isPunctuation(':=')) return head;
  const assigned = cursor.take().text === ':=';
  return { ...head, assigned, value: readInfix(cursor) };
}

function readPath(cursor: Cursor, ref: Term[]): void {
  for (;;) {
    if (cursor.isAdjacent('.')) {
      cursor.take();
      const name = cursor.identifier('expected ident');
      ref.push({ kind: 'scalar', value: name.text, at: name.at, end: name.end });
    } else if (cursor.isAdjacent('[')) {
      cursor.take();
      ref.push(readInfix(cursor));
      cursor.expect(']');
    } else return;
  }
}

function readParameters(cursor: Cursor): Term[] | undefined {
  if (!cursor.isPunctuation('(') || cursor.peek().newline) return undefined;
  cursor.take();
  return readList(cursor, ')');
}
