/**
 * Where spaces stand: indentation by brackets, one rule for the space between two tokens, and columns of equals signs and
 * comments in neighbouring lines. Changes nothing but the spaces before tokens.
 */
import { graphemeCount } from '../../source/index.ts';
import { T, type TokenKind } from '../tokens.ts';

export interface FormatToken {
  readonly kind: TokenKind;
  readonly text: string;
  spaces: number;
}

interface Line {
  lead: readonly FormatToken[];
  /** From the equals sign, where the value ends on its line. */
  assign: readonly FormatToken[];
  comment: FormatToken | undefined;
}

export function layOut(tokens: readonly FormatToken[]): void {
  const lines = splitLines(tokens);
  indent(lines);
  for (const line of lines) {
    space(line.lead);
    const first = line.assign[0];
    if (first !== undefined) first.spaces = 1;
    space(line.assign);
  }
  align(lines, (line) => line.assign[0], leadColumns);
  align(
    lines,
    (line) => line.comment,
    (line) => leadColumns(line) + columns(line.assign),
  );
}

function splitLines(tokens: readonly FormatToken[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (endsLine(tokens[i] as FormatToken)) {
      lines.push(lineOf(tokens.slice(start, i + 1)));
      start = i + 1;
    }
  }
  if (start < tokens.length) lines.push(lineOf(tokens.slice(start)));
  return lines;
}

function lineOf(tokens: readonly FormatToken[]): Line {
  let lead = tokens;
  let comment: FormatToken | undefined;
  const last = tokens[tokens.length - 1];
  if (tokens.length > 1 && last?.kind === T.Comment) {
    comment = last;
    lead = tokens.slice(0, -1);
  }
  const equals = lead.findIndex(({ kind }, i) => i > 0 && kind === T.Equal);
  if (equals > 0) {
    let net = 0;
    for (let i = equals; i < lead.length; i++) net += bracketChange(lead[i] as FormatToken);
    if (net === 0) return { lead: lead.slice(0, equals), assign: lead.slice(equals), comment };
  }
  return { lead, assign: [], comment };
}

function endsLine({ kind, text }: FormatToken): boolean {
  return kind === T.Newline || (kind === T.Comment && text.endsWith('\n'));
}

function bracketChange({ kind }: FormatToken): number {
  switch (kind) {
    case T.OBrace:
    case T.OBrack:
    case T.OParen:
    case T.TemplateControl:
    case T.TemplateInterp:
      return 1;
    case T.CBrace:
    case T.CBrack:
    case T.CParen:
    case T.TemplateSeqEnd:
      return -1;
    default:
      return 0;
  }
}

/** One level for each line that opens more than it closes, however many brackets that are. */
function indent(lines: readonly Line[]): void {
  const levels: number[] = [];
  for (const line of lines) {
    const first = line.lead[0];
    if (first === undefined) continue;
    if (first.kind === T.Newline) {
      first.spaces = 0;
      continue;
    }
    let net = 0;
    for (const token of line.lead) {
      net += bracketChange(token);
      if (token.kind === T.OHeredoc) break;
    }
    for (const token of line.assign) net += bracketChange(token);
    let closed = -net;
    while (closed > 0 && levels.length > 0) {
      const top = levels[levels.length - 1] as number;
      if (closed >= top) {
        levels.pop();
        closed -= top;
      } else {
        levels[levels.length - 1] = top - closed;
        closed = 0;
      }
    }
    first.spaces = 2 * levels.length;
    if (net > 0) levels.push(net);
  }
}

function space(tokens: readonly FormatToken[]): void {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const after = tokens[i + 1] as FormatToken;
    after.spaces = spaceBetween(tokens[i - 1], tokens[i] as FormatToken, after) ? 1 : 0;
  }
}

/** After these a minus is a sign and not a subtraction. */
const BEFORE_SIGN: ReadonlySet<TokenKind> = new Set<TokenKind>([
  T.OParen,
  T.OBrace,
  T.OBrack,
  T.Equal,
  T.Colon,
  T.Comma,
  T.Question,
  T.Plus,
  T.Star,
  T.Slash,
  T.Percent,
  T.Minus,
  T.EqualOp,
  T.NotEqual,
  T.GreaterThan,
  T.GreaterThanEq,
  T.LessThan,
  T.LessThanEq,
  T.And,
  T.Or,
  T.Bang,
]);

function spaceBetween(before: FormatToken | undefined, subject: FormatToken, after: FormatToken): boolean {
  const a = subject.kind;
  const b = after.kind;
  if (b === T.Newline) return false;
  if (a === T.Ident && (b === T.OParen || b === T.DoubleColon)) return false;
  if (a === T.DoubleColon && b === T.Ident) return false;
  if (a === T.Dot || b === T.Dot) return false;
  if (b === T.Comma || b === T.Ellipsis) return false;
  if (a === T.Comma) return true;
  if (a === T.QuotedLit || a === T.StringLit || a === T.OQuote || a === T.OHeredoc) return false;
  if (b === T.QuotedLit || b === T.StringLit || b === T.CQuote || b === T.CHeredoc) return false;
  if (a === T.Ident && subject.text === 'in' && before?.kind === T.Ident) return true;
  if (b === T.OBrack && (a === T.Ident || a === T.Number || bracketChange(subject) < 0)) return false;
  if (a === T.Bang) return false;
  if (a === T.Minus) return before !== undefined && !BEFORE_SIGN.has(before.kind);
  if (a === T.OBrace || b === T.CBrace) return !(a === T.OBrace && b === T.CBrace);
  if ((a === T.TemplateInterp || a === T.TemplateControl) && b === T.OBrace) return true;
  if (a === T.CBrace && b === T.TemplateSeqEnd) return true;
  if (a === T.TemplateSeqEnd && (b === T.TemplateInterp || b === T.TemplateControl)) return false;
  if (bracketChange(subject) > 0) return false;
  return bracketChange(after) >= 0;
}

function columns(tokens: readonly FormatToken[]): number {
  let sum = 0;
  for (const { spaces, text } of tokens) sum += spaces + graphemeCount(text);
  return sum;
}
function leadColumns(line: Line): number {
  return columns(line.lead);
}

/** Lines in a row that have the cell get it in the same column, one space after the widest. */
function align(
  lines: readonly Line[],
  cell: (line: Line) => FormatToken | undefined,
  widthBefore: (line: Line) => number,
): void {
  let chain: { token: FormatToken; width: number }[] = [];
  const close = (): void => {
    const widest = Math.max(...chain.map(({ width }) => width));
    for (const { token, width } of chain) token.spaces = widest - width + 1;
    chain = [];
  };
  for (const line of lines) {
    const token = cell(line);
    if (token !== undefined) chain.push({ token, width: widthBefore(line) });
    else if (chain.length > 0) close();
  }
  if (chain.length > 0) close();
}
