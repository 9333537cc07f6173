/**
 * The grammar of Rego, v0 (OPA 0.61) and v1 (OPA 1.x). The two differ in what counts as a keyword and in what a rule's
 * head demands. Parsing stops at a module's first problem, as OPA's does for the reader.
 */
import { type RegoError, regoError } from '../diagnostics.ts';
import { MAXIMUM_NESTING } from '../limits.ts';
import { type RegoNumber, RegoSet } from '../values/index.ts';
import type {
  Annotation,
  Body,
  Call,
  Comprehension,
  Expr,
  Import,
  Module,
  ModuleSource,
  Ref,
  Rule,
  SomeIn,
  Term,
  Var,
  With,
} from './ast.ts';
import { type Comment, type Token, tokenize } from './lexer.ts';

export type Dialect = 'v0' | 'v1';

const BASE_KEYWORDS = ['package', 'import', 'as', 'default', 'else', 'not', 'some', 'with', 'null', 'true', 'false'];
const FUTURE_KEYWORDS = ['in', 'every', 'contains', 'if'];
const EXPERIMENTAL_KEYWORDS = ['and', 'or', 'not'];
const RELATIONS: Operators = { '==': 'equal', '!=': 'neq', '<': 'lt', '>': 'gt', '<=': 'lte', '>=': 'gte' };
/** From loosest to tightest, below membership. */
const LEVELS: readonly Operators[] = [
  RELATIONS,
  { '|': 'or' },
  { '&': 'and' },
  { '+': 'plus', '-': 'minus' },
  { '*': 'mul', '/': 'div', '%': 'rem' },
];
type Operators = Readonly<Record<string, string>>;

export function parseModule(source: ModuleSource, dialect: Dialect): { module?: Module; error?: RegoError } {
  return attempt(source, () => new Parser(source, dialect).module());
}

/** A query: a body without braces. All keywords are on. */
export function parseQuery(source: ModuleSource, dialect: Dialect = 'v1'): { body?: Body; error?: RegoError } {
  const { module: body, error } = attempt(source, () => new Parser(source, dialect, FUTURE_KEYWORDS).query());
  return { ...(body === undefined ? {} : { body }), ...(error === undefined ? {} : { error }) };
}

class SyntaxProblem extends Error {
  readonly at: number;
  readonly code: RegoError['code'];
  constructor(message: string, at: number, code: RegoError['code'] = 'rego_parse_error') {
    super(message);
    this.at = at;
    this.code = code;
  }
}

function attempt<T>(source: ModuleSource, parse: () => T): { module?: T; error?: RegoError } {
  try {
    return { module: parse() };
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    return { error: regoError(problem.code, problem.message, source, problem.at) };
  }
}

class Parser {
  private tokens: readonly Token[];
  private index = 0;
  private nesting = 0;
  private memo = new Map<number, { readonly term: Term; readonly index: number } | SyntaxProblem>();
  private readonly comments: readonly Comment[];
  private readonly keywords: Set<string>;
  /** Experimental keywords, on after their import only. */
  private readonly experiments = new Set<string>();
  private readonly source: ModuleSource;
  private dialect: Dialect;

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

  // Module = Package { Import | Rule }
  module(): Module {
    if (this.peek().kind === 'end') throw new SyntaxProblem('empty module', 0);
    const annotations = this.annotationsByRow();
    if (!this.isKeyword('package')) this.fail('package expected');
    const start = this.take();
    const packageAnnotations = annotations.take(start.at);
    const path = this.packagePath();
    this.endOfStatement();
    const imports: Import[] = [];
    const rules: Rule[] = [];
    while (this.peek().kind !== 'end') {
      const at = this.peek().at;
      const found = annotations.take(at);
      packageAnnotations.push(...found.filter(({ text }) => /^\s*scope:\s*(package|subpackages)\s*$/m.test(text)));
      if (this.isKeyword('import')) {
        const statement = this.import();
        imports.push(statement);
        this.applyImport(statement);
      } else {
        const own = found.filter(({ text }) => !/^\s*scope:\s*(package|subpackages)\s*$/m.test(text)).at(-1);
        rules.push(...this.rules(own));
      }
      this.endOfStatement();
    }
    const { source, dialect } = this;
    return { source, dialect, package: path, packageAt: start.at, packageAnnotations, imports, rules };
  }

