/** Rules to results: complete rules, functions, partial sets and objects, and the whole of a package. */
import { type CoreRule, type CoreTerm, termVars } from '../compile/core.ts';
import { openPath, type TreeNode, type VirtualDocument } from '../compile/tree.ts';
import {
  entries,
  equals,
  hashKey,
  isObject,
  lookup,
  member,
  ObjectBuilder,
  objectOf,
  RegoSet,
  type Value,
} from '../values/index.ts';
import {
  type Context,
  cancelled,
  conflict,
  type Frame,
  newFrame,
  type Replaced,
  RUNNING,
  step,
  UNDEFINED,
} from './context.ts';
import { type Emit, type Getter, type Next, Planner, type Program } from './planner.ts';
import { indexRules } from './rule-index.ts';

interface DocumentPlan {
  readonly document: VirtualDocument;
  readonly evaluate: (context: Context, key: Value | undefined) => Value | undefined;
  readonly call: (context: Context, args: readonly Value[]) => Value | undefined;
}

export interface Documents {
  /** The result of the document at a node; `key` is what the reference asks for next, where that is known. */
  readonly result: (node: TreeNode, context: Context, key: Value | undefined) => Value | undefined;
  readonly call: (document: VirtualDocument, context: Context, args: readonly Value[]) => Value | undefined;
  readonly extent: Program['extent'];
}

/** Plans are made when a document is first asked for. */
export function planDocuments(program: Program): Documents {
  const plans: (DocumentPlan | undefined)[] = [];
  const planOf = (document: VirtualDocument): DocumentPlan => {
    let plan = plans[document.id];
    if (plan === undefined) {
      plan = planDocument(document, program, (below) => planOf(below));
      plans[document.id] = plan;
    }
    return plan;
  };
  const resultOf = (document: VirtualDocument, context: Context, key: Value | undefined): Value | undefined => {
    const known = context.results[document.id];
    if (known !== undefined) {
      if (known === UNDEFINED) return undefined;
      if (known !== RUNNING) return known as Value;
      if (key === undefined) throw cancelled(`data.${document.path.join('.')} depends on itself`);
      return planOf(document).evaluate(context, key);
    }
    context.results[document.id] = RUNNING;
    const { evaluation } = context;
    step(evaluation);
    if (++evaluation.depth > evaluation.limits.depth) throw cancelled('depth limit reached');
    const value = planOf(document).evaluate(context, undefined);
    evaluation.depth--;
    context.results[document.id] = value === undefined ? UNDEFINED : value;
    return value;
  };
  const result: Documents['result'] = (node, context, key) =>
    node.document === undefined ? undefined : resultOf(node.document, context, key);
  const call: Documents['call'] = (document, context, args) => {
    const { evaluation } = context;
    step(evaluation);
    if (++evaluation.depth > evaluation.limits.depth) throw cancelled('depth limit reached');
    const value = planOf(document).call(context, args);
    evaluation.depth--;
    return value;
  };
  const extent: Documents['extent'] = (node, context, base, replaced) => {
    if (replaced?.whole === true) return base;
    if (node.document !== undefined && node.document.kind !== 'function') {
      const value = result(node, context, undefined);
      if (value === undefined) return base;
      return replaced === undefined || base === undefined ? value : mergeOver(value, base, replaced);
    }
    if (node.document !== undefined) {
      // A function without parameters is a value of its package too.
      const [rule] = node.document.rules;
      const value = rule?.args?.length === 0 ? call(node.document, context, []) : undefined;
      return value === undefined ? base : value;
    }
    const builder = new ObjectBuilder();
    if (isObject(base)) for (const [key, value] of entries(base)) builder.set(key, value);
    let any = isObject(base);
    for (const [name, child] of node.children) {
      const below = isObject(base) ? lookup(base, name) : undefined;
      const value = extent(child, context, below, replaced?.children.get(name));
      const isBase = child.document !== undefined && below !== undefined && replaced === undefined;
      if (value !== undefined) builder.set(name, isBase ? below : value);
      if (value !== undefined || child.document === undefined) any = true;
    }
    return any || node.children.size > 0 || base === undefined ? builder.build() : base;
  };
  return { result, call, extent };
}

