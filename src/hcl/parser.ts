/**
 * The parser of the native syntax. Recovers from mistakes the way HCL does, so that it gives the same messages at the
 * same places: after the first one it is in recovery for good, and most follow-up messages stay unsaid.
 */
import {
  DYNAMIC_NULL,
  DYNAMIC_UNKNOWN,
  FALSE,
  NUMBER,
  numberValue,
  parseNumeric,
  TRUE,
  unknownOf,
} from '../cty/index.ts';
import { type Diagnostic, limits, lineAt, type Source, type Span } from '../source/index.ts';
import type {
  Attribute,
  BinaryOperator,
  Block,
  Expression,
  Label,
  LiteralExpression,
  NativeBody,
  ObjectExpression,
  SplatItemExpression,
  TraversalStep,
} from './ast.ts';
import * as problem from './diagnostics.ts';
import { normalizeText, stringTokenText } from './string-literal.ts';
import { parseTemplateInner } from './template-parser.ts';
import { T, type TokenKind, type Tokens } from './tokens.ts';

/** Binary operators by token: precedence (higher binds tighter) and symbol. */
const OPERATORS: (readonly [number, BinaryOperator] | undefined)[] = [];
OPERATORS[T.Or] = [1, '||'];
OPERATORS[T.And] = [2, '&&'];
OPERATORS[T.EqualOp] = [3, '=='];
OPERATORS[T.NotEqual] = [3, '!='];
OPERATORS[T.GreaterThan] = [4, '>'];
OPERATORS[T.GreaterThanEq] = [4, '>='];
OPERATORS[T.LessThan] = [4, '<'];
OPERATORS[T.LessThanEq] = [4, '<='];
OPERATORS[T.Plus] = [5, '+'];
OPERATORS[T.Minus] = [5, '-'];
OPERATORS[T.Star] = [6, '*'];
OPERATORS[T.Slash] = [6, '/'];
OPERATORS[T.Percent] = [6, '%'];

const OPPOSITE: TokenKind[] = [];
OPPOSITE[T.OBrace] = T.CBrace;
OPPOSITE[T.CBrace] = T.OBrace;
OPPOSITE[T.OBrack] = T.CBrack;
OPPOSITE[T.CBrack] = T.OBrack;
OPPOSITE[T.OParen] = T.CParen;
OPPOSITE[T.CParen] = T.OParen;
OPPOSITE[T.OQuote] = T.CQuote;
OPPOSITE[T.CQuote] = T.OQuote;
OPPOSITE[T.OHeredoc] = T.CHeredoc;
OPPOSITE[T.CHeredoc] = T.OHeredoc;
OPPOSITE[T.TemplateInterp] = T.TemplateSeqEnd;
OPPOSITE[T.TemplateControl] = T.TemplateSeqEnd;
OPPOSITE[T.TemplateSeqEnd] = T.TemplateInterp;

export class Parser {
  readonly source: Source;
  readonly problems: Diagnostic[];
  /** Set at the first recovery and never cleared: suppresses messages that are probably consequences. */
  recovery = false;
  private readonly kinds: readonly TokenKind[];
  private readonly starts: readonly number[];
  private readonly ends: readonly number[];
  /** Index of the token after the one last read. */
  private next = 0;
  private peeked = -1;
  /** The token last returned by `peek` or `read`: its kind and the index after it. */
  private newlines: boolean[] = [true];
  private includeNewlines = true;
  private depth = 0;
  private aborted = false;

  constructor(source: Source, tokens: Tokens, problems: Diagnostic[]) {
    this.source = source;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.problems = problems;
  }

  // Tokens

