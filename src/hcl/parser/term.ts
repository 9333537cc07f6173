/** Terms: what an expression is made of between operators, before the steps into it. */
import { DYNAMIC_NULL, FALSE, NUMBER, numberValue, parseNumeric, TRUE, unknownOf } from '../../cty/index.ts';
import type { Expression, LiteralExpression } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T } from '../tokens.ts';
import { finishCall } from './call.ts';
import { readObject, readTuple } from './collection.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { oppositeOf, recover } from './recovery.ts';
import { readTemplate, templateExpression } from './template.ts';

/** Term = "(" Expression ")" | Number | Name | Call | String | Tuple | Object. */
export function readTerm(cursor: Cursor): Expression {
  const token = cursor.peek();
  switch (cursor.kindOf(token)) {
    case T.OParen:
      return readParentheses(cursor);
    case T.Number:
      return numberLiteral(cursor, cursor.read());
    case T.Ident:
      return readName(cursor);
    case T.OQuote:
    case T.OHeredoc:
      return readString(cursor);
    case T.OBrack:
      return readTuple(cursor);
    case T.OBrace:
      return readObject(cursor);
    case T.EOF:
      if (!cursor.recovery) cursor.report(problem.missingExpression(cursor.span(token)));
      break;
    default:
      if (!cursor.recovery) cursor.report(problem.invalidExpression(cursor.span(token)));
  }
  cursor.recovery = true;
  return invalidAt(cursor, token);
}

export function invalidAt(cursor: Cursor, token: number): Expression {
  return { kind: 'Invalid', span: cursor.span(token) };
}

function readParentheses(cursor: Cursor): Expression {
  const open = cursor.read();
  cursor.pushNewlines(false);
  const before = cursor.problems.length;
  const inner = readExpression(cursor);
  if (cursor.aborted || cursor.problems.length > before) {
    recover(cursor, T.CParen);
    cursor.popNewlines();
    return inner;
  }
  const close = cursor.peek();
  if (cursor.kindOf(close) !== T.CParen) {
    cursor.report(problem.unbalancedParentheses(cursor.span(close), cursor.between(open, close)));
    cursor.recovery = true;
  }
  cursor.read();
  cursor.popNewlines();
  return { kind: 'Parentheses', inner, span: cursor.between(open, close) };
}

export function numberLiteral(cursor: Cursor, token: number): LiteralExpression {
  const span = cursor.span(token);
  const number = parseNumeric(cursor.text(token));
  if (number !== undefined) return { kind: 'Literal', value: numberValue(number), span };
  cursor.report(problem.invalidNumberLiteral(span));
  return { kind: 'Literal', value: unknownOf(NUMBER), span };
}

/** A keyword, a call, or the root of a reference. */
function readName(cursor: Cursor): Expression {
  const token = cursor.read();
  const next = cursor.peekKind();
  if (next === T.OParen || next === T.DoubleColon) return finishCall(cursor, token);
  const span = cursor.span(token);
  const name = cursor.text(token);
  switch (name) {
    case 'true':
      return { kind: 'Literal', value: TRUE, span };
    case 'false':
      return { kind: 'Literal', value: FALSE, span };
    case 'null':
      return { kind: 'Literal', value: DYNAMIC_NULL, span };
    default:
      return { kind: 'Traversal', traversal: { root: name, rootSpan: span, steps: [], span }, span };
  }
}

/** A quoted string or a heredoc. */
function readString(cursor: Cursor): Expression {
  const open = cursor.read();
  const closer = oppositeOf(cursor.kindOf(open));
  const flush = closer === T.CHeredoc && cursor.source.text.charCodeAt(cursor.start(open) + 2) === 45;
  if (!cursor.enter()) {
    cursor.leave();
    return invalidAt(cursor, open);
  }
  const template = readTemplate(cursor, closer, flush);
  cursor.leave();
  return templateExpression(template, cursor.between(open, cursor.previous()));
}
