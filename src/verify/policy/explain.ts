/** Why a rule did not pass: its bodies are run once more under a trace, and the furthest expression is shown. */
import {
  type CompiledPolicy,
  evaluateDocument,
  type Trace,
  tracedPolicy,
  type Value,
  valueText,
} from '../../rego/index.ts';
import type { Judge, RuleStatus } from './judge.ts';
import { lookedAt, type ResourceParts, resourceParts } from './looked-at.ts';

export interface Cause {
  readonly rule: string;
  readonly status: Exclude<RuleStatus, 'passed'>;
  /** The text of the expression at which the rule got no further. */
  readonly expression: string;
  /** What the variables of that expression held when it was last tried. */
  readonly saw: Readonly<Record<string, string>>;
  /** Addresses of the plan's resources at which the expression looked, the one that `saw` shows first. */
  readonly resources: readonly string[];
  /** Place in the policy, 1-based; 0 where there is none. */
  readonly row: number;
  readonly column: number;
  /** All of this in a sentence. */
  readonly message: string;
}

const MAXIMUM_SHOWN = 160;
const MAXIMUM_DEPTH = 8;
const traced = new WeakMap<CompiledPolicy, CompiledPolicy>();

/** How many tries of one expression are remembered. */
const MAXIMUM_TRIES = 256;

interface Try {
  readonly seen: readonly (readonly [string, Value])[];
  readonly scope: ReadonlyMap<string, Value>;
}

interface Attempt {
  succeeded: boolean;
  readonly tries: Try[];
}

/** What an explanation is made from. */
interface Evidence {
  readonly policy: CompiledPolicy;
  readonly attempts: ReadonlyMap<number, Attempt>;
  readonly plan: unknown;
  readonly parts: ResourceParts;
}

type Rule = CompiledPolicy['rules'][number];
type Expr = Rule['body'][number];

export function explain(judge: Judge, plan: unknown, rules: Readonly<Record<string, RuleStatus>>): Cause[] {
  if (judge.policy === undefined) return [];
  const policy = tracedOnce(judge.policy);
  const attempts = new Map<number, Attempt>();
  const trace = tracing(attempts);
  const broken = Object.entries(rules).flatMap(([name, status]) => (status === 'passed' ? [] : [{ name, status }]));
  for (const { name } of broken) evaluateDocument(policy, pathOf(policy, name), plan, { trace });
  const evidence: Evidence = { policy, attempts, plan, parts: resourceParts(plan) };
  return broken.map(({ name, status }) => causeOf(name, status, evidence));
}

function pathOf(policy: CompiledPolicy, name: string): readonly string[] {
  return [...(policy.modules[0]?.package ?? []), ...name.split('.')];
}

function tracing(attempts: Map<number, Attempt>): Trace {
  return {
    succeeded: (_source, at, end) => {
      const attempt = attempts.get(keyOf(at, end));
      if (attempt !== undefined) attempt.succeeded = true;
    },
    entered: (_source, at, end, seen, scope) => {
      const key = keyOf(at, end);
      let attempt = attempts.get(key);
      if (attempt === undefined) {
        attempt = { succeeded: false, tries: [] };
        attempts.set(key, attempt);
      }
      if (attempt.succeeded) return;
      if (attempt.tries.length === MAXIMUM_TRIES) attempt.tries.pop();
      attempt.tries.push({ seen: seen(), scope: scope() });
    },
  };
}

/** An expression by its place: what the compiler moved out of it may begin where it does. */
function keyOf(at: number, end: number): number {
  return at * 2 ** 24 + end;
}

function tracedOnce(policy: CompiledPolicy): CompiledPolicy {
  const known = traced.get(policy) ?? tracedPolicy(policy);
  traced.set(policy, known);
  return known;
}

function causeOf(name: string, status: Cause['status'], evidence: Evidence): Cause {
  const found = deepest(evidence, pathOf(evidence.policy, name), 0);
  const shownStatus = status === 'failed' ? 'is false' : 'is undefined';
  if (found === undefined) {
    const message = `rule ${name} ${shownStatus}`;
    return { rule: name, status, expression: '', saw: {}, resources: [], row: 0, column: 0, message };
  }
  const { expression, row, saw } = found;
  const seen = Object.entries(saw).map(([variable, value]) => `${variable} = ${value}`);
  const detail = seen.length === 0 ? '' : `, where ${seen.join(', ')}`;
  const message = `rule ${name} ${shownStatus}: \`${expression}\` (line ${row} of the policy) does not hold${detail}`;
  return { rule: name, status, ...found, message };
}

