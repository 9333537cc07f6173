/**
 * `terraform fmt` on a text: the layout of hclwrite, and Terraform's own clean-ups of what versions before 0.12 wrote.
 * A text with syntax errors stays as it is.
 */
import type { Source } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { NativeBody } from '../ast.ts';
import { scanTokens } from '../lexer/lexer.ts';
import { parseNative } from '../parse.ts';
import { T, type TokenKind, type Tokens } from '../tokens.ts';
import { type FormatToken, layOut } from './layout.ts';

export function format(text: string): string {
  const source: Source = { name: '', text };
  const { value: body, diagnostics } = parseNative(source);
  if (diagnostics.length > 0) return text;
  const scanned = scanTokens(source);
  const tokens = cleanedTokens(source, scanned, body);
  layOut(tokens);
  let out = '';
  for (const token of tokens) {
    if (token.spaces > 0) out += ' '.repeat(token.spaces);
    out += token.text;
  }
  return out + trailingSpace(source, scanned);
}

/** hclwrite keeps spaces after the last line break. */
function trailingSpace({ text }: Source, { ends }: Tokens): string {
  const last = ends.length < 2 ? 0 : (ends[ends.length - 2] as number);
  return ' '.repeat(text.length - last);
}

interface Replacement {
  /** Indexes of the tokens that go, the end excluded. */
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly FormatToken[];
}

function token(kind: TokenKind, text: string): FormatToken {
  return { kind, text, spaces: 0 };
}

function cleanedTokens(source: Source, scanned: Tokens, body: NativeBody): FormatToken[] {
  const all: FormatToken[] = [];
  for (let i = 0; i < scanned.kinds.length - 1; i++) {
    all.push(token(scanned.kinds[i] as TokenKind, source.text.slice(scanned.starts[i], scanned.ends[i])));
  }
  const replacements: Replacement[] = [];
  collect(body, [], scanned, all, replacements);
  if (replacements.length === 0) return all;
  replacements.sort((a, b) => a.start - b.start);
  const cleaned: FormatToken[] = [];
  let next = 0;
  for (const { start, end, tokens } of replacements) {
    for (; next < start; next++) cleaned.push(all[next] as FormatToken);
    append(cleaned, tokens);
    next = end;
  }
  for (; next < all.length; next++) cleaned.push(all[next] as FormatToken);
  return cleaned;
}

function collect(
  body: NativeBody,
  path: readonly string[],
  scanned: Tokens,
  all: readonly FormatToken[],
  replacements: Replacement[],
): void {
  for (const { name, expression } of body.attributes.values()) {
    const start = tokenAt(scanned, expression.span.start);
    const end = tokenAt(scanned, expression.span.end);
    const given = all.slice(start, end);
    const isType = path.length === 1 && path[0] === 'variable' && name === 'type';
    const tokens = isType ? cleanType(given) : cleanValue(given);
    if (tokens !== given) replacements.push({ start, end, tokens });
  }
  for (const block of body.blocks) {
    const start = tokenAt(scanned, block.typeSpan.end);
    const end = tokenAt(scanned, block.openBraceSpan.start);
    const tokens: FormatToken[] = [];
    for (const { value, span } of block.labels) {
      // hclwrite drops a label that its scanner cuts into several pieces, as it does at a dollar sign.
      const pieces = tokenAt(scanned, span.end) - tokenAt(scanned, span.start);
      if (pieces > 3) continue;
      tokens.push(token(T.OQuote, '"'));
      if (value !== '') tokens.push(token(T.QuotedLit, escapeQuoted(value)));
      tokens.push(token(T.CQuote, '"'));
    }
    if (end > start) replacements.push({ start, end, tokens });
    if (block.body.kind === 'NativeBody') collect(block.body, [...path, block.type], scanned, all, replacements);
  }
}

/** Index of the first token that starts at the offset or after it. */
function tokenAt({ starts }: Tokens, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `"${value}"` becomes `value`, in parentheses where it spans lines. */
function cleanValue(tokens: readonly FormatToken[]): readonly FormatToken[] {
  const count = tokens.length;
  if (count < 5) return tokens;
  const kindAt = (i: number): TokenKind | undefined => tokens[i]?.kind;
  if (kindAt(0) !== T.OQuote || kindAt(1) !== T.TemplateInterp) return tokens;
  if (kindAt(count - 2) !== T.TemplateSeqEnd || kindAt(count - 1) !== T.CQuote) return tokens;
  let inside = tokens.slice(2, -2);
  let quotes = 0;
  for (const { kind } of inside) {
    if (kind === T.OQuote) quotes++;
    else if (kind === T.CQuote) quotes--;
    else if (quotes === 0 && (kind === T.TemplateInterp || kind === T.TemplateSeqEnd || kind === T.QuotedLit)) {
      return tokens;
    }
  }
  while (inside[0]?.kind === T.Newline) inside = inside.slice(1);
  while (inside[inside.length - 1]?.kind === T.Newline) inside = inside.slice(0, -1);
  const enclosed = inside[0]?.kind === T.OParen && inside[inside.length - 1]?.kind === T.CParen;
  if (enclosed || !inside.some(({ kind }) => kind === T.Newline)) return inside;
  return [token(T.OParen, '('), ...inside, token(T.CParen, ')')];
}

/** The quoted and the bare type names of old versions. */
function cleanType(tokens: readonly FormatToken[]): readonly FormatToken[] {
  const [first, second, third] = tokens;
  if (tokens.length === 1 && first?.kind === T.Ident && ['list', 'map', 'set'].includes(first.text)) {
    return typeCall(first.text, 'any');
  }
  if (tokens.length !== 3 || first?.kind !== T.OQuote || second?.kind !== T.QuotedLit || third?.kind !== T.CQuote) {
    return tokens;
  }
  if (second.text === 'string') return [token(T.Ident, 'string')];
  return second.text === 'list' || second.text === 'map' ? typeCall(second.text, 'string') : tokens;
}

function typeCall(name: string, element: string): readonly FormatToken[] {
  return [token(T.Ident, name), token(T.OParen, '('), token(T.Ident, element), token(T.CParen, ')')];
}

/** A text as it stands between quotes. */
export function escapeQuoted(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    const c = String.fromCodePoint(point);
    i += c.length - 1;
    if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (c === '"' || c === '\\') out += `\\${c}`;
    else if ((c === '$' || c === '%') && text[i + 1] === '{') out += c + c;
    else if (c !== ' ' && /[\p{C}\p{Z}]/u.test(c)) {
      const digits = point.toString(16);
      out += point < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
    } else out += c;
  }
  return out;
}
