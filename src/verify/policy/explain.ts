/** Why a rule did not pass: its bodies are run once more under a trace, and the furthest expression is shown. */
import { type CompiledPolicy, compilePolicy, evaluateDocument, type Value, valueText } from '../../rego/index.ts';
import type { Judge, RuleStatus } from './judge.ts';

export interface Cause {
  readonly rule: string;
  readonly status: Exclude<RuleStatus, 'passed'>;
  /** The text of the expression at which the rule got no further. */
  readonly expression: string;
  /** What the variables of that expression held when it was last tried. */
  readonly saw: Readonly<Record<string, string>>;
  /** Place in the policy, 1-based; 0 where there is none. */
  readonly row: number;
  readonly column: number;
  /** All of this in a sentence. */
  readonly message: string;
}

const MAXIMUM_SHOWN = 160;
const MAXIMUM_DEPTH = 8;
const REMEMBERED_TRACED = 512;
const traced = new Map<string, CompiledPolicy>();

interface Attempt {
  succeeded: boolean;
  seen: readonly (readonly [string, Value])[];
}

type Rule = CompiledPolicy['rules'][number];

export function explain(judge: Judge, plan: unknown, rules: Readonly<Record<string, RuleStatus>>): Cause[] {
  const policy = tracedPolicy(judge.text);
  if (policy === undefined) return [];
  const attempts = new Map<number, Attempt>();
  evaluateDocument(policy, [], plan, {
    trace: {
      succeeded: (_source, at, end) => {
        const attempt = attempts.get(keyOf(at, end));
        if (attempt !== undefined) attempt.succeeded = true;
      },
      entered: (_source, at, end, seen) => {
        const key = keyOf(at, end);
        const attempt = attempts.get(key);
        if (attempt === undefined) attempts.set(key, { succeeded: false, seen: seen() });
        else if (!attempt.succeeded) attempt.seen = seen();
      },
    },
  });
  return Object.entries(rules).flatMap(([name, status]): Cause[] =>
    status === 'passed' ? [] : [causeOf(name, status, policy, attempts)],
  );
}

/** An expression by its place: what the compiler moved out of it may begin where it does. */
function keyOf(at: number, end: number): number {
  return at * 2 ** 24 + end;
}

function tracedPolicy(text: string): CompiledPolicy | undefined {
  const known = traced.get(text);
  if (known !== undefined) return known;
  const { policy } = compilePolicy([{ name: 'policy.rego', text }], { traced: true });
  if (policy === undefined) return undefined;
  if (traced.size >= REMEMBERED_TRACED) traced.delete(traced.keys().next().value as string);
  traced.set(text, policy);
  return policy;
}

function causeOf(
  name: string,
  status: Cause['status'],
  policy: CompiledPolicy,
  attempts: ReadonlyMap<number, Attempt>,
): Cause {
  const base = policy.modules[0]?.package ?? [];
  const path = [...base, ...name.split('.')];
  const found = deepest(policy, path, attempts, 0);
  const shownStatus = status === 'failed' ? 'is false' : 'is undefined';
  if (found === undefined) {
    return { rule: name, status, expression: '', saw: {}, row: 0, column: 0, message: `rule ${name} ${shownStatus}` };
  }
  const { expression, row, column, saw } = found;
  const seen = Object.entries(saw).map(([variable, value]) => `${variable} = ${value}`);
  const detail = seen.length === 0 ? '' : `, where ${seen.join(', ')}`;
  const message = `rule ${name} ${shownStatus}: \`${expression}\` (line ${row} of the policy) does not hold${detail}`;
  return { rule: name, status, expression, saw, row, column, message };
}

type Found = Pick<Cause, 'expression' | 'row' | 'column' | 'saw'>;

/** The expression that stopped the rules at a path; where that only names another rule, what stopped that one. */
function deepest(
  policy: CompiledPolicy,
  path: readonly string[],
  attempts: ReadonlyMap<number, Attempt>,
  depth: number,
): Found | undefined {
  const own = policy.rules.filter((rule) => !rule.isDefault && samePath(rule, path));
  let best: { expr: Rule['body'][number]; reached: number; rule: Rule } | undefined;
  for (const rule of own) {
    let reached = 0;
    for (const expr of rule.body) {
      const attempt = attempts.get(keyOf(expr.at, expr.end));
      if (attempt === undefined) break;
      if (!attempt.succeeded || expr === rule.body.at(-1)) {
        if (!attempt.succeeded && (best === undefined || reached > best.reached)) best = { expr, reached, rule };
        break;
      }
      reached++;
    }
  }
  if (best === undefined) return undefined;
  const { expr, rule } = best;
  const target = referred(expr);
  if (target !== undefined && depth < MAXIMUM_DEPTH) {
    const deeper = deepest(policy, target, attempts, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  const { text } = rule.source;
  const before = text.slice(0, expr.at);
  const row = before.split('\n').length;
  return {
    expression: text.slice(expr.at, expr.end).replace(/\s+/g, ' ').slice(0, MAXIMUM_SHOWN),
    row,
    column: before.length - before.lastIndexOf('\n'),
    saw: shownValues(attempts.get(keyOf(expr.at, expr.end))?.seen ?? []),
  };
}

function samePath(rule: Rule, path: readonly string[]): boolean {
  return rule.path.length === path.length && rule.path.every((step, index) => step === path[index]);
}

/** The path of the rule or function that an expression consists of. */
function referred(expr: Rule['body'][number]): string[] | undefined {
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
