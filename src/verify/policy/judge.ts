/**
 * A policy's verdict over a plan. The document of the whole policy is evaluated as IaC-Eval does, and every boolean rule
 * of the policy's package is told apart: passed, failed or undefined. A policy that many plans share is compiled once.
 */
import {
  type CompiledPolicy,
  compilePolicy,
  errorText,
  evaluateDocument,
  type RegoError,
  toPlainJson,
} from '../../rego/index.ts';
import { type Cause, explain } from './explain.ts';

export type RuleStatus = 'passed' | 'failed' | 'undefined';

export interface PolicyJudgement {
  /** Every boolean rule of the policy's package, in the order of the policy. */
  readonly rules: Readonly<Record<string, RuleStatus>>;
  /** As IaC-Eval decides it: success unless a leaf of the evaluated document is false or 0. */
  readonly verdict: 'success' | 'failure';
  /** All rules passed, none is undefined, and there is at least one. */
  readonly strict: 'success' | 'failure';
  /** Share of rules that passed, 0 to 1. */
  readonly score: number;
  /** For each rule that did not pass: the expression at which it stopped, and what that saw. */
  readonly certificate: readonly Cause[];
  /** The policy does not compile, or its evaluation ended in an error. */
  readonly error?: RegoError;
}

export interface Judge {
  readonly policy: CompiledPolicy | undefined;
  readonly error: RegoError | undefined;
  readonly rules: readonly string[];
}

const REMEMBERED_POLICIES = 512;
const remembered = new Map<string, Judge>();

/** Judges a plan (`terraform show -json`) by a policy. Never throws for what the policy says. */
export function judgePolicy(policyText: string, planJson: unknown): PolicyJudgement {
  const judge = judgeOf(policyText);
  if (judge.policy === undefined) return failure(judge);
  const { value, errors } = evaluateDocument(judge.policy, [], planJson);
  const [error] = errors;
  if (error !== undefined) return failure({ ...judge, error });
  const document = toPlainJson(value ?? {});
  const rules: Record<string, RuleStatus> = {};
  const own = valueAt(document, judge.policy.modules[0]?.package ?? []);
  for (const name of judge.rules) rules[name] = statusOf(valueAt(own, name.split('.')));
  const names = Object.values(rules);
  const passed = names.filter((status) => status === 'passed').length;
  const strict = names.length > 0 && passed === names.length ? 'success' : 'failure';
  return {
    rules,
    verdict: hasFalseLeaf(document) ? 'failure' : 'success',
    strict,
    score: names.length === 0 ? 1 : passed / names.length,
    certificate: strict === 'success' ? [] : explain(judge, planJson, rules),
  };
}

function failure(judge: Judge): PolicyJudgement {
  const rules: Record<string, RuleStatus> = {};
  for (const name of judge.rules) rules[name] = 'undefined';
  const error = judge.error as RegoError;
  const { row, col } = error;
  const cause: Cause = {
    rule: '',
    status: 'undefined',
    expression: '',
    saw: {},
    resources: [],
    row,
    column: col,
    message: errorText(error),
  };
  return { rules, verdict: 'failure', strict: 'failure', score: 0, certificate: [cause], error };
}

function judgeOf(text: string): Judge {
  const known = remembered.get(text);
  if (known !== undefined) {
    remembered.delete(text);
    remembered.set(text, known);
    return known;
  }
  const { policy, errors } = compilePolicy([{ name: 'policy.rego', text }]);
  const judge: Judge = { policy, error: errors[0], rules: policy === undefined ? [] : booleanRules(policy) };
  if (remembered.size >= REMEMBERED_POLICIES) remembered.delete(remembered.keys().next().value as string);
  remembered.set(text, judge);
  return judge;
}

/** Complete rules of the package that can only be true or false, by name, in the order of the policy. */
function booleanRules(policy: CompiledPolicy): string[] {
  const base = policy.modules[0]?.package.length ?? 0;
  const kinds = new Map<string, boolean>();
  for (const rule of policy.rules) {
    const steps = rule.path.slice(base);
    if (rule.args !== undefined || rule.member !== undefined) continue;
    if (!steps.every((step) => typeof step === 'string')) continue;
    const name = steps.join('.');
    for (let branch: typeof rule | undefined = rule; branch !== undefined; branch = branch.otherwise) {
      const isBoolean = branch.value === undefined || maybeBoolean(branch);
      kinds.set(name, (kinds.get(name) ?? true) && isBoolean);
    }
  }
  return [...kinds].filter(([, isBoolean]) => isBoolean).map(([name]) => name);
}

/** A constant that is no boolean rules a rule out, so does a collection; what is computed may be one. */
function maybeBoolean(rule: CompiledPolicy['rules'][number]): boolean {
  const { value } = rule;
  if (value === undefined) return true;
  if (value.kind === 'scalar') return typeof value.value === 'boolean';
  if (value.kind !== 'var') return false;
  const source = rule.body.find(
    (expr) =>
      (expr.kind === 'unify' && expr.left.kind === 'var' && expr.left.name === value.name) ||
      (expr.kind === 'call' && expr.output?.kind === 'var' && expr.output.name === value.name),
  );
  if (source?.kind === 'call') return typeof source.operator !== 'string' || BOOLEAN_CALLS.has(source.operator);
  if (source?.kind === 'unify') return source.right.kind === 'ref' && source.right.head === 'data';
  return false;
}

const BOOLEAN_CALLS = new Set([
  'eq',
  'equal',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'contains',
  'startswith',
  'endswith',
  'regex.match',
  're_match',
  'all',
  'any',
  'internal.member_2',
  'internal.member_3',
  'net.cidr_is_valid',
  'net.cidr_contains',
  'is_boolean',
  'is_null',
  'is_string',
  'is_array',
  'is_object',
  'is_number',
]);

function statusOf(value: unknown): RuleStatus {
  if (value === undefined) return 'undefined';
  return value === false || value === 0 ? 'failed' : 'passed';
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function hasFalseLeaf(value: unknown): boolean {
  if (value === false || value === 0) return true;
  if (typeof value !== 'object' || value === null) return false;
  for (const element of Object.values(value)) if (hasFalseLeaf(element)) return true;
  return false;
}
