/**
 * Templates: first cut into parts (text, interpolations, directives) with strip markers and heredoc indentation applied,
 * then read as a tree of `if` and `for`.
 */
import { DYNAMIC_UNKNOWN, stringValue } from '../cty/index.ts';
import { graphemeCount, limits, lineAt, type Span } from '../source/index.ts';
import type { Expression } from './ast.ts';
import * as problem from './diagnostics.ts';
import type { Parser } from './parser.ts';
import { normalizeText, stringTokenText } from './string-literal.ts';
import { nameSuggestion } from './suggestion.ts';
import { T, type TokenKind } from './tokens.ts';

type Part =
  | { readonly kind: 'text'; text: string; span: Span }
  | { readonly kind: 'interpolation'; readonly expression: Expression; readonly span: Span }
  | { readonly kind: 'if'; readonly condition: Expression; readonly span: Span }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span };

export interface TemplateInner {
  readonly parts: readonly Expression[];
  /** The template is a single interpolation: its value passes through unconverted. */
  readonly passThrough: boolean;
}

/** Reads up to and including the token `end`. `flush`: a `<<-` heredoc, whose common indentation goes. */
export function parseTemplateInner(parser: Parser, end: TokenKind, flush: boolean): TemplateInner {
  const parts = readParts(parser, end);
  if (flush) flushIndentation(parts);
  joinTexts(parts);
  const passThrough = parts.length === 2 && parts[0]?.kind === 'interpolation';
  return { parts: buildTree(parser, parts), passThrough };
}

const KEYWORDS = ['if', 'for', 'else', 'endif', 'endfor'];

function readParts(parser: Parser, end: TokenKind): Part[] {
  const { source } = parser;
  const parts: Part[] = [];
  const first = parser.peek();
  const startSpan = parser.span(first);
  let trimNext = false;
  let previousTrimmable = false;
  let endSpan: Span;

  const trimPrevious = (token: number, trimmable: boolean): void => {
    const last = parts[parts.length - 1];
    if (trimmable && parser.end(token) - parser.start(token) === 3 && last?.kind === 'text') {
      last.text = last.text.trimEnd();
    }
  };
  const finishSequence = (token: number): void => {
    if (parser.end(token) - parser.start(token) === 2) trimNext = true;
  };
  const context = (token: number): Span => parser.between(first, token);

  for (;;) {
    const token = parser.read();
    const kind = parser.kindOf(token);
    if (kind === end) {
      endSpan = parser.span(token);
      break;
    }
    const trim = trimNext;
    trimNext = false;
    const trimmable = previousTrimmable;
    previousTrimmable = false;
    if (kind === T.QuotedLit || kind === T.StringLit) {
      let text = stringTokenText(source, parser.start(token), parser.end(token), kind === T.QuotedLit, parser.problems);
      if (trim) text = text.trimStart();
      parts.push({ kind: 'text', text, span: parser.span(token) });
      previousTrimmable = true;
    } else if (kind === T.TemplateInterp) {
      trimPrevious(token, trimmable);
      parser.pushNewlines(false);
      const expression = parser.parseExpression();
      const close = parser.peek();
      if (parser.kindOf(close) === T.TemplateSeqEnd) finishSequence(parser.read());
      else {
        if (!parser.recovery) reportUnclosed(parser, end, close, startSpan, context(close));
        parser.recover(T.TemplateSeqEnd);
      }
      parser.popNewlines();
      parts.push({ kind: 'interpolation', expression, span: parser.between(token, close) });
    } else if (kind === T.TemplateControl) {
      trimPrevious(token, trimmable);
      parser.pushNewlines(false);
      const part = readDirective(parser, token);
      if (part === undefined) parser.recover(T.TemplateSeqEnd);
      else {
        parts.push(part.part);
        const close = parser.peek();
        if (parser.kindOf(close) === T.TemplateSeqEnd) finishSequence(parser.read());
        else {
          if (!parser.recovery) parser.report(problem.extraInMarker(parser.span(close), context(close), part.keyword));
          parser.recover(T.TemplateSeqEnd);
        }
      }
      parser.popNewlines();
    } else {
      if (!parser.recovery) {
        parser.report(problem.unterminatedTemplate(parser.span(token), context(token)));
      }
      endSpan = parser.span(parser.recover(end));
      break;
    }
  }
  if (parts.length === 0) {
    parts.push({ kind: 'text', text: '', span: { source, start: startSpan.start, end: startSpan.start } });
  }
  parts.push({ kind: 'end', span: endSpan });
  return parts;
}

