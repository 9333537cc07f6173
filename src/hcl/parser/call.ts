/** Function calls. */
import type { Expression } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { T } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { recover, recoverOver } from './recovery.ts';

/** Call = Ident ("::" Ident)* "(" Arguments ")". */
export function finishCall(cursor: Cursor, ident: number): Expression {
  let name = cursor.text(ident);
  let lastName = ident;
  let open = cursor.read();
  while (cursor.kindOf(open) === T.DoubleColon) {
    const token = cursor.read();
    if (cursor.kindOf(token) !== T.Ident) {
      cursor.report(problem.missingFunctionName(cursor.span(token), cursor.between(ident, token)));
      return passOverArguments(cursor, ident, token);
    }
    name += `::${cursor.text(token)}`;
    lastName = token;
    open = cursor.read();
  }
  if (cursor.kindOf(open) !== T.OParen) {
    cursor.report(problem.missingOpenParenthesis(cursor.span(open), cursor.between(ident, open)));
    return passOverArguments(cursor, ident, open);
  }
  const args: Expression[] = [];
  cursor.pushNewlines(false);
  const separator = readArguments(cursor, ident, open, args);
  const close = cursor.kindOf(separator) === T.Ellipsis ? readAfterEllipsis(cursor, ident, separator) : separator;
  cursor.popNewlines();
  return {
    kind: 'FunctionCall',
    name,
    nameSpan: cursor.between(ident, lastName),
    arguments: args,
    expandFinal: cursor.kindOf(separator) === T.Ellipsis,
    openParenSpan: cursor.span(open),
    closeParenSpan: cursor.span(close),
    span: cursor.between(ident, close),
  };
}

function passOverArguments(cursor: Cursor, ident: number, bad: number): Expression {
  recoverOver(cursor, T.OParen);
  return { kind: 'Invalid', span: cursor.between(ident, bad) };
}

/** Arguments = (Expression ("," Expression)* ("," | "...")?)?. Gives the token that ends them: ")" or "...". */
function readArguments(cursor: Cursor, ident: number, open: number, args: Expression[]): number {
  for (;;) {
    if (cursor.peekKind() === T.CParen) return cursor.read();
    const before = cursor.problems.length;
    args.push(readExpression(cursor));
    if (cursor.failedSince(before)) return recover(cursor, T.CParen);
    const separator = cursor.read();
    const kind = cursor.kindOf(separator);
    if (kind === T.CParen || kind === T.Ellipsis) return separator;
    if (kind !== T.Comma) {
      cursor.report(
        kind === T.EOF
          ? problem.unterminatedFunctionCall(cursor.between(ident, open))
          : problem.missingArgumentSeparator(cursor.span(separator), cursor.between(ident, separator)),
      );
      return recover(cursor, T.CParen);
    }
  }
}

function readAfterEllipsis(cursor: Cursor, ident: number, ellipsis: number): number {
  if (cursor.peekKind() === T.CParen) return cursor.read();
  if (!cursor.recovery) {
    cursor.report(problem.missingClosingParenthesis(cursor.span(ellipsis), cursor.between(ident, ellipsis)));
  }
  return recover(cursor, T.CParen);
}
