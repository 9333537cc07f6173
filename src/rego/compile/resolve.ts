/** Names to what they mean, and nested calls and references to expressions of their own. */
import { type RegoError, regoError } from '../diagnostics.ts';
import type { Body, Call, Expr, ModuleSource, Rule, Term, With } from '../syntax/ast.ts';
import { isSet } from '../values/index.ts';
import type { CoreBody, CoreExpr, CoreRule, CoreTerm, CoreWith, WithTarget } from './core.ts';

/** What a name outside the rule stands for: a path below `data` or `input`. */
export type Globals = ReadonlyMap<string, readonly string[]>;

export interface ResolveContext {
  readonly source: ModuleSource;
  readonly globals: Globals;
  readonly problems: RegoError[];
  readonly isBuiltin: (name: string) => boolean;
  /** What v1 demands beyond v0. */
  readonly strict: boolean;
  /** The value of a call of `rego.metadata.chain` or `.rule` in the rule at hand. */
  readonly metadata?: ((name: string, rule: Rule) => CoreTerm | undefined) | undefined;
}

interface Scope {
  readonly outer: Scope | undefined;
  /** Declared names that are in force. */
  readonly names: Map<string, string>;
  /** Names that are declared somewhere in this body. */
  readonly pending: ReadonlySet<string>;
  /** Names that were used in this body before a declaration. */
  readonly seen: Set<string>;
}

export class Resolver {
  private counter = 0;
  private readonly context: ResolveContext;
  private rule: Rule | undefined;
  /** Declared by `some` and not used yet, by unique name. */
  private readonly unused = new Map<string, { readonly name: string; readonly at: number }>();
  /** Arguments of a negated expression are being lifted. */
  private sealing = false;

  constructor(context: ResolveContext) {
    this.context = context;
  }

  resolveRule(rule: Rule, packagePath: readonly string[], outer?: Scope): CoreRule {
    this.rule = rule;
    const { source } = this.context;
    const argScope: Scope = outer ?? { outer: undefined, names: new Map(), pending: new Set(), seen: new Set() };
    if (outer === undefined) for (const arg of rule.args ?? []) this.declareArgument(arg, argScope);
    const scope = this.bodyScope(rule.body, argScope);
    const before: CoreExpr[] = [];
    const args = rule.args?.map((arg) => this.lift(arg, scope, before, [], 'nested'));
    const body = this.exprs(rule.body, scope);
    const after: CoreExpr[] = [];
    const path: (string | CoreTerm)[] = rule.ref.map((term, index) => {
      if (index === 0 && term.kind === 'var') return term.name;
      if (term.kind === 'scalar' && typeof term.value === 'string') return term.value;
      return this.lift(term, scope, after, [], 'nested');
    });
    const value = rule.value === undefined ? undefined : this.lift(rule.value, scope, after, [], 'nested');
    const member = rule.member === undefined ? undefined : this.lift(rule.member, scope, after, [], 'nested');
    this.reportUnused();
    const otherwise =
      rule.otherwise === undefined ? undefined : this.resolveRule(rule.otherwise, packagePath, argScope);
    return {
      source,
      at: rule.at,
      end: rule.end ?? rule.at,
      path: [...packagePath, ...path],
      isDefault: rule.isDefault,
      body: [...before, ...body, ...after],
      ...(args === undefined ? {} : { args }),
      ...(value === undefined ? {} : { value }),
      ...(member === undefined ? {} : { member }),
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  }

  /** A query's body; its declared variables keep their names. */
  resolveQuery(body: Body): { body: CoreBody; names: ReadonlyMap<string, string> } {
    const scope = this.bodyScope(body, undefined);
    return { body: this.exprs(body, scope), names: scope.names };
  }

  private reportUnused(): void {
    for (const { name, at } of this.unused.values()) {
      this.problem('rego_compile_error', `declared var ${name} unused`, at);
    }
    this.unused.clear();
  }

  private problem(code: RegoError['code'], message: string, at: number): void {
    this.context.problems.push(regoError(code, message, this.context.source, at));
  }

  private fresh(prefix: string): string {
    return `${prefix}${this.counter++}`;
  }

  // -- scopes --

  private declareArgument(arg: Term, scope: Scope): void {
    switch (arg.kind) {
      case 'var':
        if (arg.name !== '_' && !scope.names.has(arg.name)) scope.names.set(arg.name, this.fresh(`${arg.name}~`));
        break;
      case 'array':
      case 'set':
        for (const element of arg.elements) this.declareArgument(element, scope);
        break;
      case 'object':
        for (const [key, value] of arg.entries) {
          if (key.kind !== 'var' || !this.context.globals.has(key.name)) this.declareArgument(key, scope);
          this.declareArgument(value, scope);
        }
        break;
    }
  }

  private bodyScope(body: Body, outer: Scope | undefined): Scope {
    const pending = new Set<string>();
    for (const expr of body) collectDeclared(expr, pending);
    return { outer, names: new Map(), pending, seen: new Set() };
  }

  private declare(name: string, scope: Scope, at: number, how: 'assigned' | 'declared'): string {
    if (scope.names.has(name)) this.problem('rego_compile_error', `var ${name} ${how} above`, at);
    else if (scope.seen.has(name)) this.problem('rego_compile_error', `var ${name} referenced above`, at);
    if (scope.outer !== undefined && scope.outer.outer === undefined && scope.outer.names.has(name)) {
      const argument = this.rule?.args?.some((arg) => arg.kind === 'var' && arg.name === name) === true;
      if (argument) this.problem('rego_compile_error', `arg ${name} redeclared`, at);
    }
    if (this.context.strict && (name === 'input' || name === 'data')) {
      this.problem('rego_compile_error', `variables must not shadow ${name} (use a different variable name)`, at);
    }
    const unique = this.fresh(`${name}~`);
    scope.names.set(name, unique);
    return unique;
  }

  private variable(name: string, scope: Scope): CoreTerm | 'data' | 'input' | readonly string[] {
    if (name === '_') return { kind: 'var', name: this.fresh('$') };
    let declaredHere = false;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      const unique = at.names.get(name);
      if (unique !== undefined) {
        this.unused.delete(unique);
        return { kind: 'var', name: unique };
      }
      if (at === scope) at.seen.add(name);
      if (at.pending.has(name)) declaredHere = true;
    }
    if (declaredHere) return { kind: 'var', name };
    const path = this.context.globals.get(name);
    if (path !== undefined) return path;
    if (name === 'data' || name === 'input') return name;
    return { kind: 'var', name };
  }

