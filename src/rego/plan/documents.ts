/** Rules to results: the documents that rules make, each planned when it is first asked for, and whole packages. */
import type { TreeNode, VirtualDocument } from '../compile/tree.ts';
import { entries, isObject, lookup, ObjectBuilder, type Value } from '../values/index.ts';
import { planComplete, planFunction } from './complete.ts';
import { type Context, cancelled, type Replaced, RUNNING, step, UNDEFINED } from './context.ts';
import { planObject } from './partial-object.ts';
import { planSet } from './partial-set.ts';
import type { Program } from './planner.ts';

/** A document's value; `key` is what the reference asks for next, where that is known. */
export type Evaluate = (context: Context, key: Value | undefined) => Value | undefined;
export type Call = (context: Context, args: readonly Value[]) => Value | undefined;

interface DocumentPlan {
  readonly evaluate: Evaluate;
  readonly call: Call;
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
      plan = planDocument(document, program, (below) => planOf(below).evaluate);
      plans[document.id] = plan;
    }
    return plan;
  };
  const result: Documents['result'] = ({ document }, context, key) =>
    document === undefined ? undefined : resultOf(document, planOf, context, key);
  const call: Documents['call'] = (document, context, args) => {
    enter(context);
    const value = planOf(document).call(context, args);
    context.evaluation.depth--;
    return value;
  };
  return { result, call, extent: planExtent(result, call) };
}

function planDocument(
  document: VirtualDocument,
  program: Program,
  evaluateOf: (document: VirtualDocument) => Evaluate,
): DocumentPlan {
  const refuse = () => undefined;
  switch (document.kind) {
    case 'complete':
      return { evaluate: planComplete(document, program), call: refuse };
    case 'function':
      return { evaluate: refuse, call: planFunction(document, program) };
    case 'set':
      return { evaluate: planSet(document, program), call: refuse };
    case 'object':
      return { evaluate: planObject(document, program, evaluateOf), call: refuse };
  }
}

function enter({ evaluation }: Context): void {
  step(evaluation);
  if (++evaluation.depth > evaluation.limits.depth) throw cancelled('depth limit reached');
}

/** Worked out once per context; while that is going on only single keys can be asked for. */
function resultOf(
  document: VirtualDocument,
  planOf: (document: VirtualDocument) => DocumentPlan,
  context: Context,
  key: Value | undefined,
): Value | undefined {
  const known = context.results[document.id];
  if (known !== undefined) {
    if (known === UNDEFINED) return undefined;
    if (known !== RUNNING) return known as Value;
    if (key === undefined) throw cancelled(`data.${document.path.join('.')} depends on itself`);
    return planOf(document).evaluate(context, key);
  }
  context.results[document.id] = RUNNING;
  enter(context);
  const value = planOf(document).evaluate(context, undefined);
  context.evaluation.depth--;
  context.results[document.id] = value === undefined ? UNDEFINED : value;
  return value;
}

/** All that lies below a node: documents, packages, and what the base document has beside them. */
function planExtent(result: Documents['result'], call: Documents['call']): Program['extent'] {
  const extent: Program['extent'] = (node, context, base, replaced) => {
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
    return packageExtent(extent, node, context, base, replaced);
  };
  return extent;
}

function packageExtent(
  extent: Program['extent'],
  node: TreeNode,
  context: Context,
  base: Value | undefined,
  replaced: Replaced | undefined,
): Value | undefined {
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
