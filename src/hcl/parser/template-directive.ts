/** Directives of templates: `%{ if … }`, `%{ for … }` and what closes them. */
import * as problem from '../diagnostics.ts';
import { nameSuggestion } from '../suggestion.ts';
import { T } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expression.ts';
import { readForNames } from './for.ts';
import type { Directive } from './template-parts.ts';

const KEYWORDS = ['if', 'for', 'else', 'endif', 'endfor'];

/** Directive = "if" Expression | "else" | "endif" | ForIntro | "endfor". Undefined where it is none, which is reported. */
export function readDirective(cursor: Cursor, open: number): Directive | undefined {
  const token = cursor.peek();
  if (cursor.kindOf(token) !== T.Ident) {
    if (!cursor.recovery) {
      cursor.report(problem.invalidTemplateDirective(cursor.span(token), cursor.between(open, token)));
    }
    return undefined;
  }
  cursor.read();
  const keyword = cursor.text(token);
  switch (keyword) {
    case 'if': {
      const condition = readExpression(cursor);
      return { kind: 'if', condition, span: cursor.between(open, cursor.peek()) };
    }
    case 'for':
      return readFor(cursor, open);
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: keyword, span: cursor.between(open, cursor.peek()) };
    default:
      if (!cursor.recovery) reportKeyword(cursor, open, token, keyword);
      return undefined;
  }
}

function reportKeyword(cursor: Cursor, open: number, token: number, keyword: string): void {
  const suggestion = nameSuggestion(keyword, KEYWORDS);
  cursor.report(problem.invalidTemplateKeyword(cursor.span(token), cursor.between(open, token), keyword, suggestion));
}

function readFor(cursor: Cursor, open: number): Directive | undefined {
  const names = readForNames(cursor);
  if (typeof names === 'string') {
    const token = cursor.peek();
    if (!cursor.recovery) {
      cursor.report(problem.invalidForDirective(cursor.span(token), cursor.between(open, token), names));
    }
    return undefined;
  }
  const collection = readExpression(cursor);
  return { kind: 'for', ...names, collection, span: cursor.between(open, cursor.peek()) };
}