  // -- expressions --

  private exprs(body: Body, scope: Scope): CoreExpr[] {
    const result: CoreExpr[] = [];
    for (const expr of body) this.expr(expr, scope, result);
    return result;
  }

  private expr(expr: Expr, scope: Scope, into: CoreExpr[]): void {
    const { sealing } = this;
    this.sealing = false;
    this.exprUnsealed(expr, scope, into);
    this.sealing = sealing;
  }

  private exprUnsealed(expr: Expr, scope: Scope, into: CoreExpr[]): void {
    const base = { at: expr.at, end: expr.end ?? expr.at, negated: false, generated: false };
    switch (expr.kind) {
      case 'some':
        for (const { name, at } of expr.names) {
          const unique = this.declare(name, scope, at, 'declared');
          this.unused.set(unique, { name, at });
        }
        return;
      case 'some-in': {
        const modifiers = this.withs(expr.with, scope, into);
        const domain = this.lift(expr.domain, scope, into, modifiers, 'nested');
        const key = expr.key === undefined ? undefined : this.pattern(expr.key, scope, into, 'declared');
        const value = this.pattern(expr.value, scope, into, 'declared');
        const step: CoreTerm = key ?? { kind: 'var', name: this.fresh('$') };
        const ref: CoreTerm = { kind: 'ref', head: domain, path: [step], at: expr.at };
        into.push({ ...base, kind: 'unify', left: value, right: ref, with: modifiers });
        return;
      }
      case 'every': {
        const modifiers = this.withs(expr.with, scope, into);
        const domain = this.lift(expr.domain, scope, into, modifiers, 'nested');
        const inner = this.bodyScope(expr.body, {
          outer: scope,
          names: new Map(),
          pending: new Set(),
          seen: new Set(),
        });
        const own = inner.outer as Scope;
        const bind = (name: string) => {
          const unique = this.fresh(name === '_' ? '$' : `${name}~`);
          if (name !== '_') own.names.set(name, unique);
          return { kind: 'var', name: unique } as const;
        };
        const key = expr.key === undefined ? undefined : bind(expr.key.name);
        const value = bind(expr.value.name);
        const body = this.exprs(expr.body, inner);
        into.push({ ...base, kind: 'every', ...(key ? { key } : {}), value, domain, body, with: modifiers });
        return;
      }
      case 'not-body': {
        const modifiers = this.withs(expr.with, scope, into);
        into.push({ ...base, kind: 'not-body', body: this.nested(expr.body, scope), with: modifiers });
        return;
      }
      case 'and':
      case 'or': {
        const modifiers = this.withs(expr.with, scope, into);
        const left = this.nested(expr.left, scope);
        const right = this.nested(expr.right, scope);
        into.push({ ...base, kind: expr.kind, left, right, with: modifiers });
        return;
      }
      case 'term': {
        const modifiers = this.withs(expr.with, scope, into);
        this.statement(expr.term, { ...base, negated: expr.negated, with: modifiers }, scope, into);
        return;
      }
    }
  }

