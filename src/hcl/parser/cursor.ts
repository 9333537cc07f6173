/**
 * Where the parser stands: the tokens and which of them count, the spans they cover, the messages so far, and how deep
 * the nesting is. A token is an index. After the first mistake the parser is in recovery for good, as HCL's is.
 */
import { type Diagnostic, limits, type Source, type Span } from '../../source/index.ts';
import { nestingTooDeep } from '../diagnostics.ts';
import { T, type TokenKind, type Tokens } from '../tokens.ts';

export class Cursor {
  readonly source: Source;
  readonly problems: Diagnostic[];
  /** Set at the first recovery and never cleared: suppresses messages that are probably consequences. */
  recovery = false;
  private readonly kinds: readonly TokenKind[];
  private readonly starts: readonly number[];
  private readonly ends: readonly number[];
  /** Index of the token after the one last read. */
  private next = 0;
  /** What `peek` gave, until something is read; -1 where that is not known. */
  private peeked = -1;
  private newlines: boolean[] = [true];
  private includeNewlines = true;
  private depth = 0;
  /** The nesting passed its limit: nothing is said any more. */
  aborted = false;

  constructor(source: Source, tokens: Tokens, problems: Diagnostic[]) {
    this.source = source;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.problems = problems;
  }

  /** The next token that counts here. A line comment that ends its line stands for the newline too. */
  peek(): number {
    if (this.peeked >= 0) return this.peeked;
    const kinds = this.kinds;
    const last = kinds.length - 1;
    let i = this.next;
    for (; i < last; i++) {
      const kind = kinds[i];
      if (kind === T.Comment) {
        if (this.includeNewlines && this.source.text.charCodeAt((this.ends[i] as number) - 1) === 10) break;
      } else if (kind !== T.Newline || this.includeNewlines) break;
    }
    if (i > last) i = last;
    this.peeked = i;
    return i;
  }
  peekKind(): TokenKind {
    const kind = this.kinds[this.peek()] as TokenKind;
    return kind === T.Comment ? T.Newline : kind;
  }
  kindOf(token: number): TokenKind {
    const kind = this.kinds[token] as TokenKind;
    return kind === T.Comment ? T.Newline : kind;
  }
  isKeyword(word: string): boolean {
    const token = this.peek();
    return this.kinds[token] === T.Ident && this.text(token) === word;
  }
  /** Whether nothing is left to read. */
  atEnd(): boolean {
    return this.peekKind() === T.EOF;
  }
  read(): number {
    const token = this.peek();
    this.next = token + 1;
    this.peeked = -1;
    return token;
  }
  /** The token before the next one, comments and newlines included. */
  previous(): number {
    return this.next === 0 ? this.peek() : Math.min(this.next, this.kinds.length) - 1;
  }

  /** Whether line breaks count from here on; until `popNewlines`. */
  pushNewlines(include: boolean): void {
    this.newlines.push(include);
    this.includeNewlines = include;
    this.peeked = -1;
  }
  popNewlines(): void {
    this.newlines.pop();
    this.includeNewlines = this.newlines[this.newlines.length - 1] as boolean;
    this.peeked = -1;
  }

  text(token: number): string {
    return this.source.text.slice(this.starts[token], this.ends[token]);
  }
  start(token: number): number {
    return this.starts[token] as number;
  }
  end(token: number): number {
    return this.ends[token] as number;
  }
  span(token: number): Span {
    return { source: this.source, start: this.starts[token] as number, end: this.ends[token] as number };
  }
  between(first: number, last: number): Span {
    return { source: this.source, start: this.starts[first] as number, end: this.ends[last] as number };
  }

  report(diagnostic: Diagnostic): void {
    if (!this.aborted) this.problems.push(diagnostic);
  }
  /** Whether what was read since there were `before` problems is not worth going on with. */
  failedSince(before: number): boolean {
    return this.recovery && (this.aborted || this.problems.length > before);
  }

  /** Counts a level of nesting; past the limit the rest of the text is given up. */
  enter(): boolean {
    if (++this.depth <= limits.maxNesting) return true;
    this.giveUp();
    return false;
  }
  leave(): void {
    this.depth--;
  }
  /** As `enter`, for levels that a loop has wrapped around what it reads. */
  admits(levels: number): boolean {
    if (levels === 0 || this.depth + levels <= limits.maxNesting) return true;
    this.giveUp();
    return false;
  }
  private giveUp(): void {
    if (!this.aborted) this.report(nestingTooDeep(this.span(this.peek()), limits.maxNesting));
    this.aborted = true;
    this.recovery = true;
    this.next = this.kinds.length - 1;
    this.peeked = -1;
  }
}
