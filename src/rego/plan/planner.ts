/**
 * Core expressions to closures. Which variables are bound at each point is known here, so unification becomes either a
 * comparison, an assignment to a slot, or a match of a pattern; nothing is searched for at run time. A closure gets the
 * frame, calls its successor once per solution, and gives true to stop the search.
 */

import type {
  CoreBody,
  CoreCall,
  CoreComprehension,
  CoreExpr,
  CoreRef,
  CoreTerm,
  CoreUnify,
  CoreWith,
} from '../compile/core.ts';
import { exprVars, termVars } from '../compile/core.ts';
import { outputVars, sameKey } from '../compile/order.ts';
import type { TreeNode } from '../compile/tree.ts';
import { EvaluationFailure, regoError } from '../diagnostics.ts';
import type { ModuleSource } from '../syntax/ast.ts';
import {
  entries,
  equals,
  isArray,
  isObject,
  lookup,
  ObjectBuilder,
  objectKeys,
  objectSize,
  RegoSet,
  sortedKeys,
  type Value,
} from '../values/index.ts';
import { BuiltinFailure, type BuiltinFunction, type BuiltinRelation } from './builtin.ts';
import { type Context, type Frame, type Mock, newFrame, type Replaced, step } from './context.ts';

export type Next = (frame: Frame) => boolean;
export type Emit = (frame: Frame, value: Value) => boolean;
export type Getter = (frame: Frame) => Value | undefined;
type Bound = ReadonlySet<string>;

/** What the planner needs from the policy as a whole. */
export interface Program {
  readonly root: TreeNode;
  readonly builtin: (name: string) => BuiltinFunction | undefined;
  readonly relation: (name: string) => BuiltinRelation | undefined;
  readonly arity: (operator: string | readonly string[]) => number | undefined;
  readonly document: (node: TreeNode, context: Context, key: Value | undefined) => Value | undefined;
  readonly callFunction: (context: Context, path: readonly string[], args: readonly Value[]) => Value | undefined;
  readonly isFunction: (path: readonly string[]) => boolean;
  readonly extent: (
    node: TreeNode,
    context: Context,
    base: Value | undefined,
    replaced: Replaced | undefined,
  ) => Value | undefined;
  readonly newComprehension: () => number;
  /** Expressions report to the evaluation's trace. */
  readonly traced: boolean;
}

/** Plans the bodies of one rule: its variables share one frame. */
export class Planner {
  private readonly slots = new Map<string, number>();
  private readonly program: Program;
  private readonly source: ModuleSource;
  size = 1;

  constructor(program: Program, source: ModuleSource) {
    this.program = program;
    this.source = source;
  }