  query(): Body {
    const body = this.literals('');
    if (body.length === 0) this.fail('empty query');
    return body;
  }

  private packagePath(): string[] {
    const first = this.peek();
    if (first.kind !== 'identifier') this.fail('expected ident');
    if (first.newline) this.fail('expected ident');
    this.take();
    const path = [first.text];
    for (;;) {
      if (this.isAdjacent('.')) {
        this.take();
        path.push(this.identifier('expected ident').text);
      } else if (this.isAdjacent('[')) {
        this.take();
        const key = this.take();
        if (key.kind !== 'string') this.failAt('expected string', key);
        path.push(key.text);
        this.expect(']');
      } else return path;
    }
  }

  // Import = "import" Ref [ "as" Var ]
  private import(): Import {
    const { at } = this.take();
    const path = this.packagePath();
    const [root] = path;
    if (root !== 'data' && root !== 'input' && root !== 'future' && root !== 'rego') {
      throw new SyntaxProblem(
        `unexpected import path, must begin with one of: {data, future, input, rego}, got: ${root}`,
        at,
      );
    }
    if (!this.isKeyword('as')) return { at, path };
    this.take();
    return { at, path, alias: this.identifier('expected var').text };
  }

  private applyImport({ path, alias, at }: Import): void {
    this.memo.clear();
    if (path[0] === 'future') {
      if (path[1] !== 'keywords') throw new SyntaxProblem('invalid import, must be `future.keywords`', at);
      if (alias !== undefined) throw new SyntaxProblem('`future` imports cannot be aliased', at);
      const [, , name] = path;
      if (name === undefined) for (const keyword of FUTURE_KEYWORDS) this.keywords.add(keyword);
      else if (FUTURE_KEYWORDS.includes(name)) this.keywords.add(name);
      else if (EXPERIMENTAL_KEYWORDS.includes(name)) this.experiments.add(name);
      else throw new SyntaxProblem(`unexpected keyword, must be one of ${FUTURE_KEYWORDS.join(', ')}`, at);
      if (name === 'every') this.keywords.add('in');
    }
    if (path[0] === 'rego') {
      if (path[1] !== 'v1' || path.length !== 2)
        throw new SyntaxProblem('invalid import `rego`, must be `rego.v1`', at);
      for (const keyword of FUTURE_KEYWORDS) this.keywords.add(keyword);
      this.dialect = 'v1';
    }
  }

  // Rule = [ "default" ] Head [ "if" ] [ Body ] { "else" … | Body }
  private rules(annotation: Annotation | undefined): Rule[] {
    const start = this.peek();
    const isDefault = this.isKeyword('default');
    if (isDefault) this.take();
    const annotations = annotation === undefined ? {} : { annotations: annotation };
    const head = this.head();
    const { at, ref, args, member } = head;
    const base = { at: start.at, isDefault, assigned: head.assigned, ...annotations, ...(args ? { args } : {}) };
    const yes: Term = { kind: 'scalar', value: true, at };
    if (isDefault) {
      if (head.value === undefined) this.fail('default rules must have a value');
      if (member !== undefined) throw new SyntaxProblem('illegal default rule (partial set)', at);
      const odd = variablePart(head.value);
      if (odd !== undefined) {
        throw new SyntaxProblem(`illegal default rule (value cannot contain ${odd})`, start.at);
      }
      return [{ ...base, ref, value: head.value, body: [], end: this.previousEnd() }];
    }
    const hasIf = this.isKeyword('if');
    const hasBody = hasIf || (this.isPunctuation('{') && !this.peek().newline) || this.isPunctuation('{');
    if (this.dialect === 'v1') this.checkStrictHead(head, hasIf, hasBody);
    let result: { ref: readonly Term[]; member?: Term; value?: Term };
    if (member !== undefined) result = { ref, member };
    else if (head.value !== undefined) result = { ref, value: head.value };
    else if (ref.length === 2 && !hasIf && args === undefined && this.dialect === 'v0') {
      result = { ref: ref.slice(0, 1), member: ref[1] as Term };
    } else result = { ref, value: yes };
    if (!hasBody && head.value === undefined && member === undefined && result.member === undefined) {
      const name = ref[0]?.kind === 'var' ? ref[0].name : 'rule';
      if (ref.length < 2) throw new SyntaxProblem(`var cannot be used for rule name`, at);
      if (this.dialect === 'v1') throw new SyntaxProblem(`rule ${name} must have value assignment and/or body`, at);
    }
    if (!hasBody) {
      const { otherwise } = this.else_(base, result, false);
      return [{ ...base, ...result, body: [], end: this.previousEnd(), ...(otherwise ? { otherwise } : {}) }];
    }
    const body = this.ruleBody(hasIf);
    const end = this.previousEnd();
    const { otherwise } = this.else_(base, result, true);
    const rules: Rule[] = [{ ...base, ...result, body, end, ...(otherwise ? { otherwise } : {}) }];
    if (otherwise !== undefined) return rules;
    // Chained bodies: further bodies of the same head.
    while (this.isPunctuation('{') && !hasIf) {
      const nextAt = this.peek().at;
      const nextBody = this.ruleBody(false);
      rules.push({ ...base, at: nextAt, ...result, body: nextBody, end: this.previousEnd() });
    }
    return rules;
  }