  private nested(body: Body, scope: Scope): CoreExpr[] {
    return this.exprs(body, this.bodyScope(body, scope));
  }

  private statement(
    term: Term,
    base: Omit<CoreExpr, 'kind'> & { readonly with: readonly CoreWith[] },
    scope: Scope,
    into: CoreExpr[],
  ): void {
    const modifiers = base.with;
    this.sealing = base.negated;
    if (term.kind !== 'call') {
      into.push({ ...base, kind: 'test', term: this.lift(term, scope, into, modifiers, 'top') });
      return;
    }
    const operator = this.operator(term, scope);
    const [left, right] = term.args;
    if (operator === 'assign' && left !== undefined && right !== undefined && term.infix === true) {
      const value = this.lift(right, scope, into, modifiers, 'top');
      if (base.negated) this.problem('rego_compile_error', 'cannot assign vars inside negated expression', base.at);
      const target = this.pattern(left, scope, into, 'assigned');
      into.push({ ...base, kind: 'unify', left: target, right: value });
      return;
    }
    if ((operator === 'eq' || operator === 'equal') && term.args.length === 2) {
      const a = this.lift(left as Term, scope, into, modifiers, 'top');
      const b = this.lift(right as Term, scope, into, modifiers, 'top');
      into.push({ ...base, kind: 'unify', left: a, right: b, ...(operator === 'equal' ? { comparison: true } : {}) });
      return;
    }
    const substitute = this.metadata(operator);
    if (substitute !== undefined) {
      into.push({ ...base, kind: 'test', term: substitute });
      return;
    }
    if (operator === 'print') {
      into.push({ ...base, kind: 'call', operator, args: [this.printed(term.args, scope)] });
      return;
    }
    const args = term.args.map((arg) => this.lift(arg, scope, into, modifiers, 'nested'));
    into.push({ ...base, kind: 'call', operator, args });
  }

  /** What `print` gets: a set for each argument, empty where that is undefined, so that printing never fails. */
  private printed(args: readonly Term[], scope: Scope): CoreTerm {
    const elements = args.map((arg): CoreTerm => {
      const body: CoreExpr[] = [];
      const value = this.lift(arg, this.bodyScope([], scope), body, [], 'nested');
      return { kind: 'comprehension', collects: 'set', value, body, at: arg.at };
    });
    return { kind: 'array', elements };
  }

  private metadata(operator: string | readonly string[]): CoreTerm | undefined {
    if (typeof operator !== 'string' || !operator.startsWith('rego.metadata.')) return undefined;
    return this.rule === undefined ? undefined : this.context.metadata?.(operator, this.rule);
  }

  private withs(modifiers: readonly With[], scope: Scope, into: CoreExpr[]): CoreWith[] {
    return modifiers.flatMap(({ target, value, at }): CoreWith[] => {
      const resolved = this.withTarget(target, scope);
      if (resolved === undefined) return [];
      // A function may stand in for a function: a constant path is left for the planner to look up.
      const constant = this.functionName(value, scope) ?? this.constantPath(value, scope);
      const lifted: CoreTerm =
        constant === undefined
          ? this.lift(value, scope, into, [], 'nested')
          : { kind: 'ref', head: 'data', path: constant, at };
      return [{ target: resolved, value: lifted, at }];
    });
  }

  /** The path of the function or built-in that a bare name stands for. */
  private functionName(term: Term, scope: Scope): CoreTerm[] | undefined {
    const name = dottedName(term);
    if (name === undefined || (term.kind === 'var' && this.variableIsLocal(term.name, scope))) return undefined;
    if (this.isShadowed(name.split('.')[0] as string, scope) || !this.context.isBuiltin(name)) return undefined;
    return [{ kind: 'scalar', value: `builtin:${name}` }];
  }

  private constantPath(term: Term, scope: Scope): CoreTerm[] | undefined {
    if (term.kind !== 'var' && term.kind !== 'ref') return undefined;
    const scratch: CoreExpr[] = [];
    const lifted = this.lift(term, scope, scratch, [], 'top');
    if (scratch.length > 0 || lifted.kind !== 'ref' || lifted.head !== 'data') return undefined;
    return lifted.path.every((step) => step.kind === 'scalar') ? [...lifted.path] : undefined;
  }