  slot(name: string): number {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.size++;
      this.slots.set(name, slot);
    }
    return slot;
  }

  // -- bodies --

  body(body: CoreBody, known: Bound, next: (bound: Set<string>) => Next): Next {
    const before: Set<string>[] = [];
    const bound = new Set(known);
    for (const expr of body) {
      before.push(new Set(bound));
      for (const name of outputVars(expr, bound, this.program.arity)) bound.add(name);
    }
    let plan = next(bound);
    for (let index = body.length - 1; index >= 0; index--) {
      plan = this.expr(body[index] as CoreExpr, before[index] as Set<string>, plan);
    }
    return plan;
  }

  private expr(expr: CoreExpr, bound: Bound, next: Next): Next {
    if (!this.program.traced) return this.modified(expr, bound, next);
    const { source } = this;
    const { at, end } = expr;
    const names = [...exprVars(expr)].filter((name) => bound.has(name));
    const slots = names.map((name) => this.slot(name));
    const inner = this.modified(expr, bound, (frame) => {
      frame[0].evaluation.trace?.succeeded(source, at, end);
      return next(frame);
    });
    const scope = [...bound].map((name) => [name, this.slot(name)] as const);
    return (frame) => {
      frame[0].evaluation.trace?.entered(
        source,
        at,
        end,
        () => slots.map((slot, index) => [names[index] as string, frame[slot] as Value] as const),
        () => new Map(scope.map(([name, slot]) => [name, frame[slot] as Value])),
      );
      return inner(frame);
    };
  }

  private modified(expr: CoreExpr, bound: Bound, next: Next): Next {
    if (expr.with.length === 0) return this.negatable(expr, bound, next);
    const change = this.modifiers(expr.with, bound);
    const stack: [Context, Context][] = [];
    const inner = this.negatable(expr, bound, (frame) => {
      const [outer, changed] = stack.at(-1) as [Context, Context];
      stack.pop();
      frame[0] = outer;
      const stop = next(frame);
      frame[0] = changed;
      stack.push([outer, changed]);
      return stop;
    });
    return (frame) => {
      const outer = frame[0];
      const changed = change(frame);
      if (changed === undefined) return false;
      const height = stack.length;
      stack.push([outer, changed]);
      frame[0] = changed;
      try {
        return inner(frame);
      } finally {
        frame[0] = outer;
        stack.length = height;
      }
    };
  }

  private negatable(expr: CoreExpr, bound: Bound, next: Next): Next {
    if (!expr.negated) return this.bare(expr, bound, next);
    const inner = this.bare(expr, bound, () => true);
    return (frame) => (inner(frame) ? false : next(frame));
  }

  private bare(expr: CoreExpr, bound: Bound, next: Next): Next {
    switch (expr.kind) {
      case 'test':
        return this.test(expr.term, bound, next);
      case 'unify':
        return this.unify(expr, bound, next);
      case 'call':
        return this.call(expr, bound, next);
      case 'every': {
        const own = new Set(bound);
        own.add(expr.value.name);
        const value = this.slot(expr.value.name);
        const key = expr.key === undefined ? undefined : this.slot(expr.key.name);
        if (expr.key !== undefined) own.add(expr.key.name);
        const body = this.body(expr.body, own, () => () => true);
        const domain = this.getter(expr.domain, bound);
        return (frame) => {
          const collection = domain(frame);
          if (collection === undefined || typeof collection !== 'object' || collection === null) return false;
          const fails = iterate(frame, collection, (at, element) => {
            if (key !== undefined) frame[key] = at;
            frame[value] = element;
            return !body(frame);
          });
          return fails ? false : next(frame);
        };
      }
      case 'not-body': {
        const body = this.body(expr.body, bound, () => () => true);
        return (frame) => (body(frame) ? false : next(frame));
      }
      case 'and':
      case 'or': {
        const left = this.body(expr.left, bound, () => () => true);
        const right = this.body(expr.right, bound, () => () => true);
        if (expr.kind === 'and') return (frame) => (left(frame) && right(frame) ? next(frame) : false);
        return (frame) => (left(frame) || right(frame) ? next(frame) : false);
      }
    }
  }

  private test(term: CoreTerm, bound: Bound, next: Next): Next {
    if (this.isGround(term, bound)) {
      const get = this.getter(term, bound);
      return (frame) => {
        const value = get(frame);
        return value !== undefined && value !== false && next(frame);
      };
    }
    if (term.kind === 'ref') return this.iterateRef(term, bound, (frame, value) => value !== false && next(frame));
    return this.matcherOfUnbound(term, bound, next);
  }

  /** A term with unbound variables that stands alone can only have been refused as unsafe. */
  private matcherOfUnbound(_term: CoreTerm, _bound: Bound, _next: Next): Next {
    return () => false;
  }

  // -- unification --

  private unify(expr: CoreUnify, bound: Bound, next: Next): Next {
    return this.unifyTerms(expr.left, expr.right, bound, next);
  }

  private unifyTerms(left: CoreTerm, right: CoreTerm, bound: Bound, next: Next): Next {
    const leftGround = this.isGround(left, bound);
    const rightGround = this.isGround(right, bound);
    if (leftGround && rightGround) {
      const a = this.getter(left, bound);
      const b = this.getter(right, bound);
      return (frame) => {
        const x = a(frame);
        if (x === undefined) return false;
        const y = b(frame);
        return y !== undefined && (x === y || equals(x, y)) && next(frame);
      };
    }
    if (rightGround && left.kind !== 'ref') return this.matchGetter(left, this.getter(right, bound), bound, next);
    if (leftGround && right.kind !== 'ref') return this.matchGetter(right, this.getter(left, bound), bound, next);
    const [ref, other] =
      this.iterable(left, bound) && !(this.iterable(right, bound) && leftGround) ? [left, right] : [right, left];
    if (this.iterable(ref, bound)) {
      const inside = new Set(bound);
      termVars(ref, inside);
      if (other.kind !== 'ref' || this.isGround(other, inside)) {
        return this.iterateRef(ref as CoreRef, bound, this.match(other, inside, next));
      }
      const held = this.slot(`held ${this.size}`);
      const inner = this.iterateRef(
        other,
        inside,
        (frame, value) => equals(frame[held] as Value, value) && next(frame),
      );
      return this.iterateRef(ref as CoreRef, bound, (frame, value) => {
        frame[held] = value;
        return inner(frame);
      });
    }
    return this.unifyParts([[left, right]], bound, next);
  }

  private iterable(term: CoreTerm, bound: Bound): boolean {
    return term.kind === 'ref' && (typeof term.head === 'string' || this.isGround(term.head, bound));
  }

  /** Composite terms against each other: their parts, those first that are ready. */
  private unifyParts(parts: readonly (readonly [CoreTerm, CoreTerm])[], bound: Bound, next: Next): Next {
    const pending: (readonly [CoreTerm, CoreTerm])[] = [];
    const flatten = (a: CoreTerm, b: CoreTerm): boolean => {
      if (a.kind === 'array' && b.kind === 'array') {
        if (a.elements.length !== b.elements.length) return false;
        return a.elements.every((element, index) => flatten(element, b.elements[index] as CoreTerm));
      }
      if (a.kind === 'object' && b.kind === 'object') {
        if (a.entries.length !== b.entries.length) return false;
        return a.entries.every(([key, value]) => {
          const match = b.entries.find(([other]) => sameKey(key, other));
          return match !== undefined && flatten(value, match[1]);
        });
      }
      pending.push([a, b]);
      return true;
    };
    if (!parts.every(([a, b]) => flatten(a, b))) return () => false;
    const plan = (rest: readonly (readonly [CoreTerm, CoreTerm])[], at: Bound): Next => {
      if (rest.length === 0) return next;
      const ready = rest.findIndex(([a, b]) => this.isGround(a, at) || this.isGround(b, at));
      if (ready === -1) return () => false;
      const [a, b] = rest[ready] as readonly [CoreTerm, CoreTerm];
      const inside = new Set(at);
      termVars(a, inside);
      termVars(b, inside);
      return this.unifyTerms(
        a,
        b,
        at,
        plan(
          rest.filter((_, index) => index !== ready),
          inside,
        ),
      );
    };
    return plan(pending, bound);
  }

  private matchGetter(pattern: CoreTerm, get: Getter, bound: Bound, next: Next): Next {
    if (pattern.kind === 'var') {
      const slot = this.slot(pattern.name);
      return (frame) => {
        const value = get(frame);
        if (value === undefined) return false;
        frame[slot] = value;
        return next(frame);
      };
    }
    const match = this.match(pattern, bound, next);
    return (frame) => {
      const value = get(frame);
      return value !== undefined && match(frame, value);
    };
  }

  /** Matches a value against a term: bound parts are compared, unbound variables assigned. */
  match(pattern: CoreTerm, bound: Bound, next: Next): Emit {
    if (pattern.kind === 'var' && !bound.has(pattern.name)) {
      const slot = this.slot(pattern.name);
      return (frame, value) => {
        frame[slot] = value;
        return next(frame);
      };
    }
    if (this.isGround(pattern, bound)) {
      const get = this.getter(pattern, bound);
      return (frame, value) => {
        const own = get(frame);
        return own !== undefined && (own === value || equals(own, value)) && next(frame);
      };
    }
    if (pattern.kind === 'array') {
      const { length } = pattern.elements;
      const matchElements = this.matchParts(pattern.elements, bound, next);
      return (frame, value) => isArray(value) && value.length === length && matchElements(frame, value);
    }
    if (pattern.kind === 'object') {
      const keys = pattern.entries.map(([key]) => this.getter(key, bound));
      const matchValues = this.matchParts(
        pattern.entries.map(([, value]) => value),
        bound,
        next,
      );
      return (frame, value) => {
        if (!isObject(value) || objectSize(value) !== keys.length) return false;
        const parts: Value[] = [];
        for (const get of keys) {
          const key = get(frame);
          const part = key === undefined ? undefined : lookup(value, key);
          if (part === undefined) return false;
          parts.push(part);
        }
        return matchValues(frame, parts);
      };
    }
    if (pattern.kind === 'ref') {
      const held = this.slot(`held ${this.size}`);
      const inner = this.iterateRef(
        pattern,
        bound,
        (frame, value) => equals(frame[held] as Value, value) && next(frame),
      );
      return (frame, value) => {
        frame[held] = value;
        return inner(frame);
      };
    }
    return () => false;
  }

  /** Matches the members of a sequence, in order. */
  matchParts(
    parts: readonly CoreTerm[],
    bound: Bound,
    next: Next,
  ): (frame: Frame, values: readonly Value[]) => boolean {
    const sequence = this.slot(`sequence ${this.size}`);
    const before: Set<string>[] = [];
    const known = new Set(bound);
    for (const part of parts) {
      before.push(new Set(known));
      termVars(part, known);
    }
    let plan = next;
    for (let index = parts.length - 1; index >= 0; index--) {
      const match = this.match(parts[index] as CoreTerm, before[index] as Set<string>, plan);
      plan = (frame) => match(frame, (frame[sequence] as readonly Value[])[index] as Value);
    }
    return (frame, values) => {
      frame[sequence] = values;
      return plan(frame);
    };
  }

  // -- ground terms --

  isGround(term: CoreTerm, bound: Bound): boolean {
    switch (term.kind) {
      case 'scalar':
      case 'comprehension':
        return true;
      case 'var':
        return bound.has(term.name);
      default:
        for (const name of termVars(term)) if (!bound.has(name)) return false;
        return true;
    }
  }

  getter(term: CoreTerm, bound: Bound): Getter {
    switch (term.kind) {
      case 'scalar': {
        const { value } = term;
        return () => value;
      }
      case 'var': {
        const slot = this.slot(term.name);
        return (frame) => frame[slot] as Value | undefined;
      }
      case 'array': {
        const constant = constantOf(term);
        if (constant !== undefined) return () => constant;
        const elements = term.elements.map((element) => this.getter(element, bound));
        return (frame) => {
          const array: Value[] = [];
          for (const get of elements) {
            const element = get(frame);
            if (element === undefined) return undefined;
            array.push(element);
          }
          return array;
        };
      }
      case 'set': {
        const constant = constantOf(term);
        if (constant !== undefined) return () => constant;
        const elements = term.elements.map((element) => this.getter(element, bound));
        return (frame) => {
          const set = new RegoSet();
          for (const get of elements) {
            const element = get(frame);
            if (element === undefined) return undefined;
            set.add(element);
          }
          return set;
        };
      }
      case 'object': {
        const constant = constantOf(term);
        if (constant !== undefined) return () => constant;
        const pairs = term.entries.map(([key, value]) => [this.getter(key, bound), this.getter(value, bound)] as const);
        return (frame) => {
          const builder = new ObjectBuilder();
          for (const [getKey, getValue] of pairs) {
            const key = getKey(frame);
            const value = getValue(frame);
            if (key === undefined || value === undefined) return undefined;
            builder.set(key, value);
          }
          return builder.build();
        };
      }
      case 'ref':
        return this.groundRef(term, bound);
      case 'comprehension':
        return this.comprehension(term, bound);
    }
  }

  private comprehension(term: CoreComprehension, bound: Bound): Getter {
    const collector = this.slot(`collector ${this.size}`);
    const { key, value, collects, at } = term;
    const { source } = this;
    const body = this.body(term.body, bound, (inside) => {
      const getValue = this.getter(value, inside);
      const getKey = key === undefined ? undefined : this.getter(key, inside);
      return (frame) => {
        const element = getValue(frame);
        if (element === undefined) return false;
        const collected = frame[collector] as unknown;
        if (collects === 'array') (collected as Value[]).push(element);
        else if (collects === 'set') (collected as RegoSet).add(element);
        else {
          const name = (getKey as Getter)(frame);
          if (name === undefined) return false;
          const builder = collected as ObjectBuilder;
          const existing = builder.get(name);
          if (existing !== undefined && !equals(existing, element)) {
            const error = regoError('eval_conflict_error', 'object keys must be unique', source, at);
            throw new EvaluationFailure(error);
          }
          builder.set(name, element);
        }
        return false;
      };
    });
    const collect: Getter = (frame) => {
      const collected = collects === 'array' ? [] : collects === 'set' ? new RegoSet() : new ObjectBuilder();
      frame[collector] = collected as Value;
      body(frame);
      return collected instanceof ObjectBuilder ? collected.build() : (collected as Value);
    };
    if (this.dependsOn(term, bound)) return collect;
    const id = this.program.newComprehension();
    return (frame) => {
      const known = frame[0].comprehensions[id];
      if (known !== undefined) return known;
      const value = collect(frame);
      if (value !== undefined) frame[0].comprehensions[id] = value;
      return value;
    };
  }

  /** Whether a comprehension uses any variable that is bound outside it. */
  private dependsOn(term: CoreComprehension, bound: Bound): boolean {
    let found = false;
    const visitTerm = (inner: CoreTerm): void => {
      for (const name of termVars(inner)) if (bound.has(name)) found = true;
      visitNested(inner);
    };
    const visitNested = (inner: CoreTerm): void => {
      if (inner.kind === 'comprehension') visitComprehension(inner);
      else if (inner.kind === 'array' || inner.kind === 'set') inner.elements.forEach(visitNested);
      else if (inner.kind === 'ref') inner.path.forEach(visitNested);
      else if (inner.kind === 'object') {
        for (const [key, value] of inner.entries) {
          visitNested(key);
          visitNested(value);
        }
      }
    };
    const visitBody = (body: CoreBody): void => {
      for (const expr of body) {
        for (const name of exprVars(expr)) if (bound.has(name)) found = true;
        switch (expr.kind) {
          case 'test':
            visitNested(expr.term);
            break;
          case 'unify':
            visitNested(expr.left);
            visitNested(expr.right);
            break;
          case 'call':
            expr.args.forEach(visitNested);
            break;
          case 'every':
            visitNested(expr.domain);
            visitBody(expr.body);
            break;
          case 'not-body':
            visitBody(expr.body);
            break;
          case 'and':
          case 'or':
            visitBody(expr.left);
            visitBody(expr.right);
            break;
        }
      }
    };
    const visitComprehension = (inner: CoreComprehension): void => {
      visitBody(inner.body);
      visitTerm(inner.value);
      if (inner.key !== undefined) visitTerm(inner.key);
    };
    visitComprehension(term);
    return found;
  }

  // -- references --

  private groundRef(ref: CoreRef, bound: Bound): Getter {
    if (ref.head === 'data') {
      const result = this.slot(`result ${this.size}`);
      const run = this.dataRef(ref, bound, (frame, value) => {
        frame[result] = value;
        return true;
      });
      return (frame) => (run(frame) ? (frame[result] as Value) : undefined);
    }
    const head: Getter = ref.head === 'input' ? (frame) => frame[0].input : this.getter(ref.head, bound);
    return this.groundPath(head, ref.path, bound);
  }

  private groundPath(head: Getter, path: readonly CoreTerm[], bound: Bound): Getter {
    if (path.length === 0) return head;
    const constants = path.map((step) => (step.kind === 'scalar' ? step.value : undefined));
    if (constants.every((key) => key !== undefined)) {
      const keys = constants as Value[];
      const [only] = keys;
      if (keys.length === 1) {
        return (frame) => {
          const value = head(frame);
          return value === undefined ? undefined : lookup(value, only as Value);
        };
      }
      return (frame) => {
        let value = head(frame);
        for (let index = 0; index < keys.length && value !== undefined; index++)
          value = lookup(value, keys[index] as Value);
        return value;
      };
    }
    const getters = path.map((step) => this.getter(step, bound));
    return (frame) => {
      let value = head(frame);
      for (const get of getters) {
        if (value === undefined) return undefined;
        const key = get(frame);
        value = key === undefined ? undefined : lookup(value, key);
      }
      return value;
    };
  }

  private iterateRef(ref: CoreRef, bound: Bound, emit: Emit): Next {
    if (ref.head === 'data') return this.dataRef(ref, bound, emit);
    const head: Getter = ref.head === 'input' ? (frame) => frame[0].input : this.getter(ref.head, bound);
    const ground = ref.path.findIndex((step) => !this.isGround(step, bound));
    const split = ground === -1 ? ref.path.length : ground;
    const start = this.groundPath(head, ref.path.slice(0, split), bound);
    const rest = this.path(ref.path.slice(split), bound, emit);
    return (frame) => {
      const value = start(frame);
      return value !== undefined && rest(frame, value);
    };
  }

  /** Walks a value along steps of which some are to be found. */
  private path(path: readonly CoreTerm[], bound: Bound, emit: Emit): Emit {
    const [first, ...rest] = path;
    if (first === undefined) return emit;
    if (this.isGround(first, bound)) {
      const key = this.getter(first, bound);
      const next = this.path(rest, bound, emit);
      return (frame, value) => {
        const at = key(frame);
        const element = at === undefined ? undefined : lookup(value, at);
        return element !== undefined && next(frame, element);
      };
    }
    const inside = new Set(bound);
    termVars(first, inside);
    const next = this.path(rest, inside, emit);
    if (first.kind === 'var') {
      const slot = this.slot(first.name);
      return (frame, value) => {
        if (isArray(value)) {
          for (let index = 0; index < value.length; index++) {
            step(frame[0].evaluation);
            frame[slot] = index;
            if (next(frame, value[index] as Value)) return true;
          }
          return false;
        }
        return iterate(frame, value, (key, element) => {
          frame[slot] = key;
          return next(frame, element);
        });
      };
    }
    const held = this.slot(`held ${this.size}`);
    const match = this.match(first, bound, (frame) => next(frame, frame[held] as Value));
    return (frame, value) =>
      iterate(frame, value, (key, element) => {
        frame[held] = element;
        return match(frame, key);
      });
  }

  // -- the data document --

  private dataRef(ref: CoreRef, bound: Bound, emit: Emit): Next {
    const run = this.treeStep(this.program.root, ref.path, bound, emit);
    return (frame) => run(frame, frame[0].data, frame[0].replaced);
  }

  private treeStep(node: TreeNode, path: readonly CoreTerm[], bound: Bound, emit: Emit): TreeEmit {
    const { program } = this;
    const plain = this.path(path, bound, emit);
    // In the base document a number in a reference names the member of that name.
    const named = path.map((key) =>
      key.kind === 'scalar' && typeof key.value === 'number' ? { ...key, value: String(key.value) } : key,
    );
    const byName = named.some((key, index) => key !== path[index]) ? this.path(named, bound, emit) : undefined;
    const onBase: TreeEmit = (frame, base) =>
      base !== undefined && (plain(frame, base) || (byName?.(frame, base) ?? false));
    const [first, ...rest] = path;
    if (node.document !== undefined && node.document.kind !== 'function') {
      const key = first !== undefined && this.isGround(first, bound) ? this.getter(first, bound) : undefined;
      return (frame, base, replaced) => {
        if (replaced?.whole === true) return onBase(frame, base, replaced);
        const value =
          replaced === undefined
            ? program.document(node, frame[0], key?.(frame))
            : program.extent(node, frame[0], base, replaced);
        if (value === undefined) return onBase(frame, base, replaced);
        return plain(frame, value);
      };
    }
    if (first === undefined) {
      return (frame, base, replaced) => {
        const value = program.extent(node, frame[0], base, replaced);
        return value !== undefined && emit(frame, value);
      };
    }
    if (first.kind === 'scalar') {
      const key = first.value;
      const child = typeof key === 'string' ? node.children.get(key) : undefined;
      if (child !== undefined) {
        const next = this.treeStep(child, rest, bound, emit);
        return (frame, base, replaced) => {
          if (replaced?.whole === true) return onBase(frame, base, replaced);
          const below = base === undefined ? undefined : lookup(base, key);
          return next(frame, below, replaced?.children.get(key as string));
        };
      }
      return onBase;
    }
    const inside = new Set(bound);
    termVars(first, inside);
    const children = new Map<string, TreeEmit>();
    for (const [name, child] of node.children) children.set(name, this.treeStep(child, rest, inside, emit));
    const below = this.path(rest, inside, emit);
    const descend = (frame: Frame, key: Value, base: Value | undefined, replaced: Replaced | undefined): boolean => {
      const element = base === undefined ? undefined : lookup(base, key);
      const child = typeof key === 'string' ? children.get(key) : undefined;
      if (child !== undefined && replaced?.whole !== true) {
        return child(frame, element, replaced?.children.get(key as string));
      }
      return element !== undefined && below(frame, element);
    };
    if (this.isGround(first, bound)) {
      const getKey = this.getter(first, bound);
      return (frame, base, replaced) => {
        const key = getKey(frame);
        return key !== undefined && descend(frame, key, base, replaced);
      };
    }
    const heldKey = this.slot(`held ${this.size}`);
    const heldBase = this.slot(`held ${this.size}`);
    const match = this.match(first, bound, (frame) => {
      const [replaced] = frame[heldBase] as unknown as [Replaced | undefined, Value | undefined];
      const base = (frame[heldBase] as unknown as [unknown, Value | undefined])[1];
      return descend(frame, frame[heldKey] as Value, base, replaced);
    });
    return (frame, base, replaced) => {
      const names = new Set<Value>(isObject(base) ? objectKeys(base) : []);
      if (isArray(base)) for (const index of base.keys()) names.add(index);
      if (replaced?.whole !== true) for (const name of children.keys()) names.add(name);
      for (const key of [...names].sort((a, b) =>
        typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : 1) : 0,
      )) {
        step(frame[0].evaluation);
        frame[heldKey] = key;
        frame[heldBase] = [replaced, base] as unknown as Value;
        if (match(frame, key)) return true;
      }
      return false;
    };
  }

  // -- calls --

  private call(expr: CoreCall, bound: Bound, next: Next): Next {
    const arity = this.program.arity(expr.operator) ?? expr.args.length;
    const inputs = expr.args.slice(0, arity).map((arg) => this.getter(arg, bound));
    const output = expr.output ?? expr.args[arity];
    const name = typeof expr.operator === 'string' ? expr.operator : `data.${expr.operator.join('.')}`;
    const relation = typeof expr.operator === 'string' ? this.program.relation(expr.operator) : undefined;
    const emit: Emit =
      output === undefined ? (frame, value) => value !== false && next(frame) : this.match(output, bound, next);
    if (relation !== undefined) {
      return (frame) => {
        const args = evaluateAll(inputs, frame);
        if (args === undefined) return false;
        for (const value of relation(args)) {
          step(frame[0].evaluation);
          if (emit(frame, value)) return true;
        }
        return false;
      };
    }
    const invoke =
      typeof expr.operator === 'string'
        ? this.builtinCall(expr.operator, expr.at)
        : (context: Context, args: readonly Value[]) =>
            this.program.callFunction(context, expr.operator as readonly string[], args);
    const quick = typeof expr.operator === 'string' ? QUICK[expr.operator] : undefined;
    if (quick !== undefined && inputs.length === 2) {
      const [left, right] = inputs as [Getter, Getter];
      return (frame) => {
        const a = left(frame);
        if (a === undefined) return false;
        const b = right(frame);
        if (b === undefined) return false;
        const context = frame[0];
        const value = context.mocks === undefined ? quick(a, b) : undefined;
        if (value !== undefined) return emit(frame, value);
        const slow = this.invoke(context, name, invoke, [a, b]);
        return slow !== undefined && emit(frame, slow);
      };
    }
    return (frame) => {
      const args = evaluateAll(inputs, frame);
      if (args === undefined) return false;
      const value = this.invoke(frame[0], name, invoke, args);
      return value !== undefined && emit(frame, value);
    };
  }

  private invoke(
    context: Context,
    name: string,
    invoke: (context: Context, args: readonly Value[]) => Value | undefined,
    args: readonly Value[],
  ): Value | undefined {
    const mock = context.mocks?.get(name);
    if (mock === undefined) return invoke(context, args);
    if (mock.kind === 'value') return mock.value;
    const inner = { ...context, results: [], calls: [], comprehensions: [], mocks: undefined };
    if (mock.kind === 'function') return this.program.callFunction(inner, mock.path, args);
    return this.builtinCall(mock.name, -1)(inner, args);
  }

  private builtinCall(name: string, at: number): (context: Context, args: readonly Value[]) => Value | undefined {
    const builtin = this.program.builtin(name);
    const { source } = this;
    if (builtin === undefined) {
      return () => {
        const message = `${name}: unsafe built-in function calls in expression: ${name}`;
        throw new EvaluationFailure(regoError('eval_builtin_error', message, source, at));
      };
    }
    return (context, args) => {
      const { evaluation } = context;
      step(evaluation);
      const result = builtin(args, evaluation);
      if (!(result instanceof BuiltinFailure)) return result;
      const code = result.kind === 'type' ? 'eval_type_error' : 'eval_builtin_error';
      evaluation.builtinError ??= regoError(code, `${name}: ${result.message}`, source, at);
      return undefined;
    };
  }

  // -- with --

  private modifiers(list: readonly CoreWith[], bound: Bound): (frame: Frame) => Context | undefined {
    const changes = list.map(({ target, value }) => {
      const mock = this.mockOf(value, bound, target);
      if (mock !== undefined) return mock;
      const get = this.getter(value, bound);
      return (frame: Frame, context: Context): Context | undefined => {
        const replacement = get(frame);
        if (replacement === undefined) return undefined;
        if (target.kind === 'input') return { ...context, input: withAt(context.input, target.path, replacement) };
        if (target.kind === 'builtin') return withMock(context, target.name, { kind: 'value', value: replacement });
        if (this.program.isFunction(target.path)) {
          return withMock(context, `data.${target.path.join('.')}`, { kind: 'value', value: replacement });
        }
        return {
          ...context,
          data: withAt(context.data, target.path, replacement),
          replaced: replacedAt(context.replaced, target.path),
        };
      };
    });
    return (frame) => {
      let context: Context | undefined = { ...frame[0], results: [], calls: [], comprehensions: [] };
      for (const change of changes) {
        context = change(frame, context);
        if (context === undefined) return undefined;
      }
      return context;
    };
  }

  private mockOf(
    value: CoreTerm,
    _bound: Bound,
    target: CoreWith['target'],
  ): ((frame: Frame, context: Context) => Context) | undefined {
    if (value.kind !== 'ref' || value.head !== 'data') return undefined;
    const path = value.path.map((step) => (step.kind === 'scalar' ? String(step.value) : ''));
    const name = target.kind === 'builtin' ? target.name : `data.${target.path.join('.')}`;
    const [first] = path;
    if (first?.startsWith('builtin:') === true) {
      const mock: Mock = { kind: 'builtin', name: first.slice('builtin:'.length) };
      return (_frame, context) => withMock(context, name, mock);
    }
    if (!this.program.isFunction(path)) return undefined;
    return (_frame, context) => withMock(context, name, { kind: 'function', path });
  }

  newFrame(context: Context): Frame {
    return newFrame(context, this.size);
  }
}