  private checkStrictHead(
    head: { ref: readonly Term[]; args?: readonly Term[]; value?: Term; member?: Term; at: number },
    hasIf: boolean,
    hasBody: boolean,
  ): void {
    if (hasBody && !hasIf) throw new SyntaxProblem('`if` keyword is required before rule body', head.at);
    if (head.value !== undefined || head.member !== undefined || hasIf || head.args !== undefined) return;
    if (head.ref.length === 2) {
      throw new SyntaxProblem('`contains` keyword is required for partial set rules', head.at);
    }
  }

  private else_(
    base: Omit<Rule, 'ref' | 'body' | 'value' | 'member'>,
    result: { ref: readonly Term[]; member?: Term; value?: Term },
    hadBody: boolean,
  ): { otherwise?: Rule } {
    if (!this.isKeyword('else')) return {};
    const { at } = this.take();
    if (!hadBody && this.dialect === 'v1') throw new SyntaxProblem('else keyword cannot be used without a body', at);
    if (result.member !== undefined) throw new SyntaxProblem('else keyword cannot be used on partial rules', at);
    let value: Term = { kind: 'scalar', value: true, at };
    let valued = false;
    if (this.isPunctuation('=') || this.isPunctuation(':=')) {
      this.take();
      value = this.infix();
      valued = true;
    }
    const hasIf = this.isKeyword('if');
    if (!hasIf && !this.isPunctuation('{')) {
      if (!valued) this.fail('expected else value term or rule body');
      return { otherwise: { ...base, at, ref: result.ref, value, body: [], end: this.previousEnd() } };
    }
    if (this.dialect === 'v1' && !hasIf) throw new SyntaxProblem('`if` keyword is required before rule body', at);
    const body = this.ruleBody(hasIf);
    const end = this.previousEnd();
    const { otherwise } = this.else_(base, result, true);
    return { otherwise: { ...base, at, ref: result.ref, value, body, end, ...(otherwise ? { otherwise } : {}) } };
  }