  private variableIsLocal(name: string, scope: Scope): boolean {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at.names.has(name) || at.pending.has(name)) return true;
    }
    return false;
  }

  private isShadowed(name: string, scope: Scope): boolean {
    return this.context.globals.has(name) || this.variableIsLocal(name, scope);
  }

  private withTarget(target: Term, scope: Scope): WithTarget | undefined {
    const name = dottedName(target);
    const head = target.kind === 'ref' ? target.head : target;
    const meaning = head.kind === 'var' ? this.variable(head.name, scope) : undefined;
    const path = (target.kind === 'ref' ? target.path : []).map((step) =>
      step.kind === 'scalar' && typeof step.value === 'string' ? step.value : undefined,
    );
    if (meaning !== undefined && path.every((step) => step !== undefined)) {
      const rest = path as string[];
      if (meaning === 'input' || meaning === 'data') return { kind: meaning, path: rest };
      if (Array.isArray(meaning)) {
        const [root, ...more] = meaning as readonly string[];
        return { kind: root === 'input' ? 'input' : 'data', path: [...more, ...rest] };
      }
    }
    if (name !== undefined && this.context.isBuiltin(name)) return { kind: 'builtin', name };
    const message = 'with keyword target must reference existing input, data, or a function';
    this.problem('rego_type_error', message, target.at);
    return undefined;
  }

  /** The left side of `:=` or of `in`: its variables are declared. */
  private pattern(term: Term, scope: Scope, into: CoreExpr[], how: 'assigned' | 'declared'): CoreTerm {
    switch (term.kind) {
      case 'var': {
        if (term.name === '_') return { kind: 'var', name: this.fresh('$') };
        return { kind: 'var', name: this.declare(term.name, scope, term.at, how) };
      }
      case 'array':
        return { kind: 'array', elements: term.elements.map((element) => this.pattern(element, scope, into, how)) };
      case 'object':
        return {
          kind: 'object',
          entries: term.entries.map(
            ([key, value]) =>
              [this.lift(key, scope, into, [], 'nested'), this.pattern(value, scope, into, how)] as const,
          ),
        };
      default:
        if (how === 'assigned' && term.kind !== 'scalar') {
          this.problem('rego_compile_error', `cannot assign to ${describe(term)}`, term.at);
        }
        return this.lift(term, scope, into, [], 'nested');
    }
  }

  // -- terms --

  private operator(call: Call, scope: Scope): string | readonly string[] {
    const { operator, infix } = call;
    if (operator.kind === 'var') {
      if (infix === true) return operator.name;
      const meaning = this.variable(operator.name, scope);
      if (Array.isArray(meaning)) return (meaning as readonly string[]).slice(1);
      return operator.name;
    }
    const path = operator.path.map((step) => (step.kind === 'scalar' ? String(step.value) : ''));
    if (operator.head.kind !== 'var') return path.join('.');
    const meaning = this.isShadowed(operator.head.name, scope)
      ? this.variable(operator.head.name, scope)
      : operator.head.name;
    if (Array.isArray(meaning)) return [...(meaning as readonly string[]).slice(1), ...path];
    if (meaning === 'data') return path;
    return [operator.head.name, ...path].join('.');
  }

  /**
   * The core form of a term. What has to be evaluated before it goes to `into`. At the top of a test or a unification a
   * reference stays; nested ones become variables.
   */
  private lift(
    term: Term,
    scope: Scope,
    into: CoreExpr[],
    modifiers: readonly CoreWith[],
    position: 'top' | 'nested',
  ): CoreTerm {
    const nested = (inner: Term) => this.lift(inner, scope, into, modifiers, 'nested');
    const base = { at: term.at, end: term.end ?? term.at, negated: false, generated: true, with: modifiers };
    switch (term.kind) {
      case 'scalar':
        return { kind: 'scalar', value: term.value };
      case 'var': {
        const meaning = this.variable(term.name, scope);
        if (typeof meaning === 'string')
          return this.placed({ kind: 'ref', head: meaning, path: [], at: term.at }, base, into, position);
        if (!Array.isArray(meaning)) return meaning as CoreTerm;
        return this.placed(globalRef(meaning as readonly string[], [], term.at), base, into, position);
      }
      case 'ref': {
        const path = term.path;
        if (term.head.kind === 'var') {
          const meaning = this.variable(term.head.name, scope);
          const steps = path.map(nested);
          if (Array.isArray(meaning)) {
            return this.placed(globalRef(meaning as readonly string[], steps, term.at), base, into, position);
          }
          const head = meaning as CoreTerm | 'data' | 'input';
          return this.placed({ kind: 'ref', head, path: steps, at: term.at }, base, into, position);
        }
        const head = nested(term.head);
        return this.placed({ kind: 'ref', head, path: path.map(nested), at: term.at }, base, into, position);
      }
      case 'array':
        return { kind: 'array', elements: term.elements.map(nested) };
      case 'set': {
        const elements = term.elements.map(nested);
        return { kind: 'set', elements };
      }
      case 'object':
        return { kind: 'object', entries: term.entries.map(([key, value]) => [nested(key), nested(value)] as const) };
      case 'comprehension': {
        const inner = this.bodyScope(term.body, scope);
        const body = this.exprs(term.body, inner);
        const key = term.key === undefined ? undefined : this.lift(term.key, inner, body, [], 'nested');
        const value = this.lift(term.value, inner, body, [], 'nested');
        const { collects, at } = term;
        return this.placed(
          { kind: 'comprehension', collects, ...(key ? { key } : {}), value, body, at },
          base,
          into,
          modifiers.length > 0 ? position : 'top',
        );
      }
      case 'call': {
        const operator = this.operator(term, scope);
        const substitute = this.metadata(operator);
        if (substitute !== undefined) return substitute;
        const { sealing } = this;
        this.sealing = false;
        const args = term.args.map(nested);
        this.sealing = sealing;
        const output: CoreTerm = { kind: 'var', name: this.fresh('#') };
        into.push({ ...base, kind: 'call', operator, args, output });
        return output;
      }
      case 'template': {
        const parts = term.parts.map((part): CoreTerm => {
          if (typeof part === 'string') return { kind: 'scalar', value: part };
          const inner = this.bodyScope(part, scope);
          const body: CoreExpr[] = [];
          const [expr] = part;
          const modified = expr === undefined ? [] : this.withs(expr.with, inner, body);
          const value: CoreTerm =
            expr?.kind === 'term' && !expr.negated
              ? this.lift(expr.term, inner, body, modified, 'nested')
              : { kind: 'scalar', value: true };
          return { kind: 'comprehension', collects: 'set', value, body, at: term.at };
        });
        const output: CoreTerm = { kind: 'var', name: this.fresh('#') };
        const args: CoreTerm[] = [{ kind: 'array', elements: parts }];
        into.push({ ...base, kind: 'call', operator: 'internal.template_string', args, output });
        return output;
      }
    }
  }

  private placed(
    term: CoreTerm,
    base: Omit<CoreExpr, 'kind'> & { readonly with: readonly CoreWith[] },
    into: CoreExpr[],
    position: 'top' | 'nested',
  ): CoreTerm {
    if (position === 'top') return term;
    const output: CoreTerm = { kind: 'var', name: this.fresh('#') };
    into.push({ ...base, kind: 'unify', left: output, right: term, ...(this.sealing ? { sealed: true } : {}) });
    return output;
  }
}