/** A virtual document into which `with` has put values from the base document. */
function mergeOver(value: Value, base: Value, replaced: Replaced): Value {
  if (!isObject(value) || !isObject(base)) return value;
  const builder = new ObjectBuilder();
  for (const [key, element] of entries(value)) builder.set(key, element);
  for (const [key, below] of replaced.children) {
    const element = lookup(base, key);
    if (element === undefined) continue;
    const own = builder.get(key);
    builder.set(key, below.whole || own === undefined ? element : mergeOver(own, element, below));
  }
  return builder.build();
}

function planDocument(
  document: VirtualDocument,
  program: Program,
  planOf: (document: VirtualDocument) => DocumentPlan,
): DocumentPlan {
  const refuse = () => undefined;
  switch (document.kind) {
    case 'complete':
      return { document, evaluate: planComplete(document, program), call: refuse };
    case 'function':
      return { document, evaluate: refuse, call: planFunction(document, program) };
    case 'set':
      return { document, evaluate: planSet(document, program), call: refuse };
    case 'object':
      return { document, evaluate: planObject(document, program, planOf), call: refuse };
  }
}

/** One rule with its else branches: the value of the first branch with a solution. */
interface Branch {
  readonly size: () => number;
  /** Puts the value into slot `value`; throws where solutions disagree. */
  readonly run: (frame: Frame, args: readonly Value[] | undefined) => Value | undefined;
  readonly constant: Value | undefined;
}

const MULTIPLE = 'complete rules must not produce multiple outputs';
const MULTIPLE_OF_FUNCTION = 'functions must not produce multiple outputs for same inputs';