type Found = Pick<Cause, 'expression' | 'row' | 'column' | 'saw' | 'resources'>;

/** The expression that stopped the rules at a path; where that only names another rule, what stopped that one. */
function deepest(evidence: Evidence, path: readonly string[], depth: number): Found | undefined {
  const best = furthest(evidence, path);
  if (best === undefined) return undefined;
  const { expr, rule } = best;
  const resources = resourcesAt(rule, expr, evidence);
  const target = referred(expr);
  if (target !== undefined && depth < MAXIMUM_DEPTH) {
    const deeper = deepest(evidence, target, depth + 1);
    if (deeper !== undefined) return deeper.resources.length > 0 ? deeper : { ...deeper, resources };
  }
  const { text } = rule.source;
  const before = text.slice(0, expr.at);
  const row = before.split('\n').length;
  return {
    expression: text.slice(expr.at, expr.end).replace(/\s+/g, ' ').slice(0, MAXIMUM_SHOWN),
    row,
    column: before.length - before.lastIndexOf('\n'),
    saw: shownValues(evidence.attempts.get(keyOf(expr.at, expr.end))?.tries.at(-1)?.seen ?? []),
    resources,
  };
}

/** Of the rules at a path, the expression that failed after the most that did not. */
function furthest({ policy, attempts }: Evidence, path: readonly string[]): { expr: Expr; rule: Rule } | undefined {
  let best: { expr: Expr; rule: Rule; reached: number } | undefined;
  for (const rule of policy.rules) {
    if (rule.isDefault || !samePath(rule, path)) continue;
    let reached = 0;
    for (const expr of rule.body) {
      const attempt = attempts.get(keyOf(expr.at, expr.end));
      if (attempt === undefined) break;
      if (!attempt.succeeded) {
        if (best === undefined || reached > best.reached) best = { expr, reached, rule };
        break;
      }
      reached++;
    }
  }
  return best;
}

/**
 * What the expression looked at when it was tried, the last try first. An expression over scalars alone looked at what
 * the expressions before it took them from.
 */
function resourcesAt({ body }: Rule, expr: Expr, { attempts, plan, parts }: Evidence): string[] {
  const found = new Set<string>();
  const tries = attempts.get(keyOf(expr.at, expr.end))?.tries ?? [];
  const before = body.slice(0, body.indexOf(expr) + 1).reverse();
  for (const { scope } of [...tries].reverse()) {
    for (const earlier of before) {
      const resources = lookedAt(earlier, scope, plan, parts);
      for (const address of resources) found.add(address);
      if (resources.length > 0) break;
    }
  }
  return [...found];
}

function samePath(rule: Rule, path: readonly string[]): boolean {
  return rule.path.length === path.length && rule.path.every((step, index) => step === path[index]);
}

/** The path of the rule or function that an expression consists of. */
function referred(expr: Expr): string[] | undefined {
  if (expr.negated) return undefined;
  if (expr.kind === 'call' && typeof expr.operator !== 'string') return [...expr.operator];
  const term = expr.kind === 'test' ? expr.term : expr.kind === 'unify' ? expr.right : undefined;
  if (term?.kind !== 'ref' || term.head !== 'data') return undefined;
  const steps = term.path.map((step) => (step.kind === 'scalar' ? String(step.value) : undefined));
  return steps.every((step) => step !== undefined) ? (steps as string[]) : undefined;
}

function shownValues(seen: readonly (readonly [string, Value])[]): Record<string, string> {
  const saw: Record<string, string> = {};
  for (const [name, value] of seen) {
    const shown = name.split('~')[0] as string;
    if (value === undefined || !/^[A-Za-z_]/.test(shown)) continue;
    const text = valueText(value);
    saw[shown] = text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}…` : text;
  }
  return saw;
}
