/** Where the parser stands: the tokens, which words are keywords, how deep terms are nested, and readings given up. */
import type { RegoError } from '../../diagnostics.ts';
import { MAXIMUM_NESTING } from '../../limits.ts';
import type { ModuleSource, Term } from '../ast.ts';
import { type Comment, type Token, tokenize } from '../lexer.ts';
import { BASE_KEYWORDS, FUTURE_KEYWORDS } from './keywords.ts';

export type Dialect = 'v0' | 'v1';

/** Ends the parsing of a module, or a reading of the text that is only tried. */
export class SyntaxProblem extends Error {
  readonly at: number;
  readonly code: RegoError['code'];
  constructor(message: string, at: number, code: RegoError['code'] = 'rego_parse_error') {
    super(message);
    this.at = at;
    this.code = code;
  }
}

type Memo = Map<number, { readonly term: Term; readonly index: number } | SyntaxProblem>;

export class Cursor {
  readonly source: ModuleSource;
  readonly comments: readonly Comment[];
  dialect: Dialect;
  readonly keywords: Set<string>;
  /** Experimental keywords, on after their import only. */
  readonly experiments = new Set<string>();
  private tokens: readonly Token[];
  private index = 0;
  private nesting = 0;
  private memo: Memo = new Map();
  /** Of the problems that ended readings given up, the one furthest into the text. */
  furthest: SyntaxProblem | undefined;

  constructor(source: ModuleSource, dialect: Dialect, extra: readonly string[] = []) {
    const { tokens, comments } = tokenize(source.text);
    this.source = source;
    this.tokens = tokens;
    this.comments = comments;
    this.dialect = dialect;
    this.keywords = new Set([...BASE_KEYWORDS, ...(dialect === 'v1' ? FUTURE_KEYWORDS : []), ...extra]);
    const last = tokens.at(-1);
    if (last?.kind === 'invalid') throw new SyntaxProblem(last.text, last.at);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }
  take(): Token {
    const token = this.peek();
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }
  previousEnd(): number {
    return (this.tokens[Math.max(0, this.index - 1)] as Token).end;
  }

  isPunctuation(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'punctuation' && token.text === text;
  }
  /** No white space stands before it. */
  isAdjacent(text: string): boolean {
    return this.isPunctuation(text) && !this.peek().spaced;
  }
  isKeyword(word: string): boolean {
    const token = this.peek();
    if (token.kind !== 'identifier' || token.text !== word) return false;
    if (word === 'not' && this.experiments.has('not')) return !this.isReferenceStart();
    return this.keywords.has(word) && !this.isReferenceStart();
  }
  /** A keyword followed at once by a dot is a name: `if.foo`. */
  isReferenceStart(): boolean {
    const after = this.peek(1);
    return after.kind === 'punctuation' && after.text === '.' && !after.spaced;
  }
  isExperiment(word: string): boolean {
    return this.experiments.has(word) && this.peek().kind === 'identifier' && this.peek().text === word;
  }

  identifier(expected: string): Token {
    if (this.peek().kind !== 'identifier') this.fail(expected);
    return this.take();
  }
  expect(text: string): void {
    if (!this.isPunctuation(text)) this.fail(`expected ${text}`);
    this.take();
  }

  /** What `parse` gives; undefined, with nothing read, where that is undefined or the text does not parse that way. */
  tentatively<T>(parse: () => T | undefined): T | undefined {
    const { tokens, index, nesting, memo } = this;
    try {
      const result = parse();
      if (result === undefined) this.index = index;
      return result;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      if (this.furthest === undefined || problem.at > this.furthest.at) this.furthest = problem;
      this.tokens = tokens;
      this.index = index;
      this.nesting = nesting;
      this.memo = memo;
      return undefined;
    }
  }

  /** What stands at a token is parsed once, however often a reading of the text is given up and begun again. */
  once(parse: (cursor: Cursor) => Term): Term {
    const { memo, index: start } = this;
    const known = memo.get(start);
    if (known !== undefined) {
      if (known instanceof SyntaxProblem) throw known;
      this.index = known.index;
      return known.term;
    }
    if (++this.nesting > MAXIMUM_NESTING) this.fail('max parse recursion depth exceeded');
    try {
      const term = parse(this);
      memo.set(start, { term, index: this.index });
      this.nesting--;
      return term;
    } catch (problem) {
      if (problem instanceof SyntaxProblem) memo.set(start, problem);
      throw problem;
    }
  }
  /** After a change of what words mean. */
  forget(): void {
    this.memo.clear();
  }

  /** Parses other tokens, then goes on with its own. */
  within<T>(tokens: readonly Token[], parse: () => T): T {
    const outer = { tokens: this.tokens, index: this.index, memo: this.memo };
    this.tokens = tokens;
    this.index = 0;
    this.memo = new Map();
    const result = parse();
    this.tokens = outer.tokens;
    this.index = outer.index;
    this.memo = outer.memo;
    return result;
  }

  fail(expected?: string): never {
    return this.failAt(expected, this.peek());
  }
  /** The furthest problem of a reading given up says more than one before it. */
  failAt(expected: string | undefined, token: Token): never {
    const hint = expected === undefined ? '' : `: ${expected}`;
    const problem = new SyntaxProblem(`unexpected ${this.nameOf(token)} token${hint}`, token.at);
    throw this.furthest !== undefined && this.furthest.at > problem.at ? this.furthest : problem;
  }
  private nameOf({ kind, text }: Token): string {
    if (kind === 'end') return 'eof';
    if (kind === 'punctuation') return text;
    if (kind !== 'identifier') return kind;
    return this.keywords.has(text) ? text : 'ident';
  }
}