function planBranch(rule: CoreRule, program: Program, message: string): Branch {
  const planner = new Planner(program, rule.source);
  const found = planner.slot('found');
  const branches: { run: (frame: Frame, args: readonly Value[] | undefined) => boolean }[] = [];
  const constants: (Value | undefined)[] = [];
  for (let at: CoreRule | undefined = rule; at !== undefined; at = at.otherwise) {
    const branch = at;
    const known = new Set<string>();
    for (const arg of branch.args ?? []) termVars(arg, known);
    const value = branch.value as CoreTerm;
    const constant = value.kind === 'scalar' ? value.value : undefined;
    constants.push(constant);
    const body = planner.body(branch.body, known, (bound): Next => {
      if (constant !== undefined) {
        return (frame) => {
          frame[found] = constant;
          return true;
        };
      }
      const get = planner.getter(value, bound);
      return (frame) => {
        const result = get(frame);
        if (result === undefined) return false;
        const earlier = frame[found] as Value | undefined;
        if (earlier !== undefined && !equals(earlier, result)) throw conflict(message, branch.source, branch.at);
        frame[found] = result;
        return false;
      };
    });
    if (branch.args === undefined) branches.push({ run: body });
    else {
      const match = planner.matchParts(branch.args, new Set(), body);
      branches.push({ run: (frame, args) => match(frame, args as readonly Value[]) });
    }
  }
  const [first] = constants;
  const uniform = constants.every((constant) => constant !== undefined && constant === first);
  return {
    size: () => planner.size,
    constant: uniform ? first : undefined,
    run: (frame, args) => {
      for (const branch of branches) {
        branch.run(frame, args);
        const value = frame[found] as Value | undefined;
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}

type Agreed = (context: Context, args: readonly Value[] | undefined) => Value | undefined;

/** The value on which all rules agree. A rule is planned when it is first run. */
function planAgreed(rules: readonly CoreRule[], program: Program, message: string): Agreed {
  const index = program.traced ? undefined : indexRules(rules);
  const branches: (Branch | undefined)[] = [];
  const all = [...rules.keys()];
  const branchAt = (at: number): Branch => {
    branches[at] ??= planBranch(rules[at] as CoreRule, program, message);
    return branches[at];
  };
  return (context, args) => agreed(rules, index?.(context, args) ?? all, branchAt, context, args, message);
}

/** Rules that can only repeat a value already found are not run. */
function agreed(
  rules: readonly CoreRule[],
  candidates: readonly number[],
  branchAt: (at: number) => Branch,
  context: Context,
  args: readonly Value[] | undefined,
  message: string,
): Value | undefined {
  let value: Value | undefined;
  for (const index of candidates) {
    const branch = branchAt(index);
    if (value !== undefined && branch.constant !== undefined && equals(branch.constant, value)) continue;
    const result = branch.run(newFrame(context, branch.size()), args);
    if (result === undefined) continue;
    if (value !== undefined && !equals(value, result)) {
      const rule = rules[index] as CoreRule;
      throw conflict(message, rule.source, rule.at);
    }
    value = result;
  }
  return value;
}

function planComplete(document: VirtualDocument, program: Program): DocumentPlan['evaluate'] {
  const decide = planAgreed(document.rules, program, MULTIPLE);
  const fallback = document.fallback === undefined ? undefined : planBranch(document.fallback, program, MULTIPLE);
  return (context) => {
    const value = decide(context, undefined);
    if (value !== undefined || fallback === undefined) return value;
    return fallback.run(newFrame(context, fallback.size()), undefined);
  };
}

function planFunction(document: VirtualDocument, program: Program): DocumentPlan['call'] {
  const decide = planAgreed(document.rules, program, MULTIPLE_OF_FUNCTION);
  const fallback =
    document.fallback === undefined ? undefined : planBranch(document.fallback, program, MULTIPLE_OF_FUNCTION);
  return (context, args) => {
    const { id } = document;
    const key = args.length === 1 ? args[0] : undefined;
    let cache = context.calls[id];
    if (cache === undefined) {
      cache = new Map();
      context.calls[id] = cache;
    }
    const cacheable = args.length === 1;
    const known = cacheable ? cache.get(key) : undefined;
    if (known !== undefined) return known === UNDEFINED ? undefined : (known as Value);
    let value = decide(context, args);
    if (value === undefined && fallback !== undefined) {
      value = fallback.run(newFrame(context, fallback.size()), args);
    }
    if (cacheable) cache.set(key, value === undefined ? UNDEFINED : value);
    return value;
  };
}

function planSet(document: VirtualDocument, program: Program): DocumentPlan['evaluate'] {
  const planMember = (rule: CoreRule) => {
    const planner = new Planner(program, rule.source);
    const found = planner.slot('found');
    const body = planner.body(rule.body, new Set(), (bound): Next => {
      const get = planner.getter(rule.member as CoreTerm, bound);
      return (frame) => {
        const value = get(frame);
        if (value !== undefined) (frame[found] as RegoSet).add(value);
        return false;
      };
    });
    return { planner, found, body };
  };
  const { rules } = document;
  const index = program.traced ? undefined : indexRules(rules);
  const all = [...rules.keys()];
  const plans: ReturnType<typeof planMember>[] = [];
  return (context) => {
    const set = new RegoSet();
    for (const at of index?.(context, undefined) ?? all) {
      plans[at] ??= planMember(rules[at] as CoreRule);
      const { planner, found, body } = plans[at];
      const frame = newFrame(context, planner.size);
      frame[found] = set;
      body(frame);
    }
    return set;
  };
}

function copyOf(set: RegoSet): RegoSet {
  const copy = new RegoSet();
  for (const [key, value] of set.members) copy.members.set(key, value);
  return copy;
}

/** A partial object under construction. */
type Growing =
  | { readonly kind: 'leaf'; readonly value: Value }
  | { readonly kind: 'set'; readonly set: RegoSet }
  | { readonly kind: 'object'; readonly children: Map<unknown, { readonly key: Value; node: Growing }> };

function planObject(
  document: VirtualDocument,
  program: Program,
  planOf: (document: VirtualDocument) => DocumentPlan,
): DocumentPlan['evaluate'] {
  const ownPath = document.path.length;
  const plans = document.rules.map((rule) => {
    const planner = new Planner(program, rule.source);
    const found = planner.slot('found');
    const steps = openPath(rule).map(
      (step): CoreTerm => (typeof step === 'string' ? { kind: 'scalar', value: step } : step),
    );
    const body = planner.body(rule.body, new Set(), (bound): Next => {
      const keys = steps.map((step) => planner.getter(step, bound));
      const value = planner.getter((rule.member ?? rule.value) as CoreTerm, bound);
      return (frame) => {
        const result = value(frame);
        const path = evaluatePath(keys, frame);
        if (result === undefined || path === undefined) return false;
        grow(frame[found] as unknown as Growing, path, result, rule);
        return false;
      };
    });
    const [first] = steps;
    return { rule, planner, found, body, first: first?.kind === 'scalar' ? first.value : undefined };
  });
  return (context, key) => {
    const tree: Growing = { kind: 'object', children: new Map() };
    for (const { path, document: below } of document.below) {
      if (key !== undefined && path[0] !== key) continue;
      const known = context.results[below.id];
      if (known === RUNNING) continue;
      const value =
        known === undefined
          ? planOf(below).evaluate(context, undefined)
          : known === UNDEFINED
            ? undefined
            : (known as Value);
      if (known === undefined) context.results[below.id] = value === undefined ? UNDEFINED : value;
      const rule = below.rules[0] ?? below.fallback;
      if (value === undefined || rule === undefined) continue;
      insert(tree, path, value, rule, below.kind === 'set');
    }
    for (const { planner, found, body, first } of plans) {
      if (key !== undefined && first !== undefined && !equals(first, key)) continue;
      const frame = newFrame(context, planner.size);
      frame[found] = tree as unknown as Value;
      body(frame);
    }
    return frozen(tree);
  };

  function grow(tree: Growing, path: readonly Value[], value: Value, rule: CoreRule): void {
    if (rule.member === undefined) insert(tree, path, value, rule);
    else insertMember(tree, path, value, rule);
  }

  function insert(tree: Growing, path: readonly Value[], value: Value, rule: CoreRule, growing = false): void {
    const [last] = path.slice(-1);
    const parent = descend(tree, path.slice(0, -1), rule);
    const existing = parent.children.get(hashKey(last as Value));
    if (existing === undefined) {
      const node: Growing =
        growing && value instanceof RegoSet ? { kind: 'set', set: copyOf(value) } : { kind: 'leaf', value };
      parent.children.set(hashKey(last as Value), { key: last as Value, node });
    } else if (existing.node.kind !== 'leaf' || !equals(existing.node.value, value)) {
      throw conflict('object keys must be unique', rule.source, rule.at);
    }
  }

  function insertMember(tree: Growing, path: readonly Value[], value: Value, rule: CoreRule): void {
    const [last] = path.slice(-1);
    const parent = descend(tree, path.slice(0, -1), rule);
    const existing = parent.children.get(hashKey(last as Value));
    if (existing === undefined) {
      const set = new RegoSet();
      set.add(value);
      parent.children.set(hashKey(last as Value), { key: last as Value, node: { kind: 'set', set } });
    } else if (existing.node.kind === 'set') existing.node.set.add(value);
    else throw conflict('object keys must be unique', rule.source, rule.at);
  }

  function descend(tree: Growing, path: readonly Value[], rule: CoreRule): Extract<Growing, { kind: 'object' }> {
    let at = tree;
    for (const key of path) {
      if (at.kind !== 'object') throw conflict('object keys must be unique', rule.source, rule.at);
      let child = at.children.get(hashKey(key));
      if (child === undefined) {
        child = { key, node: { kind: 'object', children: new Map() } };
        at.children.set(hashKey(key), child);
      }
      at = child.node;
    }
    if (at.kind !== 'object') throw conflict('object keys must be unique', rule.source, rule.at);
    return at;
  }

  function frozen(node: Growing): Value {
    if (node.kind === 'leaf') return node.value;
    if (node.kind === 'set') return node.set;
    return objectOf([...node.children.values()].map(({ key, node: child }) => [key, frozen(child)] as const));
  }

  function evaluatePath(keys: readonly Getter[], frame: Frame): Value[] | undefined {
    const path: Value[] = [];
    for (const get of keys) {
      const key = get(frame);
      if (key === undefined) return undefined;
      path.push(key);
    }
    return ownPath >= 0 ? path : undefined;
  }
}

export type { Emit };
export { member };
