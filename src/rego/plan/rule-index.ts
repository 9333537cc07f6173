/**
 * Which of many rules of one name can hold: most bodies ask that some part of the input, or an argument, equals a constant.
 * The rules are filed under the constants of the place that most of them ask for; those that do not ask are always run.
 */
import type { CoreExpr, CoreRule, CoreTerm } from '../compile/core.ts';
import { hashKey, lookup, type Value } from '../values/index.ts';
import type { Context } from './context.ts';

/** The positions of the rules to run, in their order. */
export type RuleIndex = (context: Context, args: readonly Value[] | undefined) => readonly number[];

/** Fewer rules are as quickly tried. */
const MINIMUM_RULES = 6;

type Place =
  | { readonly kind: 'input'; readonly path: readonly Value[] }
  | { readonly kind: 'arg'; readonly at: number };

interface Condition {
  readonly place: Place;
  readonly name: string;
  readonly value: Value;
}

/** Undefined where it would not spare much. */
export function indexRules(rules: readonly CoreRule[]): RuleIndex | undefined {
  if (rules.length < MINIMUM_RULES) return undefined;
  const conditions = rules.map(conditionsOf);
  const uses = new Map<string, { place: Place; count: number }>();
  for (const { name, place } of conditions.flat()) {
    const use = uses.get(name) ?? { place, count: 0 };
    use.count++;
    uses.set(name, use);
  }
  const [chosen] = [...uses].sort(([, a], [, b]) => b.count - a.count);
  if (chosen === undefined || chosen[1].count * 2 < rules.length) return undefined;
  const [name, { place }] = chosen;
  const always: number[] = [];
  const filed = new Map<unknown, number[]>();
  conditions.forEach((own, index) => {
    const condition = own.find((one) => one.name === name);
    if (condition === undefined) always.push(index);
    else {
      const key = hashKey(condition.value);
      const list = filed.get(key);
      if (list === undefined) filed.set(key, [index]);
      else list.push(index);
    }
  });
  const merged = new Map<unknown, readonly number[]>();
  return (context, args) => {
    const value = valueAt(place, context, args);
    if (value === undefined) return always;
    const key = hashKey(value);
    const own = filed.get(key);
    if (own === undefined) return always;
    let both = merged.get(key);
    if (both === undefined) {
      both = [...always, ...own].sort((a, b) => a - b);
      merged.set(key, both);
    }
    return both;
  };
}

function valueAt(place: Place, { input }: Context, args: readonly Value[] | undefined): Value | undefined {
  if (place.kind === 'arg') return args?.[place.at];
  let value = input;
  for (const key of place.path) value = value === undefined ? undefined : lookup(value, key);
  return value;
}

/** What must be equal for a rule to hold. A rule with an `else` may give a value all the same. */
function conditionsOf({ args = [], body, otherwise }: CoreRule): Condition[] {
  if (otherwise !== undefined) return [];
  const conditions = body.flatMap(conditionOf);
  args.forEach((arg, at) => {
    if (arg.kind === 'scalar') conditions.push({ place: { kind: 'arg', at }, name: `arg ${at}`, value: arg.value });
  });
  return conditions;
}

function conditionOf(expr: CoreExpr): Condition[] {
  if (expr.kind !== 'unify' || expr.negated || expr.with.length > 0) return [];
  const { left, right } = expr;
  if (right.kind === 'scalar') return inputCondition(left, right.value);
  return left.kind === 'scalar' ? inputCondition(right, left.value) : [];
}

function inputCondition(term: CoreTerm, value: Value): Condition[] {
  if (term.kind !== 'ref' || term.head !== 'input') return [];
  const path: Value[] = [];
  for (const step of term.path) {
    if (step.kind !== 'scalar') return [];
    path.push(step.value);
  }
  const name = JSON.stringify(path.map((key) => (typeof key === 'string' ? key : [String(key)])));
  return [{ place: { kind: 'input', path }, name, value }];
}
