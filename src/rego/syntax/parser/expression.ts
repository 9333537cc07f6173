/** Expressions by precedence: unification and assignment, membership, comparison, arithmetic. An operator is a call. */
import type { Call, Term, Var } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { readTerm } from './term.ts';

// Expression = Infix [ ( "=" | ":=" ) Infix ]
export function readExpression(cursor: Cursor): Term {
  const left = readInfix(cursor);
  if (!cursor.isPunctuation('=') && !cursor.isPunctuation(':=')) return left;
  const operator = cursor.take();
  const name = operator.text === '=' ? 'eq' : 'assign';
  return infixCall(cursor, name, [left, readInfix(cursor)], left.at, operator.at);
}

function infixCall(cursor: Cursor, name: string, args: readonly Term[], at: number, operatorAt = at): Call {
  const operator: Var = { kind: 'var', name, at: operatorAt };
  return { kind: 'call', operator, args, at, end: cursor.previousEnd(), infix: true };
}

// Infix = Relation { [ "," Relation ] "in" Relation }; `pairs`: the comma is not one between elements
export function readInfix(cursor: Cursor, pairs = true): Term {
  let left = readRelation(cursor);
  if (!cursor.keywords.has('in')) return left;
  if (pairs && cursor.isPunctuation(',')) {
    const key = left;
    const found = cursor.tentatively(() => readPairMembership(cursor, key));
    if (found === undefined) return left;
    left = found;
  }
  while (cursor.isKeyword('in')) {
    cursor.take();
    left = infixCall(cursor, 'internal.member_2', [left, readRelation(cursor)], left.at);
  }
  return left;
}

/** Undefined where the comma separates something else. */
function readPairMembership(cursor: Cursor, key: Term): Term | undefined {
  cursor.take();
  const value = readRelation(cursor);
  if (!cursor.isKeyword('in')) return undefined;
  cursor.take();
  return infixCall(cursor, 'internal.member_3', [key, value, readRelation(cursor)], key.at);
}

type Operators = Readonly<Record<string, string>>;

/** From loosest to tightest, below membership. */
const LEVELS: readonly Operators[] = [
  { '==': 'equal', '!=': 'neq', '<': 'lt', '>': 'gt', '<=': 'lte', '>=': 'gte' },
  { '|': 'or' },
  { '&': 'and' },
  { '+': 'plus', '-': 'minus' },
  { '*': 'mul', '/': 'div', '%': 'rem' },
];

// Relation = Union { ( "==" | "!=" | "<" | … ) Union }, and so on down the levels
export function readRelation(cursor: Cursor): Term {
  return readLevel(cursor, 0);
}

function readLevel(cursor: Cursor, depth: number): Term {
  const operators = LEVELS[depth];
  if (operators === undefined) return readTerm(cursor);
  let left = readLevel(cursor, depth + 1);
  for (;;) {
    const token = cursor.peek();
    const name = token.kind === 'punctuation' ? operators[token.text] : undefined;
    if (name === undefined) return left;
    cursor.take();
    left = infixCall(cursor, name, [left, readLevel(cursor, depth + 1)], left.at, token.at);
  }
}