  // Head = Ref [ "(" Terms ")" ] [ "contains" Term | ( "=" | ":=" ) Term ]
  private head() {
    const first = this.peek();
    const { at } = first;
    if (first.kind !== 'identifier' || (this.keywords.has(first.text) && !this.isReferenceStart())) {
      this.fail('expected rule head');
    }
    this.take();
    const ref: Term[] = [{ kind: 'var', name: first.text, at, end: first.end }];
    let args: Term[] | undefined;
    for (;;) {
      if (this.isAdjacent('.')) {
        this.take();
        const name = this.identifier('expected ident');
        ref.push({ kind: 'scalar', value: name.text, at: name.at, end: name.end });
      } else if (this.isAdjacent('[')) {
        this.take();
        ref.push(this.infix());
        this.expect(']');
      } else if (this.isAdjacent('(') || (args === undefined && this.isPunctuation('(') && !this.peek().newline)) {
        this.take();
        args = this.list(')');
        break;
      } else break;
    }
    let member: Term | undefined;
    let value: Term | undefined;
    let assigned = false;
    if (this.isKeyword('contains')) {
      if (args !== undefined) this.fail('the contains keyword can only be used with multi-value rule definitions');
      this.take();
      member = this.infix();
    } else if (this.isPunctuation('=') || this.isPunctuation(':=')) {
      assigned = this.take().text === ':=';
      value = this.infix();
    }
    return { at, ref, assigned, ...(args ? { args } : {}), ...(member ? { member } : {}), ...(value ? { value } : {}) };
  }

  private ruleBody(hasIf: boolean): Body {
    if (hasIf) this.take();
    if (hasIf && !this.isPunctuation('{')) return [this.literal()];
    if (!hasIf) return this.braced();
    // `if {` opens a body, unless what follows only makes sense as a set or an object.
    const start = this.index;
    const body = this.tentatively(() => {
      const found = this.braced();
      const after = this.peek();
      const separate = after.newline || after.kind === 'end' || this.isPunctuation(';') || this.isKeyword('else');
      const logic = this.experiments.has(after.text);
      return separate && !logic ? found : undefined;
    });
    if (body !== undefined) return body;
    const afterBody = this.furthest;
    this.index = start;
    const literal = this.tentatively(() => [this.literal()]);
    if (literal !== undefined) return literal;
    this.index = start;
    this.furthest = afterBody;
    return this.braced();
  }

  private braced(): Body {
    this.expect('{');
    const body = this.literals('}');
    if (body.length === 0) this.fail('found empty body');
    this.expect('}');
    return body;
  }

  // Body = Literal { ( ";" | newline ) Literal }
  private literals(close: string): Expr[] {
    const body: Expr[] = [];
    for (;;) {
      while (this.isPunctuation(';')) this.take();
      const token = this.peek();
      if (token.kind === 'end' || (close !== '' && this.isPunctuation(close))) return body;
      body.push(this.literal());
      const next = this.peek();
      if (next.kind === 'end' || this.isPunctuation(';') || (close !== '' && this.isPunctuation(close))) continue;
      if (!next.newline) this.fail(`expected \\n or ;${close === '' ? '' : ` or ${close}`}`);
    }
  }

  // Literal = ( "some" … | "every" … | [ "not" ] Expression | Logic ) { "with" Ref "as" Term }
  private literal(): Expr {
    const { at } = this.peek();
    if (this.isKeyword('some')) return this.some();
    const expr = this.isKeyword('every') ? this.every() : this.logic();
    const modifiers = this.withs();
    const end = this.previousEnd();
    return { ...expr, at, end, with: [...expr.with, ...modifiers] };
  }

  private withs(): With[] {
    const modifiers: With[] = [];
    while (this.isKeyword('with')) {
      const { at } = this.take();
      const target = this.term();
      if (!this.isKeyword('as')) this.fail('expected as keyword');
      this.take();
      modifiers.push({ at, target, value: this.infix() });
    }
    return modifiers;
  }

  // Logic = Conjunction { "or" Conjunction }; Conjunction = Operand { "and" Operand }
  private logic(): Expr {
    let left = this.conjunction();
    while (this.isExperiment('or')) {
      const { at } = this.take();
      left = { kind: 'or', at, left: this.operandBody(left), right: this.operandBody(this.conjunction()), with: [] };
    }
    return unwrapped(left, () => this.fail('illegal body'));
  }

  private conjunction(): Expr | Body {
    let left = this.operand();
    while (this.isExperiment('and')) {
      const { at } = this.take();
      left = { kind: 'and', at, left: this.operandBody(left), right: this.operandBody(this.operand()), with: [] };
    }
    return left;
  }

  private operandBody(operand: Expr | Body): Body {
    return Array.isArray(operand) ? (operand as Body) : [operand as Expr];
  }