function reportUnclosed(parser: Parser, end: TokenKind, close: number, startSpan: Span, context: Span): void {
  const kind = parser.kindOf(close);
  const errantQuote = end === T.CQuote && (kind === T.CQuote || kind === T.OQuote);
  parser.report(
    kind === T.EOF || errantQuote
      ? problem.unclosedInterpolation(startSpan)
      : problem.extraAfterInterpolation(parser.span(close), context, kind === T.Colon),
  );
}

function readDirective(parser: Parser, open: number): { part: Part; keyword: string } | undefined {
  const token = parser.peek();
  if (parser.kindOf(token) !== T.Ident) {
    if (!parser.recovery) {
      parser.report(problem.invalidTemplateDirective(parser.span(token), parser.between(open, token)));
    }
    return undefined;
  }
  parser.read();
  const keyword = parser.text(token);
  switch (keyword) {
    case 'if': {
      const condition = parser.parseExpression();
      return { keyword, part: { kind: 'if', condition, span: parser.between(open, parser.peek()) } };
    }
    case 'else':
    case 'endif':
    case 'endfor':
      return { keyword, part: { kind: keyword, span: parser.between(open, parser.peek()) } };
    case 'for': {
      const part = readFor(parser, open);
      return part === undefined ? undefined : { keyword, part };
    }
    default:
      if (!parser.recovery) {
        parser.report(
          problem.invalidTemplateKeyword(
            parser.span(token),
            parser.between(open, token),
            keyword,
            nameSuggestion(keyword, KEYWORDS),
          ),
        );
      }
      return undefined;
  }
}

function readFor(parser: Parser, open: number): Part | undefined {
  const fail = (detail: string): undefined => {
    const token = parser.peek();
    if (!parser.recovery) {
      parser.report(problem.invalidForDirective(parser.span(token), parser.between(open, token), detail));
    }
    return undefined;
  };
  if (parser.peekKind() !== T.Ident) return fail('A name must follow "for".');
  let valueName = parser.text(parser.read());
  let keyName: string | undefined;
  if (parser.peekKind() === T.Comma) {
    keyName = valueName;
    parser.read();
    if (parser.peekKind() !== T.Ident) return fail('A name for the value must follow the comma.');
    valueName = parser.text(parser.read());
  }
  if (!parser.isKeyword('in')) return fail('The keyword "in" must follow the names.');
  parser.read();
  const collection = parser.parseExpression();
  return { kind: 'for', keyName, valueName, collection, span: parser.between(open, parser.peek()) };
}

/** Takes the smallest indentation of the lines from all of them. Blank lines do not count; the end marker's neither. */
function flushIndentation(parts: readonly Part[]): void {
  let smallest = Number.POSITIVE_INFINITY;
  let startsLine = true;
  const adjust: (Part & { kind: 'text' })[] = [];
  for (const part of parts) {
    if (startsLine) {
      startsLine = false;
      if (part.kind === 'end') break;
      let spaces = 0;
      if (part.kind === 'text') {
        const trimmed = part.text.trimStart();
        if (trimmed === '' && part.text.endsWith('\n')) spaces = Number.POSITIVE_INFINITY;
        else {
          spaces = graphemeCount(part.text.slice(0, part.text.length - trimmed.length));
          adjust.push(part);
        }
      }
      if (spaces < smallest) smallest = spaces;
    }
    if (part.kind === 'text' && part.text.endsWith('\n')) startsLine = true;
  }
  if (smallest === Number.POSITIVE_INFINITY || smallest === 0) return;
  for (const part of adjust) {
    part.text = part.text.slice(smallest);
    part.span = { source: part.span.source, start: part.span.start + smallest, end: part.span.end };
  }
}

function joinTexts(parts: Part[]): void {
  let kept = 0;
  for (let i = 0; i < parts.length; ) {
    const part = parts[i] as Part;
    i++;
    if (part.kind === 'text') {
      const pieces = [part.text];
      let end = part.span.end;
      for (let next = parts[i]; next !== undefined && next.kind === 'text'; next = parts[++i]) {
        pieces.push(next.text);
        end = next.span.end;
      }
      if (pieces.length > 1) {
        part.text = pieces.join('');
        part.span = { source: part.span.source, start: part.span.start, end };
      }
    }
    parts[kept++] = part;
  }
  parts.length = kept;
}

function emptyAt(span: Span, at: number): Expression {
  return { kind: 'Literal', value: stringValue(''), span: { source: span.source, start: at, end: at } };
}