function globalRef(path: readonly string[], steps: readonly CoreTerm[], at: number): CoreTerm {
  const [root, ...rest] = path;
  const keys = rest.map((value): CoreTerm => ({ kind: 'scalar', value }));
  return { kind: 'ref', head: root === 'input' ? 'input' : 'data', path: [...keys, ...steps], at };
}

function dottedName(term: Term): string | undefined {
  if (term.kind === 'var') return term.name;
  if (term.kind !== 'ref' || term.head.kind !== 'var') return undefined;
  const steps = term.path.map((step) => (step.kind === 'scalar' ? step.value : undefined));
  return steps.every((step) => typeof step === 'string') ? [term.head.name, ...steps].join('.') : undefined;
}

function describe(term: Term): string {
  if (term.kind === 'scalar') return isSet(term.value) ? 'set' : typeof term.value;
  return term.kind;
}

function collectDeclared(expr: Expr, into: Set<string>): void {
  const visit = (term: Term): void => {
    if (term.kind === 'var' && term.name !== '_') into.add(term.name);
    else if (term.kind === 'array') term.elements.forEach(visit);
    else if (term.kind === 'object') for (const [, value] of term.entries) visit(value);
  };
  if (expr.kind === 'some') for (const name of expr.names) visit(name);
  else if (expr.kind === 'some-in') {
    if (expr.key !== undefined) visit(expr.key);
    visit(expr.value);
  } else if (expr.kind === 'term' && expr.term.kind === 'call' && expr.term.infix === true) {
    const [target] = expr.term.args;
    if (expr.term.operator.kind === 'var' && expr.term.operator.name === 'assign' && target !== undefined)
      visit(target);
  }
}
