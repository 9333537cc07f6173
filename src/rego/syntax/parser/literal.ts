/** Literals: one expression of a body with its modifiers, and the logic that experimental keywords add. */
import type { Body, Expr, With } from '../ast.ts';
import { readBraced } from './body.ts';
import type { Cursor } from './cursor.ts';
import { readEvery, readSome } from './declaration.ts';
import { readExpression, readInfix } from './expression.ts';
import { readTerm } from './term.ts';

// Literal = ( "some" … | "every" … | [ "not" ] Expression | Logic ) { "with" Ref "as" Term }
export function readLiteral(cursor: Cursor): Expr {
  const { at } = cursor.peek();
  if (cursor.isKeyword('some')) return readSome(cursor);
  const expr = cursor.isKeyword('every') ? readEvery(cursor) : readLogic(cursor);
  const modifiers = readModifiers(cursor);
  const end = cursor.previousEnd();
  if (expr.kind !== 'term') return { ...expr, at, end, with: [...expr.with, ...modifiers] };
  const { term, negated } = expr;
  return { kind: 'term', term, negated, with: modifiers, at, end };
}

export function readModifiers(cursor: Cursor): With[] {
  const modifiers: With[] = [];
  while (cursor.isKeyword('with')) {
    const { at } = cursor.take();
    const target = readTerm(cursor);
    if (!cursor.isKeyword('as')) cursor.fail('expected as keyword');
    cursor.take();
    modifiers.push({ at, target, value: readInfix(cursor) });
  }
  return modifiers;
}

// Logic = Conjunction { "or" Conjunction }
function readLogic(cursor: Cursor): Expr {
  let left = readConjunction(cursor);
  while (cursor.isExperiment('or')) {
    const { at } = cursor.take();
    left = { kind: 'or', at, left: asBody(left), right: asBody(readConjunction(cursor)), with: [] };
  }
  return isBody(left) ? cursor.fail('illegal body') : left;
}

// Conjunction = Operand { "and" Operand }
function readConjunction(cursor: Cursor): Expr | Body {
  let left = readOperand(cursor);
  while (cursor.isExperiment('and')) {
    const { at } = cursor.take();
    left = { kind: 'and', at, left: asBody(left), right: asBody(readOperand(cursor)), with: [] };
  }
  return left;
}

function isBody(operand: Expr | Body): operand is Body {
  return Array.isArray(operand);
}

function asBody(operand: Expr | Body): Body {
  return isBody(operand) ? operand : [operand];
}

// Operand = [ "not" ] Expression | "not" ( Body | Operand ) | "(" Literal ")" | Body
function readOperand(cursor: Cursor): Expr | Body {
  const { at } = cursor.peek();
  if (cursor.isKeyword('not') && !cursor.isReferenceStart()) return readNot(cursor);
  if (cursor.experiments.has('and') || cursor.experiments.has('or')) {
    const grouped = cursor.tentatively(() => readGroup(cursor));
    if (grouped !== undefined) return grouped;
  }
  return { kind: 'term', term: readExpression(cursor), negated: false, with: [], at };
}

function readNot(cursor: Cursor): Expr {
  const { at } = cursor.take();
  if (!cursor.experiments.has('not')) {
    return { kind: 'term', term: readExpression(cursor), negated: true, with: [], at };
  }
  const body = cursor.isPunctuation('{') ? cursor.tentatively(() => readBodyOperand(cursor)) : undefined;
  return { kind: 'not-body', body: body ?? asBody(readOperand(cursor)), with: [], at };
}

/** Undefined where what stands there is part of an expression. */
function readGroup(cursor: Cursor): Expr | Body | undefined {
  if (cursor.isPunctuation('{')) return readBodyOperand(cursor);
  if (!cursor.isPunctuation('(')) return undefined;
  cursor.take();
  const inner = readLiteral(cursor);
  if (inner.kind === 'term' && !inner.negated && inner.with.length === 0) return undefined;
  cursor.expect(')');
  return endsLiteral(cursor) ? inner : undefined;
}

function readBodyOperand(cursor: Cursor): Body | undefined {
  const found = readBraced(cursor);
  return endsLiteral(cursor) ? found : undefined;
}

function endsLiteral(cursor: Cursor): boolean {
  const next = cursor.peek();
  if (next.newline || next.kind === 'end' || cursor.isKeyword('with')) return true;
  if (cursor.isExperiment('and') || cursor.isExperiment('or')) return true;
  return next.kind === 'punctuation' && [';', '}', ']', ')'].includes(next.text);
}