type TreeEmit = (frame: Frame, base: Value | undefined, replaced: Replaced | undefined) => boolean;

/** Comparisons of two scalars of a kind without a call; undefined where the general way is needed. */
const QUICK: Readonly<Record<string, (a: Value, b: Value) => Value | undefined>> = {
  lt: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : undefined),
  lte: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : undefined),
  gt: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : undefined),
  gte: (a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : undefined),
  neq: (a, b) => !equals(a, b),
  equal: (a, b) => equals(a, b),
};

function evaluateAll(getters: readonly Getter[], frame: Frame): Value[] | undefined {
  const values: Value[] = [];
  for (const get of getters) {
    const value = get(frame);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Elements of a collection in Rego's order until `visit` gives true; nothing for scalars. */
function iterate(frame: Frame, value: Value, visit: (key: Value, element: Value) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { evaluation } = frame[0];
  if (isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      step(evaluation);
      if (visit(index, value[index] as Value)) return true;
    }
    return false;
  }
  if (value instanceof RegoSet) {
    for (const element of value.sorted()) {
      step(evaluation);
      if (visit(element, element)) return true;
    }
    return false;
  }
  if (isObject(value)) {
    const pairs = entries(value);
    for (const [key, element] of pairs) {
      step(evaluation);
      if (visit(key, element)) return true;
    }
  }
  return false;
}

function constantOf(term: CoreTerm): Value | undefined {
  switch (term.kind) {
    case 'scalar':
      return term.value;
    case 'array': {
      const elements = term.elements.map(constantOf);
      return elements.every((element) => element !== undefined) ? (elements as Value[]) : undefined;
    }
    case 'set': {
      const set = new RegoSet();
      for (const element of term.elements) {
        const value = constantOf(element);
        if (value === undefined) return undefined;
        set.add(value);
      }
      return set;
    }
    case 'object': {
      const builder = new ObjectBuilder();
      for (const [key, value] of term.entries) {
        const name = constantOf(key);
        const element = constantOf(value);
        if (name === undefined || element === undefined) return undefined;
        builder.set(name, element);
      }
      return builder.build();
    }
    default:
      return undefined;
  }
}

/** A copy of a document with a value at a path; what is in the way is replaced by objects. */
function withAt(document: Value | undefined, path: readonly string[], value: Value): Value {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const builder = new ObjectBuilder();
  if (isObject(document)) for (const [key, element] of entries(document)) builder.set(key, element);
  builder.set(first, withAt(builder.get(first), rest, value));
  return builder.build();
}

function replacedAt(replaced: Replaced | undefined, path: readonly string[]): Replaced {
  const [first, ...rest] = path;
  if (first === undefined || replaced?.whole === true) return { whole: true, children: new Map() };
  const children = new Map(replaced?.children ?? []);
  children.set(first, replacedAt(children.get(first), rest));
  return { whole: false, children };
}

function withMock(context: Context, name: string, mock: Mock): Context {
  const mocks = new Map(context.mocks ?? []);
  mocks.set(name, mock);
  return { ...context, mocks };
}

export { sortedKeys };