  /** Index of the next token that counts here. A line comment that ends its line stands for the newline too. */
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
  read(): number {
    const token = this.peek();
    this.next = token + 1;
    this.peeked = -1;
    return token;
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
  private spanTo(from: Span, to: Span): Span {
    return { source: this.source, start: from.start, end: to.end };
  }
  /** The token before the next one, comments and newlines included. */
  previous(): number {
    return this.next === 0 ? this.peek() : Math.min(this.next, this.kinds.length) - 1;
  }
  isKeyword(word: string): boolean {
    const token = this.peek();
    return this.kinds[token] === T.Ident && this.text(token) === word;
  }
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
  report(diagnostic: Diagnostic): void {
    if (!this.aborted) this.problems.push(diagnostic);
  }
  /** Counts a level of nesting; past the limit the rest of the text is given up. */
  enter(): boolean {
    if (++this.depth <= limits.maxNesting) return true;
    if (!this.aborted) {
      this.report(problem.nestingTooDeep(this.span(this.peek()), limits.maxNesting));
      this.aborted = true;
    }
    this.recovery = true;
    this.next = this.kinds.length - 1;
    this.peeked = -1;
    return false;
  }
  leave(): void {
    this.depth--;
  }

  /** Whether nothing is left to read. */
  atEnd(): boolean {
    return this.peekKind() === T.EOF;
  }

  // Recovery

  /** Reads up to and including the `end` that closes what is open now; gives it. */
  recover(end: TokenKind): number {
    const start = OPPOSITE[end];
    this.recovery = true;
    let nest = 0;
    for (;;) {
      const token = this.read();
      let kind = this.kindOf(token);
      if (end === T.TemplateSeqEnd && kind === T.TemplateControl) kind = T.TemplateInterp;
      if (kind === start) nest++;
      else if (kind === end) {
        if (nest < 1) return token;
        nest--;
      } else if (kind === T.EOF) return token;
    }
  }
  private recoverOver(start: TokenKind): void {
    for (;;) {
      const kind = this.kindOf(this.read());
      if (kind === start || kind === T.EOF) break;
    }
    this.recover(OPPOSITE[start] as TokenKind);
  }
  private recoverAfterBodyItem(): void {
    this.recovery = true;
    const open: TokenKind[] = [];
    for (;;) {
      const kind = this.kindOf(this.read());
      switch (kind) {
        case T.Newline:
          if (open.length === 0) return;
          break;
        case T.EOF:
          return;
        case T.OBrace:
        case T.OBrack:
        case T.OParen:
        case T.OQuote:
        case T.OHeredoc:
        case T.TemplateInterp:
        case T.TemplateControl:
          open.push(kind);
          break;
        case T.CBrace:
        case T.CBrack:
        case T.CParen:
        case T.CQuote:
        case T.CHeredoc: {
          const opener = OPPOSITE[kind];
          while (open.length > 0 && open[open.length - 1] !== opener) open.pop();
          open.pop();
          break;
        }
        case T.TemplateSeqEnd:
          while (
            open.length > 0 &&
            open[open.length - 1] !== T.TemplateInterp &&
            open[open.length - 1] !== T.TemplateControl
          ) {
            open.pop();
          }
          open.pop();
          break;
      }
    }
  }

  // Bodies

  /** Body = (Attribute | Block)* up to `end`. */
  parseBody(end: TokenKind): NativeBody {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    const first = this.previous();
    const startSpan = end === T.EOF ? this.span(this.peek()) : this.span(first);
    let last: number;
    for (;;) {
      const kind = this.peekKind();
      if (kind === end) {
        last = this.read();
        break;
      }
      if (kind === T.Newline) {
        this.read();
        continue;
      }
      if (kind === T.Ident) {
        this.parseBodyItem(attributes, blocks);
        continue;
      }
      const bad = this.read();
      if (!this.recovery) {
        if (kind === T.OQuote) this.report(problem.invalidArgumentName(this.span(bad)));
        else if (kind === T.EOF) {
          this.report(end === T.CBrace ? problem.unclosedBlock(startSpan) : problem.unclosedBody(startSpan));
        } else this.report(problem.itemRequired(this.span(bad)));
      }
      last = this.previous();
      this.recover(end);
      break;
    }
    return this.body(attributes, blocks, startSpan, this.end(last));
  }

  private body(
    attributes: ReadonlyMap<string, Attribute>,
    blocks: readonly Block[],
    startSpan: Span,
    end: number,
  ): NativeBody {
    const start = startSpan.start;
    return {
      kind: 'NativeBody',
      attributes,
      blocks,
      span: { source: this.source, start, end },
      missingItemSpan: { source: this.source, start, end: start },
    };
  }

  private parseBodyItem(attributes: Map<string, Attribute>, blocks: Block[]): void {
    const ident = this.read();
    switch (this.peekKind()) {
      case T.Equal: {
        const attribute = this.finishAttribute(ident, false);
        const existing = attributes.get(attribute.name);
        if (existing === undefined) attributes.set(attribute.name, attribute);
        else {
          const line = lineAt(this.source, existing.nameSpan.start);
          this.report(problem.attributeRedefined(attribute.nameSpan, attribute.name, line));
        }
        return;
      }
      case T.OQuote:
      case T.OBrace:
      case T.Ident:
        blocks.push(this.finishBlock(ident));
        return;
      default:
        this.report(problem.itemRequired(this.span(ident)));
        this.recoverAfterBodyItem();
    }
  }

  /** Attribute = Ident "=" Expression (Newline | EOF). */
  private finishAttribute(ident: number, singleLine: boolean): Attribute {
    const equals = this.read();
    const before = this.problems.length;
    const expression = this.parseExpression();
    const last = this.previous();
    if (this.recovery && this.problems.length > before) {
      this.recoverAfterBodyItem();
    } else if (!singleLine) {
      const end = this.peek();
      const kind = this.kindOf(end);
      if (kind !== T.Newline && kind !== T.EOF) {
        if (!this.recovery) {
          this.report(problem.missingNewlineAfterArgument(this.span(end), this.between(ident, end), kind === T.Comma));
        }
        this.recoverAfterBodyItem();
      } else this.read();
    }
    return {
      kind: 'Attribute',
      name: this.text(ident),
      nameSpan: this.span(ident),
      equalsSpan: this.span(equals),
      expression,
      span: this.between(ident, last),
    };
  }

  /** Block = Ident (StringLit | Ident)* "{" Newline Body "}" Newline, or with one argument on the same line. */
  private finishBlock(ident: number): Block {
    const labels: Label[] = [];
    let openBrace: number;
    for (;;) {
      const kind = this.peekKind();
      if (kind === T.OBrace) {
        openBrace = this.read();
        break;
      }
      if (kind === T.OQuote) {
        labels.push(this.parseQuotedLabel());
        continue;
      }
      if (kind === T.Ident) {
        const token = this.read();
        labels.push({ value: this.text(token), span: this.span(token) });
        continue;
      }
      const bad = this.peek();
      const context = this.between(ident, bad);
      if (kind === T.Equal) {
        this.report(
          problem.invalidBlockDefinition(
            this.span(bad),
            context,
            'An equals sign belongs to an argument, not to a block.',
          ),
        );
      } else if (kind === T.Newline) {
        this.report(
          problem.invalidBlockDefinition(
            this.span(bad),
            context,
            'The opening brace of a block stands on the line of its header.',
          ),
        );
      } else if (!this.recovery) {
        this.report(
          problem.invalidBlockDefinition(this.span(bad), context, 'Expected a label in quotes or an opening brace.'),
        );
      }
      this.recoverAfterBodyItem();
      const span = this.span(ident);
      return this.block(ident, labels, this.body(new Map(), [], span, span.end), span, span);
    }

    let body: NativeBody | undefined;
    const first = this.peekKind();
    if (first === T.Newline || first === T.EOF || first === T.CBrace) {
      if (this.enter()) body = this.parseBody(T.CBrace);
      this.leave();
    } else {
      body = this.parseSingleArgument();
      this.finishSingleArgument(ident, openBrace);
    }
    const closeBrace = this.previous();
    const after = this.peek();
    const kind = this.kindOf(after);
    if (kind === T.Newline || kind === T.EOF) this.read();
    else {
      if (!this.recovery) {
        this.report(problem.missingNewlineAfterBlock(this.span(after), this.between(ident, after)));
      }
      this.recoverAfterBodyItem();
    }
    return this.block(
      ident,
      labels,
      body ?? this.body(new Map(), [], this.span(openBrace), this.end(closeBrace)),
      this.span(openBrace),
      this.span(closeBrace),
    );
  }

  private block(ident: number, labels: Label[], body: NativeBody, openBraceSpan: Span, closeBraceSpan: Span): Block {
    const typeSpan = this.span(ident);
    const lastLabel = labels[labels.length - 1];
    return {
      kind: 'Block',
      type: this.text(ident),
      typeSpan,
      labels,
      body,
      headerSpan: lastLabel === undefined ? typeSpan : this.spanTo(typeSpan, lastLabel.span),
      openBraceSpan,
      closeBraceSpan,
    };
  }

  private parseSingleArgument(): NativeBody | undefined {
    const ident = this.read();
    if (this.kindOf(ident) !== T.Ident) {
      this.report(problem.itemRequired(this.span(ident)));
      this.recoverAfterBodyItem();
      return undefined;
    }
    const next = this.peekKind();
    if (next === T.Equal) {
      const attribute = this.finishAttribute(ident, true);
      return this.body(new Map([[attribute.name, attribute]]), [], attribute.span, attribute.span.end);
    }
    if (next === T.OQuote || next === T.OBrace || next === T.Ident) {
      this.report(problem.argumentDefinitionRequired(this.between(ident, this.peek()), this.text(ident)));
    } else this.report(problem.itemRequired(this.span(ident)));
    this.recoverAfterBodyItem();
    return undefined;
  }

  private finishSingleArgument(ident: number, openBrace: number): void {
    const token = this.peek();
    const kind = this.kindOf(token);
    if (kind === T.CBrace) {
      this.read();
      return;
    }
    const context = this.between(ident, token);
    if (kind === T.Comma) {
      this.report(
        problem.invalidSingleArgumentBlock(
          this.span(token),
          context,
          'A block on one line holds one argument. Write several arguments on lines of their own.',
        ),
      );
    } else if (kind === T.Newline) {
      this.report(
        problem.invalidSingleArgumentBlock(
          this.span(token),
          context,
          'A block that begins with an argument on its first line closes on that line.',
        ),
      );
    } else if (kind === T.EOF) {
      if (!this.recovery) this.report(problem.unclosedBlock(this.span(openBrace)));
    } else if (!this.recovery) {
      this.report(
        problem.invalidSingleArgumentBlock(
          this.span(token),
          context,
          'The closing brace must follow the one argument of a block on one line.',
        ),
      );
    }
    this.recover(T.CBrace);
  }

  /** A label in quotes: no template sequences. */
  private parseQuotedLabel(): Label {
    const open = this.read();
    let value = '';
    let last = open;
    for (;;) {
      const token = this.read();
      const kind = this.kindOf(token);
      if (kind === T.CQuote) {
        last = token;
        break;
      }
      if (kind === T.QuotedLit) {
        value += stringTokenText(this.source, this.start(token), this.end(token), true, this.problems);
        continue;
      }
      const span = this.span(token);
      const context = this.between(open, token);
      if (kind === T.TemplateInterp || kind === T.TemplateControl) {
        const sigil = kind === T.TemplateInterp ? '$' : '%';
        this.report(
          problem.invalidStringLiteral(
            span,
            context,
            `No template sequences here. For the character itself write ${sigil}${sigil}{.`,
          ),
        );
        value += `${sigil}{ ... }`;
        this.recover(T.TemplateSeqEnd);
        continue;
      }
      if (kind === T.EOF) this.report(problem.unterminatedStringLiteral(span, context));
      else {
        this.report(problem.invalidStringLiteral(span, context, 'This cannot stand in a string.'));
        this.recover(T.CQuote);
      }
      last = this.previous();
      break;
    }
    return { value: normalizeText(value), span: this.between(open, last) };
  }

  // Expressions

  /** Expression = Operation ("?" Expression ":" Expression)?. */
  parseExpression(): Expression {
    if (!this.enter()) {
      this.leave();
      return this.invalid(this.peek());
    }
    const result = this.parseConditional();
    this.leave();
    return result;
  }

  private parseConditional(): Expression {
    const first = this.peek();
    const before = this.problems.length;
    const condition = this.parseOperation(1);
    if (this.failedSince(before) || this.peekKind() !== T.Question) return condition;
    this.read();
    const whenTrue = this.parseExpression();
    if (this.failedSince(before)) return condition;
    const colon = this.peek();
    if (this.kindOf(colon) !== T.Colon) {
      this.report(problem.missingFalseExpression(this.span(colon), this.between(first, colon)));
      return condition;
    }
    this.read();
    const whenFalse = this.parseExpression();
    if (this.failedSince(before)) return condition;
    return {
      kind: 'Conditional',
      condition,
      whenTrue,
      whenFalse,
      span: { source: this.source, start: this.start(first), end: whenFalse.span.end },
    };
  }

  private failedSince(before: number): boolean {
    return this.recovery && (this.aborted || this.problems.length > before);
  }

  /** Operation = Term (operator Term)*, by precedence, to the left. */
  private parseOperation(minimum: number): Expression {
    const before = this.problems.length;
    let left = this.parseTermWithTraversals();
    if (this.failedSince(before)) return left;
    for (;;) {
      const operator = OPERATORS[this.peekKind()];
      if (operator === undefined || operator[0] < minimum) return left;
      this.read();
      const right = this.parseOperation(operator[0] + 1);
      if (this.failedSince(before)) return left;
      left = { kind: 'Binary', operator: operator[1], left, right, span: this.spanTo(left.span, right.span) };
    }
  }

  private parseTermWithTraversals(): Expression {
    return this.parseTraversals(this.parseTerm());
  }

  private invalid(token: number): Expression {
    return { kind: 'Invalid', span: this.span(token) };
  }

  private parseTerm(): Expression {
    const token = this.peek();
    switch (this.kindOf(token)) {
      case T.OParen:
        return this.parseParentheses();
      case T.Number:
        this.read();
        return this.numberLiteral(token);
      case T.Ident:
        this.read();
        return this.parseName(token);
      case T.OQuote:
      case T.OHeredoc:
        return this.parseString();
      case T.Minus:
      case T.Bang:
        return this.parseUnary();
      case T.OBrack:
        return this.parseTuple();
      case T.OBrace:
        return this.parseObject();
      case T.EOF:
        if (!this.recovery) this.report(problem.missingExpression(this.span(token)));
        break;
      default:
        if (!this.recovery) this.report(problem.invalidExpression(this.span(token)));
    }
    this.recovery = true;
    return this.invalid(token);
  }

  private parseParentheses(): Expression {
    const open = this.read();
    this.pushNewlines(false);
    const before = this.problems.length;
    const inner = this.parseExpression();
    if (this.aborted || this.problems.length > before) {
      this.recover(T.CParen);
      this.popNewlines();
      return inner;
    }
    const close = this.peek();
    if (this.kindOf(close) !== T.CParen) {
      this.report(problem.unbalancedParentheses(this.span(close), this.between(open, close)));
      this.recovery = true;
    }
    this.read();
    this.popNewlines();
    return { kind: 'Parentheses', inner, span: this.between(open, close) };
  }

  private numberLiteral(token: number): LiteralExpression {
    const number = parseNumeric(this.text(token));
    if (number === undefined) {
      this.report(problem.invalidNumberLiteral(this.span(token)));
      return { kind: 'Literal', value: unknownOf(NUMBER), span: this.span(token) };
    }
    return { kind: 'Literal', value: numberValue(number), span: this.span(token) };
  }

  private parseName(token: number): Expression {
    const next = this.peekKind();
    if (next === T.OParen || next === T.DoubleColon) return this.finishCall(token);
    const span = this.span(token);
    const name = this.text(token);
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

  private parseString(): Expression {
    const open = this.read();
    const closer = OPPOSITE[this.kindOf(open)] as TokenKind;
    const flush = closer === T.CHeredoc && this.source.text.charCodeAt(this.start(open) + 2) === 45;
    if (!this.enter()) {
      this.leave();
      return this.invalid(open);
    }
    const inner = parseTemplateInner(this, closer, flush);
    this.leave();
    const span = this.between(open, this.previous());
    if (inner.passThrough) return { kind: 'TemplateWrap', wrapped: inner.parts[0] as Expression, span };
    return { kind: 'Template', parts: inner.parts, span };
  }

  private parseUnary(): Expression {
    const symbol = this.read();
    const operator = this.kindOf(symbol) === T.Minus ? '-' : '!';
    const entered = this.enter();
    const operand = entered ? this.parseTermWithTraversals() : this.invalid(symbol);
    this.leave();
    const symbolSpan = this.span(symbol);
    return { kind: 'Unary', operator, operand, symbolSpan, span: this.spanTo(symbolSpan, operand.span) };
  }

  /** Steps after a term: `.name`, `.0`, `.*`, `[key]`, `[*]`. */
  private parseTraversals(from: Expression): Expression {
    let result = from;
    let levels = 0;
    for (;;) {
      const kind = this.peekKind();
      if (kind === T.Dot) {
        const dot = this.read();
        const token = this.peek();
        const next = this.kindOf(token);
        if (next === T.Ident) {
          this.read();
          result = this.withStep(result, {
            kind: 'attribute',
            name: this.text(token),
            span: this.between(dot, token),
          });
        } else if (next === T.Number) {
          this.read();
          result = this.withStep(result, this.legacyIndex(dot, token));
        } else if (next === T.Star) {
          const splat = this.parseAttributeSplat(from, result, dot);
          if (splat === undefined) continue;
          result = splat;
          levels++;
        } else {
          this.report(problem.invalidAttributeName(this.span(token)));
          this.recovery = true;
          result = { kind: 'Invalid', span: this.spanTo(result.span, this.span(dot)) };
        }
      } else if (kind === T.OBrack) {
        const wrapped = this.parseIndex(from, result);
        if (wrapped.kind !== 'Traversal' && wrapped.kind !== 'RelativeTraversal') levels++;
        result = wrapped;
      } else break;
      if (levels > 0 && this.depth + levels > limits.maxNesting) {
        const kept = this.depth;
        this.depth = limits.maxNesting;
        this.enter();
        this.depth = kept;
        break;
      }
    }
    return result;
  }

  private legacyIndex(dot: number, token: number): TraversalStep {
    const span = this.between(dot, token);
    const text = this.text(token);
    if (text.includes('.')) {
      this.report(problem.invalidLegacyIndex(this.span(token), text));
      return { kind: 'index', key: DYNAMIC_UNKNOWN, span };
    }
    return { kind: 'index', key: this.numberLiteral(token).value, span };
  }

  /** `.*` and the attribute steps after it. Undefined where a step is no name: the caller goes on without a splat. */
  private parseAttributeSplat(from: Expression, source: Expression, dot: number): Expression | undefined {
    const star = this.read();
    const steps: TraversalStep[] = [];
    const firstStep = this.peek();
    let last = star;
    while (this.peekKind() === T.Dot) {
      const stepDot = this.read();
      const token = this.peek();
      const kind = this.kindOf(token);
      if (kind === T.Number) {
        this.read();
        steps.push(this.legacyIndex(stepDot, token));
      } else if (kind === T.Ident) {
        this.read();
        steps.push({ kind: 'attribute', name: this.text(token), span: this.between(stepDot, token) });
      } else {
        if (!this.recovery) {
          this.report(
            kind === T.Star ? problem.nestedSplat(this.span(token)) : problem.invalidAttributeName(this.span(star)),
          );
        }
        this.recovery = true;
        return undefined;
      }
      last = token;
    }
    const markerSpan = this.between(dot, star);
    const item: SplatItemExpression = { kind: 'SplatItem', span: markerSpan };
    const each: Expression =
      steps.length === 0
        ? item
        : { kind: 'RelativeTraversal', subject: item, steps, span: this.between(firstStep, last) };
    return {
      kind: 'Splat',
      source,
      each,
      item,
      markerSpan,
      span: { source: this.source, start: from.span.start, end: this.end(last) },
    };
  }

  private parseIndex(from: Expression, collection: Expression): Expression {
    const open = this.read();
    if (this.peekKind() === T.Star) {
      this.read();
      const close = this.read();
      if (this.kindOf(close) !== T.CBrack && !this.recovery) {
        this.report(problem.missingCloseOnSplat(this.span(close)));
        this.recover(T.CBrack);
      }
      const markerSpan = this.between(open, close);
      const item: SplatItemExpression = { kind: 'SplatItem', span: markerSpan };
      const each = this.enter() ? this.parseTraversals(item) : item;
      this.leave();
      return { kind: 'Splat', source: collection, each, item, markerSpan, span: this.spanTo(from.span, each.span) };
    }
    this.pushNewlines(false);
    const before = this.problems.length;
    const key = this.parseExpression();
    let close: number;
    if (this.failedSince(before)) close = this.recover(T.CBrack);
    else {
      close = this.read();
      if (this.kindOf(close) !== T.CBrack && !this.recovery) {
        // HCL points at where it recovered, not at where the bracket was expected.
        close = this.recover(T.CBrack);
        this.report(problem.missingCloseOnIndex(this.span(close)));
      }
    }
    this.popNewlines();
    const bracketSpan = this.between(open, close);
    if (key.kind === 'Literal') return this.withStep(collection, { kind: 'index', key: key.value, span: bracketSpan });
    if (key.kind === 'Template' && key.parts.length === 1 && key.parts[0]?.kind === 'Literal') {
      return this.withStep(collection, { kind: 'index', key: key.parts[0].value, span: bracketSpan });
    }
    return {
      kind: 'Index',
      collection,
      key,
      openBracketSpan: this.span(open),
      bracketSpan,
      span: this.spanTo(from.span, bracketSpan),
    };
  }

  /** Adds a step; the steps of one chain share an array while the chain grows, so long chains stay linear. */
  private withStep(expression: Expression, step: TraversalStep): Expression {
    const span = this.spanTo(expression.span, step.span);
    if (expression.kind === 'Traversal') {
      const { traversal } = expression;
      const steps = traversal.steps as TraversalStep[];
      steps.push(step);
      return {
        kind: 'Traversal',
        traversal: { root: traversal.root, rootSpan: traversal.rootSpan, steps, span },
        span,
      };
    }
    if (expression.kind === 'RelativeTraversal') {
      (expression.steps as TraversalStep[]).push(step);
      return { kind: 'RelativeTraversal', subject: expression.subject, steps: expression.steps, span };
    }
    return { kind: 'RelativeTraversal', subject: expression, steps: [step], span };
  }

  /** Call = Ident ("::" Ident)* "(" (Expression ("," Expression)* ("," | "...")?)? ")". */
  private finishCall(ident: number): Expression {
    let name = this.text(ident);
    let lastName = ident;
    let open = this.read();
    while (this.kindOf(open) === T.DoubleColon) {
      const token = this.read();
      if (this.kindOf(token) !== T.Ident) {
        this.report(problem.missingFunctionName(this.span(token), this.between(ident, token)));
        this.recoverOver(T.OParen);
        return { kind: 'Invalid', span: this.between(ident, token) };
      }
      name += `::${this.text(token)}`;
      lastName = token;
      open = this.read();
    }
    if (this.kindOf(open) !== T.OParen) {
      this.report(problem.missingOpenParenthesis(this.span(open), this.between(ident, open)));
      this.recoverOver(T.OParen);
      return { kind: 'Invalid', span: this.between(ident, open) };
    }
    const args: Expression[] = [];
    let expandFinal = false;
    let close: number;
    this.pushNewlines(false);
    for (;;) {
      if (this.peekKind() === T.CParen) {
        close = this.read();
        break;
      }
      const before = this.problems.length;
      args.push(this.parseExpression());
      if (this.failedSince(before)) {
        close = this.recover(T.CParen);
        break;
      }
      const separator = this.read();
      const kind = this.kindOf(separator);
      if (kind === T.CParen) {
        close = separator;
        break;
      }
      if (kind === T.Ellipsis) {
        expandFinal = true;
        if (this.peekKind() === T.CParen) close = this.read();
        else {
          if (!this.recovery) {
            this.report(problem.missingClosingParenthesis(this.span(separator), this.between(ident, separator)));
          }
          close = this.recover(T.CParen);
        }
        break;
      }
      if (kind !== T.Comma) {
        this.report(
          kind === T.EOF
            ? problem.unterminatedFunctionCall(this.between(ident, open))
            : problem.missingArgumentSeparator(this.span(separator), this.between(ident, separator)),
        );
        close = this.recover(T.CParen);
        break;
      }
    }
    this.popNewlines();
    return {
      kind: 'FunctionCall',
      name,
      nameSpan: this.between(ident, lastName),
      arguments: args,
      expandFinal,
      openParenSpan: this.span(open),
      closeParenSpan: this.span(close),
      span: this.between(ident, close),
    };
  }

  /** Tuple = "[" (Expression ("," Expression)* ","?)? "]", or a for-expression. */
  private parseTuple(): Expression {
    const open = this.read();
    this.pushNewlines(false);
    if (this.isKeyword('for')) {
      const result = this.finishFor(open);
      this.popNewlines();
      return result;
    }
    const elements: Expression[] = [];
    let close: number;
    for (;;) {
      if (this.peekKind() === T.CBrack) {
        close = this.read();
        break;
      }
      const before = this.problems.length;
      elements.push(this.parseExpression());
      if (this.failedSince(before)) {
        close = this.recover(T.CBrack);
        break;
      }
      const next = this.peek();
      const kind = this.kindOf(next);
      if (kind === T.CBrack) {
        close = this.read();
        break;
      }
      if (kind !== T.Comma) {
        if (!this.recovery) {
          this.report(
            kind === T.EOF
              ? problem.unterminatedTuple(this.span(open))
              : problem.missingItemSeparator(this.span(next), this.between(open, next)),
          );
        }
        close = this.recover(T.CBrack);
        break;
      }
      this.read();
    }
    this.popNewlines();
    return { kind: 'Tuple', elements, openSpan: this.span(open), span: this.between(open, close) };
  }

  /** Object = "{" (Key ("=" | ":") Expression (("," | Newline) …)*)? "}", or a for-expression. */
  private parseObject(): Expression {
    const open = this.read();
    this.pushNewlines(false);
    const isFor = this.isKeyword('for');
    if (isFor) {
      const result = this.finishFor(open);
      this.popNewlines();
      return result;
    }
    this.popNewlines();
    this.pushNewlines(true);
    const items: { key: Expression; value: Expression }[] = [];
    const close = this.parseObjectItems(
      open,
      items as ObjectExpression['items'] & { key: Expression; value: Expression }[],
    );
    this.popNewlines();
    return { kind: 'Object', items, openSpan: this.span(open), span: this.between(open, close) };
  }

  private parseObjectItems(open: number, items: { key: Expression; value: Expression }[]): number {
    for (;;) {
      const first = this.peekKind();
      if (first === T.Newline) {
        this.read();
        continue;
      }
      if (first === T.CBrace) return this.read();
      let before = this.problems.length;
      const wrapped = this.parseExpression();
      if (this.failedSince(before)) return this.recover(T.CBrace);
      const equals = this.peek();
      const kind = this.kindOf(equals);
      if (kind !== T.Equal && kind !== T.Colon) {
        if (!this.recovery) this.reportMissingEquals(kind, open, equals);
        return this.recover(T.CBrace);
      }
      this.read();
      before = this.problems.length;
      const value = this.parseExpression();
      if (this.failedSince(before)) return this.recover(T.CBrace);
      const key: Expression = {
        kind: 'ObjectKey',
        wrapped,
        forceNonLiteral: first === T.OParen,
        span: wrapped.span,
      };
      items.push({ key, value });
      const next = this.peek();
      const after = this.kindOf(next);
      if (after === T.CBrace) return this.read();
      if (after !== T.Comma && after !== T.Newline) {
        if (!this.recovery) {
          this.report(
            after === T.EOF
              ? problem.unterminatedObject(this.span(open))
              : problem.missingAttributeSeparator(this.span(next), this.between(open, next)),
          );
        }
        return this.recover(T.CBrace);
      }
      this.read();
    }
  }

  private reportMissingEquals(kind: TokenKind, open: number, token: number): void {
    const span = this.span(token);
    const context = this.between(open, token);
    if (kind === T.Newline || kind === T.Comma) this.report(problem.missingAttributeValue(span, context));
    else if (kind === T.EOF) this.report(problem.unterminatedObject(this.span(open)));
    else this.report(problem.missingKeyValueSeparator(span, context));
  }

  /** For = "for" Ident ("," Ident)? "in" Expression ":" Expression ("=>" Expression "..."?)? ("if" Expression)?. */
  private finishFor(open: number): Expression {
    this.read();
    const makeObject = this.kindOf(open) === T.OBrace;
    const closer = makeObject ? T.CBrace : T.CBrack;
    const fail = (detail: string | undefined): Expression => {
      if (detail !== undefined && !this.recovery) {
        const token = this.peek();
        this.report(problem.invalidForExpression(this.span(token), this.between(open, token), detail));
      }
      const close = this.recover(closer);
      return { kind: 'Invalid', span: this.between(open, close) };
    };

    if (this.peekKind() !== T.Ident) return fail('A name must follow "for".');
    let valueName = this.text(this.read());
    let keyName: string | undefined;
    if (this.peekKind() === T.Comma) {
      keyName = valueName;
      this.read();
      if (this.peekKind() !== T.Ident) return fail('A name for the value must follow the comma.');
      valueName = this.text(this.read());
    }
    if (!this.isKeyword('in')) return fail('The keyword "in" must follow the names.');
    this.read();
    let before = this.problems.length;
    const collection = this.parseExpression();
    if (this.failedSince(before)) return fail(undefined);
    if (this.peekKind() !== T.Colon) return fail('A colon must follow the collection.');
    this.read();

    before = this.problems.length;
    let value = this.parseExpression();
    let key: Expression | undefined;
    if (this.peekKind() === T.FatArrow) {
      this.read();
      key = value;
      value = this.parseExpression();
    }
    if (this.failedSince(before)) return fail(undefined);
    let ellipsis = -1;
    if (this.peekKind() === T.Ellipsis) ellipsis = this.read();
    let condition: Expression | undefined;
    if (this.isKeyword('if')) {
      this.read();
      before = this.problems.length;
      condition = this.parseExpression();
      if (this.failedSince(before)) return fail(undefined);
    }
    let close: number;
    if (this.peekKind() === closer) close = this.read();
    else {
      if (!this.recovery) {
        const token = this.peek();
        this.report(
          problem.invalidForExpression(
            this.span(token),
            this.between(open, token),
            'The expression should end here with its closing bracket.',
          ),
        );
      }
      close = this.recover(closer);
    }
    const span = this.between(open, close);
    if (!makeObject) {
      if (key !== undefined)
        this.report(problem.invalidForExpression(key.span, span, 'A list has no keys: use braces for "=>".'));
      if (ellipsis >= 0) {
        this.report(
          problem.invalidForExpression(this.span(ellipsis), span, 'Grouping with "..." is for objects only.'),
        );
      }
    } else if (key === undefined) {
      this.report(problem.invalidForExpression(value.span, span, 'In braces a key is needed: key => value.'));
    }
    return {
      kind: 'For',
      keyName,
      valueName,
      collection,
      key,
      value,
      condition,
      group: ellipsis >= 0,
      openSpan: this.span(open),
      closeSpan: this.span(close),
      span,
    };
  }
}