  private operand(): Expr | Body {
    const start = this.peek();
    const { at } = start;
    if (this.isKeyword('not') && !this.isReferenceStart()) {
      this.take();
      if (!this.experiments.has('not')) {
        const expr = this.expression();
        return { kind: 'term', term: expr, negated: true, with: [], at };
      }
      if (this.isPunctuation('{')) {
        const index = this.index;
        const body = this.tentatively(() => {
          const found = this.braced();
          return this.endsLiteral() ? found : undefined;
        });
        if (body !== undefined) return { kind: 'not-body', body, with: [], at };
        this.index = index;
      }
      const inner = this.operand();
      return { kind: 'not-body', body: this.operandBody(inner), with: [], at };
    }
    if (this.experiments.has('and') || this.experiments.has('or')) {
      const index = this.index;
      const grouped = this.tentatively(() => {
        if (this.isPunctuation('(')) {
          this.take();
          const inner = this.literal();
          if (inner.kind === 'term' && !inner.negated && inner.with.length === 0) return undefined;
          this.expect(')');
          return this.endsLiteral() ? inner : undefined;
        }
        if (!this.isPunctuation('{')) return undefined;
        const found = this.braced();
        return this.endsLiteral() ? found : undefined;
      });
      if (grouped !== undefined) return grouped;
      this.index = index;
    }
    return { kind: 'term', term: this.expression(), negated: false, with: [], at };
  }

  private endsLiteral(): boolean {
    const next = this.peek();
    if (next.newline || next.kind === 'end' || this.isKeyword('with')) return true;
    if (this.isExperiment('and') || this.isExperiment('or')) return true;
    return next.kind === 'punctuation' && [';', '}', ']', ')'].includes(next.text);
  }

  // Some = "some" Var { "," Var } | "some" [ Term "," ] Term "in" Term
  private some(): Expr {
    const { at } = this.take();
    const index = this.index;
    if (this.keywords.has('in')) {
      const found = this.tentatively((): SomeIn | undefined => {
        const first = this.level(0);
        let second: Term | undefined;
        if (this.isPunctuation(',')) {
          this.take();
          second = this.level(0);
        }
        if (!this.isKeyword('in')) return undefined;
        this.take();
        const domain = this.level(0);
        const key = second === undefined ? {} : { key: first };
        return { kind: 'some-in', ...key, value: second ?? first, domain, with: [], at, end: this.previousEnd() };
      });
      if (found !== undefined) return { ...found, with: this.withs(), end: this.previousEnd() };
      this.index = index;
    }
    const names: Var[] = [];
    do {
      if (names.length > 0) this.take();
      const name = this.identifier('expected var');
      if (this.keywords.has(name.text)) this.failAt('expected var', name);
      names.push({ kind: 'var', name: name.text, at: name.at, end: name.end });
    } while (this.isPunctuation(','));
    if (this.isKeyword('with')) this.fail('unexpected with keyword');
    return { kind: 'some', names, with: [], at, end: this.previousEnd() };
  }

  // Every = "every" [ Var "," ] Var "in" Term "{" Body "}"
  private every(): Expr {
    const { at } = this.take();
    const variable = (): Var => {
      const name = this.identifier('expected var');
      return { kind: 'var', name: name.text, at: name.at, end: name.end };
    };
    const first = variable();
    let second: Var | undefined;
    if (this.isPunctuation(',')) {
      this.take();
      second = variable();
    }
    if (!this.isKeyword('in')) this.fail('expected `x[, y] in xs { ... }` expression');
    this.take();
    const domain = this.infix();
    const body = this.braced();
    const key = second === undefined ? {} : { key: first };
    return { kind: 'every', ...key, value: second ?? first, domain, body, with: [], at, end: this.previousEnd() };
  }

  // Expression = Infix [ ( "=" | ":=" ) Infix ]
  private expression(): Term {
    const left = this.infix();
    if (!this.isPunctuation('=') && !this.isPunctuation(':=')) return left;
    const operator = this.take();
    const name = operator.text === '=' ? 'eq' : 'assign';
    return this.call(name, [left, this.infix()], left.at, operator.at);
  }