function buildTree(parser: Parser, parts: readonly Part[]): Expression[] {
  let next = 0;
  let depth = 0;

  function invalid(span: Span): Expression {
    return { kind: 'Literal', value: DYNAMIC_UNKNOWN, span };
  }
  function template(content: readonly Expression[]): Expression {
    const first = content[0] as Expression;
    const last = content[content.length - 1] as Expression;
    return {
      kind: 'Template',
      parts: content,
      span: { source: first.span.source, start: first.span.start, end: last.span.end },
    };
  }

  function one(): Expression {
    const part = parts[next] as Part;
    switch (part.kind) {
      case 'text':
        next++;
        return { kind: 'Literal', value: stringValue(normalizeText(part.text)), span: part.span };
      case 'interpolation':
        next++;
        return part.expression;
      case 'if':
      case 'for': {
        if (++depth > limits.maxNesting) {
          if (next < parts.length - 1) parser.report(problem.nestingTooDeep(part.span, limits.maxNesting));
          next = parts.length - 1;
          return invalid(part.span);
        }
        const result = part.kind === 'if' ? ifDirective(part) : forDirective(part);
        depth--;
        return result;
      }
      case 'end':
        return invalid(part.span);
      default:
        next++;
        parser.report(
          problem.unexpectedDirective(part.span, part.kind, 'There is no open directive that it belongs to.'),
        );
        return invalid(part.span);
    }
  }

  function ifDirective(open: Part & { kind: 'if' }): Expression {
    next++;
    const whenTrue: Expression[] = [];
    const whenFalse: Expression[] = [];
    let current = whenTrue;
    let close: Span;
    for (;;) {
      const part = parts[next] as Part;
      if (part.kind === 'end') return unclosed(open, part.span, 'endif');
      if (part.kind === 'else' || part.kind === 'endif' || part.kind === 'endfor') {
        next++;
        if (part.kind === 'else' && current === whenTrue) {
          current = whenFalse;
          continue;
        }
        if (part.kind === 'endif') {
          close = part.span;
          break;
        }
        const line = lineAt(parser.source, open.span.start);
        const detail =
          part.kind === 'else'
            ? `The "if" of line ${line} has its "else" already.`
            : `The "if" of line ${line} must first end with "endif".`;
        parser.report(problem.unexpectedDirective(part.span, part.kind, detail));
        return invalid(part.span);
      }
      current.push(one());
    }
    if (whenTrue.length === 0) whenTrue.push(emptyAt(open.span, open.span.end));
    if (whenFalse.length === 0) whenFalse.push(emptyAt(close, close.start));
    return {
      kind: 'Conditional',
      condition: open.condition,
      whenTrue: template(whenTrue),
      whenFalse: template(whenFalse),
      span: { source: open.span.source, start: open.span.start, end: close.end },
    };
  }

  function forDirective(open: Part & { kind: 'for' }): Expression {
    next++;
    const content: Expression[] = [];
    let close: Span;
    for (;;) {
      const part = parts[next] as Part;
      if (part.kind === 'end') return unclosed(open, part.span, 'endfor');
      if (part.kind === 'else' || part.kind === 'endif' || part.kind === 'endfor') {
        next++;
        if (part.kind === 'endfor') {
          close = part.span;
          break;
        }
        const line = lineAt(parser.source, open.span.start);
        const detail =
          part.kind === 'else' ? 'A "for" has no "else".' : `The "for" of line ${line} must first end with "endfor".`;
        parser.report(problem.unexpectedDirective(part.span, part.kind, detail));
        return invalid(part.span);
      }
      content.push(one());
    }
    if (content.length === 0) content.push(emptyAt(open.span, open.span.end));
    const span = { source: open.span.source, start: open.span.start, end: close.end };
    const tuple: Expression = {
      kind: 'For',
      keyName: open.keyName,
      valueName: open.valueName,
      collection: open.collection,
      key: undefined,
      value: template(content),
      condition: undefined,
      group: false,
      openSpan: open.span,
      closeSpan: close,
      span,
    };
    return { kind: 'TemplateJoin', tuple, span };
  }

  function unclosed(open: Part, end: Span, closer: string): Expression {
    const line = lineAt(parser.source, open.span.start);
    parser.report(
      problem.unexpectedEndOfTemplate(end, `The "${open.kind}" of line ${line} is not closed by "${closer}".`),
    );
    return invalid(end);
  }

  const result: Expression[] = [];
  while ((parts[next] as Part).kind !== 'end') result.push(one());
  return result;
}
