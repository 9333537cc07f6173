/** `some` and `every`: literals that declare variables. */
import type { Expr, SomeIn, Term, Var } from '../ast.ts';
import { readBraced } from './body.ts';
import type { Cursor } from './cursor.ts';
import { readInfix, readRelation } from './expression.ts';
import { readModifiers } from './literal.ts';

// Some = "some" Var { "," Var } | "some" [ Term "," ] Term "in" Term
export function readSome(cursor: Cursor): Expr {
  const { at } = cursor.take();
  const found = cursor.keywords.has('in') ? cursor.tentatively(() => readSomeIn(cursor, at)) : undefined;
  if (found !== undefined) return { ...found, with: readModifiers(cursor), end: cursor.previousEnd() };
  const names: Var[] = [];
  do {
    if (names.length > 0) cursor.take();
    if (cursor.keywords.has(cursor.peek().text)) cursor.fail('expected var');
    names.push(readVariable(cursor));
  } while (cursor.isPunctuation(','));
  if (cursor.isKeyword('with')) cursor.fail('unexpected with keyword');
  return { kind: 'some', names, with: [], at, end: cursor.previousEnd() };
}

/** Undefined where no `in` follows. */
function readSomeIn(cursor: Cursor, at: number): SomeIn | undefined {
  const first = readRelation(cursor);
  let second: Term | undefined;
  if (cursor.isPunctuation(',')) {
    cursor.take();
    second = readRelation(cursor);
  }
  if (!cursor.isKeyword('in')) return undefined;
  cursor.take();
  const domain = readRelation(cursor);
  const key = second === undefined ? {} : { key: first };
  return { kind: 'some-in', ...key, value: second ?? first, domain, with: [], at, end: cursor.previousEnd() };
}

// Every = "every" [ Var "," ] Var "in" Term "{" Body "}"
export function readEvery(cursor: Cursor): Expr {
  const { at } = cursor.take();
  const first = readVariable(cursor);
  let second: Var | undefined;
  if (cursor.isPunctuation(',')) {
    cursor.take();
    second = readVariable(cursor);
  }
  if (!cursor.isKeyword('in')) cursor.fail('expected `x[, y] in xs { ... }` expression');
  cursor.take();
  const domain = readInfix(cursor);
  const body = readBraced(cursor);
  const key = second === undefined ? {} : { key: first };
  return { kind: 'every', ...key, value: second ?? first, domain, body, with: [], at, end: cursor.previousEnd() };
}

function readVariable(cursor: Cursor): Var {
  const name = cursor.identifier('expected var');
  return { kind: 'var', name: name.text, at: name.at, end: name.end };
}