  private call(name: string, args: readonly Term[], at: number, operatorAt = at): Call {
    const operator: Var = { kind: 'var', name, at: operatorAt };
    return { kind: 'call', operator, args, at, end: this.previousEnd(), infix: true };
  }

  // Infix = Relation { [ "," Relation ] "in" Relation }
  private infix(pairs = true): Term {
    let left = this.level(0);
    if (!this.keywords.has('in')) return left;
    if (pairs && this.isPunctuation(',')) {
      const index = this.index;
      const found = this.tentatively(() => {
        this.take();
        const value = this.level(0);
        if (!this.isKeyword('in')) return undefined;
        this.take();
        return this.call('internal.member_3', [left, value, this.level(0)], left.at);
      });
      if (found === undefined) {
        this.index = index;
        return left;
      }
      left = found;
    }
    while (this.isKeyword('in')) {
      this.take();
      left = this.call('internal.member_2', [left, this.level(0)], left.at);
    }
    return left;
  }

  private level(depth: number): Term {
    const operators = LEVELS[depth];
    if (operators === undefined) return this.term();
    let left = this.level(depth + 1);
    for (;;) {
      const token = this.peek();
      const name = token.kind === 'punctuation' ? operators[token.text] : undefined;
      if (name === undefined) return left;
      this.take();
      left = this.call(name, [left, this.level(depth + 1)], left.at, token.at);
    }
  }

  /** What stands at a token is parsed once, however often a reading of the text is given up and begun again. */
  private term(): Term {
    const start = this.index;
    const known = this.memo.get(start);
    if (known !== undefined) {
      if (known instanceof SyntaxProblem) throw known;
      this.index = known.index;
      return known.term;
    }
    if (++this.nesting > MAXIMUM_NESTING) this.fail('max parse recursion depth exceeded');
    const { memo } = this;
    try {
      const term = this.suffixes(this.primary());
      memo.set(start, { term, index: this.index });
      this.nesting--;
      return term;
    } catch (problem) {
      if (problem instanceof SyntaxProblem) memo.set(start, problem);
      throw problem;
    }
  }

  // Suffixes = { "." Ident | "[" Term "]" | "(" Terms ")" }, none after white space
  private suffixes(head: Term): Term {
    let term = head;
    for (;;) {
      if (this.isAdjacent('(') && (term.kind === 'var' || term.kind === 'ref')) {
        this.take();
        const args = this.list(')');
        term = { kind: 'call', operator: term, args, at: head.at, end: this.previousEnd() };
      } else if (this.isAdjacent('.') || this.isAdjacent('[')) {
        if (term.kind === 'scalar' || term.kind === 'template') this.fail('illegal ref (head cannot be a scalar)');
        const path: Term[] = [];
        while (this.isAdjacent('.') || this.isAdjacent('[')) path.push(this.refStep());
        const at = head.at;
        term =
          term.kind === 'ref'
            ? { ...term, path: [...term.path, ...path], end: this.previousEnd() }
            : { kind: 'ref', head: term, path, at, end: this.previousEnd() };
      } else return term;
    }
  }

  private refStep(): Term {
    if (this.take().text === '.') {
      const name = this.peek();
      if (name.kind !== 'identifier' || name.spaced) this.fail('expected ident');
      this.take();
      return { kind: 'scalar', value: name.text, at: name.at, end: name.end };
    }
    const key = this.infix();
    this.expect(']');
    return key;
  }

  private primary(): Term {
    const token = this.peek();
    const { at, end } = token;
    switch (token.kind) {
      case 'identifier':
        return this.word(token);
      case 'number':
        this.take();
        return { kind: 'scalar', value: token.number as RegoNumber, at, end };
      case 'string':
        this.take();
        return { kind: 'scalar', value: token.text, at, end };
      case 'template':
        return this.template(token);
      case 'punctuation':
        switch (token.text) {
          case '-':
            return this.negativeNumber();
          case '(':
            return this.parenthesized();
          case '[':
            return this.array();
          case '{':
            return this.setOrObject();
        }
    }
    return this.fail();
  }

  private word(token: Token): Term {
    const { at, end } = token;
    if (this.keywords.has(token.text) && !this.isReferenceStart()) {
      const constants: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };
      // `contains(x, y)` stays the built-in where `contains` is a keyword.
      const isCall =
        (token.text === 'contains' || token.text === 'if') && this.isPunctuation('(', 1) && !this.peek(1).spaced;
      if (!isCall) {
        if (!(token.text in constants)) this.fail();
        this.take();
        return { kind: 'scalar', value: constants[token.text] as null | boolean, at, end };
      }
    }
    this.take();
    if (token.text === 'set' && this.isAdjacent('(') && this.isPunctuation(')', 1)) {
      this.take();
      this.take();
      return { kind: 'scalar', value: new RegoSet(), at, end: this.previousEnd() };
    }
    return { kind: 'var', name: token.text, at, end };
  }

  private negativeNumber(): Term {
    const { at } = this.take();
    const token = this.peek();
    if (token.kind !== 'number') this.fail('expected number');
    this.take();
    const value = -(token.number as number);
    const exact = typeof token.number === 'bigint' ? -token.number : value;
    return { kind: 'scalar', value: Object.is(exact, -0) ? 0 : exact, at, end: token.end };
  }

  private parenthesized(): Term {
    this.take();
    const inner = this.infix();
    this.expect(')');
    return inner;
  }

  private array(): Term {
    const { at } = this.take();
    const comprehension = this.comprehension(']', at);
    if (comprehension !== undefined) return comprehension;
    return { kind: 'array', elements: this.list(']'), at, end: this.previousEnd() };
  }

  private setOrObject(): Term {
    const { at } = this.take();
    if (this.isPunctuation('}')) {
      this.take();
      return { kind: 'object', entries: [], at, end: this.previousEnd() };
    }
    const comprehension = this.comprehension('}', at);
    if (comprehension !== undefined) return comprehension;
    const first = this.infix(false);
    if (!this.isPunctuation(':')) {
      const elements = [first];
      if (this.isPunctuation(',')) {
        this.take();
        elements.push(...this.list('}'));
      } else this.expect('}');
      return { kind: 'set', elements, at, end: this.previousEnd() };
    }
    const entries: [Term, Term][] = [];
    let key = first;
    for (;;) {
      this.expect(':');
      entries.push([key, this.infix(false)]);
      if (this.isPunctuation(',')) this.take();
      else if (!this.isPunctuation('}')) this.fail();
      if (this.isPunctuation('}')) {
        this.take();
        return { kind: 'object', entries, at, end: this.previousEnd() };
      }
      key = this.infix(false);
    }
  }

  // Comprehension = Term [ ":" Term ] "|" Body: the bar ends the head, it is not the union operator here
  private comprehension(close: string, at: number): Comprehension | undefined {
    const index = this.index;
    const found = this.tentatively((): Comprehension | undefined => {
      const first = this.term();
      let second: Term | undefined;
      if (close === '}' && this.isPunctuation(':')) {
        this.take();
        second = this.term();
      }
      if (!this.isPunctuation('|')) return undefined;
      this.take();
      const body = this.literals(close);
      if (body.length === 0) return undefined;
      this.expect(close);
      const collects = second !== undefined ? 'object' : close === ']' ? 'array' : 'set';
      const key = second === undefined ? {} : { key: first };
      return { kind: 'comprehension', collects, ...key, value: second ?? first, body, at, end: this.previousEnd() };
    });
    if (found === undefined) this.index = index;
    return found;
  }

  private list(close: string): Term[] {
    const terms: Term[] = [];
    while (!this.isPunctuation(close)) {
      if (terms.length > 0) {
        this.expect(',');
        if (this.isPunctuation(close)) break;
      }
      terms.push(this.infix(false));
    }
    this.take();
    return terms;
  }

  private template(token: Token): Term {
    this.take();
    const parts = (token.parts ?? []).map((part): string | Body => {
      if (typeof part === 'string') return part;
      const outer = { tokens: this.tokens, index: this.index, memo: this.memo };
      this.tokens = part;
      this.memo = new Map();
      this.index = 0;
      const body = [this.literal()];
      if (this.peek().kind !== 'end') this.fail('expected }');
      this.tokens = outer.tokens;
      this.index = outer.index;
      this.memo = outer.memo;
      return body;
    });
    return { kind: 'template', parts, at: token.at, end: token.end };
  }

  // -- tokens --

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  private take(): Token {
    const token = this.peek();
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }

  private previousEnd(): number {
    return (this.tokens[Math.max(0, this.index - 1)] as Token).end;
  }

  private isPunctuation(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'punctuation' && token.text === text;
  }

  private isAdjacent(text: string): boolean {
    return this.isPunctuation(text) && !this.peek().spaced;
  }

  private isKeyword(word: string): boolean {
    const token = this.peek();
    if (token.kind !== 'identifier' || token.text !== word) return false;
    if (word === 'not' && this.experiments.has('not')) return !this.isReferenceStart();
    return this.keywords.has(word) && !this.isReferenceStart();
  }

  /** A keyword followed at once by a dot is a name: `if.foo`. */
  private isReferenceStart(): boolean {
    const after = this.peek(1);
    return after.kind === 'punctuation' && after.text === '.' && !after.spaced;
  }

  private isExperiment(word: string): boolean {
    return this.experiments.has(word) && this.peek().kind === 'identifier' && this.peek().text === word;
  }

  private identifier(expected: string): Token {
    if (this.peek().kind !== 'identifier') this.fail(expected);
    return this.take();
  }

  private expect(text: string): void {
    if (!this.isPunctuation(text)) this.fail(`expected ${text}`);
    this.take();
  }

  private endOfStatement(): void {
    const token = this.peek();
    if (this.isPunctuation(';')) this.take();
    else if (token.kind !== 'end' && !token.newline) this.fail();
  }

  private furthest: SyntaxProblem | undefined;

  /** What `parse` gives, or undefined where the text does not parse that way; the caller then resets the position. */
  private tentatively<T>(parse: () => T | undefined): T | undefined {
    const { tokens, index, nesting, memo } = this;
    try {
      return parse();
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

  private fail(expected?: string): never {
    return this.failAt(expected, this.peek());
  }

  private failAt(expected: string | undefined, token: Token): never {
    const shown =
      token.kind === 'end'
        ? 'eof'
        : token.kind === 'identifier' && this.keywords.has(token.text)
          ? token.text
          : token.kind;
    const name = token.kind === 'punctuation' ? token.text : shown === 'identifier' ? 'ident' : shown;
    const hint = expected === undefined ? '' : `: ${expected}`;
    const problem = new SyntaxProblem(`unexpected ${name} token${hint}`, token.at);
    if (this.furthest !== undefined && this.furthest.at > problem.at) throw this.furthest;
    throw problem;
  }

  // -- metadata --

  private annotationsByRow(): { take: (at: number) => Annotation[] } {
    const blocks: Annotation[] = [];
    let lines: string[] | undefined;
    let previous = -2;
    let start = 0;
    const flush = () => {
      if (lines !== undefined) blocks.push({ text: lines.join('\n'), at: start });
      lines = undefined;
    };
    for (const comment of this.comments) {
      if (comment.row !== previous + 1) flush();
      if (lines === undefined && comment.text.trim() === 'METADATA') {
        lines = [];
        start = comment.at;
      } else if (lines !== undefined) (lines as string[]).push(comment.text.replace(/^ /, ''));
      previous = comment.row;
    }
    flush();
    return { take: (at) => blocks.splice(0, blocks.filter((block) => block.at < at).length) };
  }
}

/** What in a term is not constant: a variable, a reference, a call. Comprehensions may contain any of these. */
function variablePart(term: Term): string | undefined {
  switch (term.kind) {
    case 'var':
    case 'ref':
    case 'call':
      return term.kind;
    case 'array':
    case 'set':
      return term.elements.map(variablePart).find((part) => part !== undefined);
    case 'object':
      return term.entries.flatMap((pair) => pair.map(variablePart)).find((part) => part !== undefined);
    default:
      return undefined;
  }
}

function unwrapped(operand: Expr | Body, otherwise: () => never): Expr {
  return Array.isArray(operand) ? otherwise() : (operand as Expr);
}

export type { Ref };
