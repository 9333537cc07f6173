/** Preconditions, postconditions, assertions of checks and validation rules of variables. */
import { BOOL, convert, deepMarks, STRING, unmarked, type Value } from '../../cty/index.ts';
import { type Expression, evaluate, type Scope } from '../../hcl/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { CheckRule } from '../configuration/model.ts';
import {
  type Around,
  type Evaluator,
  hasErrorsSince,
  type ModuleInstance,
  referencesOf,
  scopeFor,
} from '../evaluate/index.ts';
import type { CheckResult } from '../plan.ts';
import { errorAt, warningAt } from '../problem.ts';

export type CheckStatus = CheckResult['status'];
export interface RuleOutcome {
  readonly status: CheckStatus;
  /** The error messages of failed rules. */
  readonly problems: readonly string[];
}

export type ConditionKind =
  | 'Resource precondition'
  | 'Resource postcondition'
  | 'Module output value precondition'
  | 'Check block assertion';

const PASSED: RuleOutcome = { status: 'pass', problems: [] };

/** The worst outcome of several rules, with all their messages. */
export function combineOutcomes(outcomes: readonly RuleOutcome[]): RuleOutcome {
  const rank: readonly CheckStatus[] = ['pass', 'unknown', 'fail', 'error'];
  let worst = 0;
  for (const { status } of outcomes) worst = Math.max(worst, rank.indexOf(status));
  return { status: rank[worst] as CheckStatus, problems: outcomes.flatMap(({ problems }) => problems) };
}

/** The rules' references and expressions, without looking at the results: for resources in validate. */
export function checkRuleExpressions(
  evaluator: Evaluator,
  instance: ModuleInstance,
  rules: readonly CheckRule[],
  around: Around,
  problems: Diagnostic[],
): void {
  for (const { condition, errorMessage } of rules) {
    for (const expression of errorMessage === undefined ? [condition] : [condition, errorMessage]) {
      const scope = scopeFor(evaluator, instance, [referencesOf(expression)], around, problems);
      evaluate(expression, scope, problems);
    }
  }
}

/** The rules' references and messages: for check blocks in validate. */
export function checkRuleReferences(
  evaluator: Evaluator,
  instance: ModuleInstance,
  rules: readonly CheckRule[],
  around: Around,
  problems: Diagnostic[],
): void {
  for (const rule of rules) {
    const before = problems.length;
    const scope = scopeOfRule(evaluator, instance, rule, around, problems);
    if (!hasErrorsSince(problems, before)) errorMessage(rule.errorMessage, scope, problems);
  }
}

export function evaluateRules(
  evaluator: Evaluator,
  instance: ModuleInstance,
  rules: readonly CheckRule[],
  kind: ConditionKind,
  around: Around,
  problems: Diagnostic[],
): RuleOutcome {
  if (rules.length === 0) return PASSED;
  return combineOutcomes(rules.map((rule) => evaluateRule(evaluator, instance, rule, kind, around, problems)));
}

function evaluateRule(
  evaluator: Evaluator,
  instance: ModuleInstance,
  rule: CheckRule,
  kind: ConditionKind,
  around: Around,
  problems: Diagnostic[],
): RuleOutcome {
  const before = problems.length;
  const scope = scopeOfRule(evaluator, instance, rule, around, problems);
  if (hasErrorsSince(problems, before)) return { status: 'error', problems: [] };
  const result = evaluate(rule.condition, scope, problems);
  const message = errorMessage(rule.errorMessage, scope, problems);
  if (hasErrorsSince(problems, before)) return { status: 'error', problems: [] };
  const { span } = rule.condition;
  if (result.state === 'unknown') {
    if (kind === 'Check block assertion') {
      const detail = 'The condition cannot be evaluated before apply.';
      problems.push(warningAt('condition-unknown', `${kind} known after apply`, detail, span));
    }
    return { status: 'unknown', problems: [] };
  }
  const holds = asBoolean(result, 'Invalid condition result', span, problems);
  if (holds === undefined) return { status: 'error', problems: [] };
  if (holds) return PASSED;
  const detail = message ?? 'The condition does not hold.';
  problems.push(
    kind === 'Check block assertion'
      ? warningAt('condition-failed', `${kind} failed`, detail, span)
      : errorAt('condition-failed', `${kind} failed`, detail, span),
  );
  return { status: 'fail', problems: [detail] };
}

function scopeOfRule(
  evaluator: Evaluator,
  instance: ModuleInstance,
  { condition, errorMessage: message }: CheckRule,
  around: Around,
  problems: Diagnostic[],
): Scope {
  const found = message === undefined ? [referencesOf(condition)] : [referencesOf(condition), referencesOf(message)];
  return scopeFor(evaluator, instance, found, around, problems);
}

function asBoolean(value: Value, title: string, span: Span, problems: Diagnostic[]): boolean | undefined {
  if (value.state === 'null') {
    problems.push(errorAt('invalid-condition', title, 'A condition is true or false, not null.', span));
    return undefined;
  }
  const converted = convert(unmarked(value), BOOL);
  if ('error' in converted) {
    problems.push(errorAt('invalid-condition', title, `A condition is true or false: ${converted.error}.`, span));
    return undefined;
  }
  return converted.value.state === 'known' ? (converted.value.data as boolean) : undefined;
}

/** The text to show; undefined where it must not or cannot be shown. */
function errorMessage(expression: Expression | undefined, scope: Scope, problems: Diagnostic[]): string | undefined {
  if (expression === undefined) return undefined;
  const before = problems.length;
  const value = evaluate(expression, scope, problems);
  if (hasErrorsSince(problems, before)) return undefined;
  const { span } = expression;
  const converted = convert(value, STRING);
  const refuse = (why: string): undefined => {
    problems.push(errorAt('invalid-error-message', 'Invalid error message', `No message can be made: ${why}.`, span));
    return undefined;
  };
  if ('error' in converted) return refuse(converted.error);
  if (converted.value.state === 'unknown') return undefined;
  if (converted.value.state === 'null') return refuse('it is null');
  const marks = deepMarks(converted.value);
  if (marks.has('sensitive')) {
    const detail = 'The message would show a sensitive value, so it is not displayed.';
    problems.push(warningAt('error-message-sensitive', 'Error message refers to sensitive values', detail, span));
    return undefined;
  }
  if (marks.has('ephemeral')) {
    const detail = 'The message would show an ephemeral value, so it is not displayed.';
    problems.push(warningAt('error-message-ephemeral', 'Error message refers to ephemeral values', detail, span));
    return undefined;
  }
  return converted.value.data as string;
}

/** A variable's rules. The value's own declared sensitivity does not matter here; `valueSpan` is where the value comes from. */
export function evaluateValidations(
  evaluator: Evaluator,
  instance: ModuleInstance,
  rules: readonly CheckRule[],
  valueSpan: Span,
  problems: Diagnostic[],
  around: Around,
): RuleOutcome {
  const outcomes = rules.map((rule): RuleOutcome => {
    const before = problems.length;
    const scope = scopeOfRule(evaluator, instance, rule, around, problems);
    if (hasErrorsSince(problems, before)) return { status: 'error', problems: [] };
    const result = evaluate(rule.condition, scope, problems);
    const failed = hasErrorsSince(problems, before);
    const messageValue = rule.errorMessage === undefined ? undefined : evaluate(rule.errorMessage, scope, problems);
    if (failed || hasErrorsSince(problems, before)) return { status: 'error', problems: [] };
    if (result.state === 'unknown') return { status: 'unknown', problems: [] };
    const holds = asBoolean(result, 'Invalid variable validation result', rule.condition.span, problems);
    if (holds === undefined) return { status: 'error', problems: [] };
    if (holds) return PASSED;
    const text = messageValue === undefined ? undefined : messageText(messageValue, rule, problems);
    const detail = text ?? 'The value does not satisfy the validation rule.';
    problems.push(errorAt('invalid-variable-value', 'Invalid value for variable', detail, valueSpan));
    return { status: 'fail', problems: [detail] };
  });
  return combineOutcomes(outcomes);
}

function messageText(value: Value, rule: CheckRule, problems: Diagnostic[]): string | undefined {
  const span = rule.errorMessage?.span ?? rule.condition.span;
  const marks = deepMarks(value);
  if (marks.has('sensitive')) {
    const detail = 'The message would show a sensitive value, so it cannot be displayed.';
    problems.push(errorAt('error-message-sensitive', 'Error message refers to sensitive values', detail, span));
    return undefined;
  }
  if (marks.has('ephemeral')) {
    const detail = 'The message would show an ephemeral value, so it cannot be displayed.';
    problems.push(errorAt('error-message-ephemeral', 'Error message refers to ephemeral values', detail, span));
    return undefined;
  }
  const converted = convert(value, STRING);
  if ('error' in converted || converted.value.state !== 'known') {
    problems.push(errorAt('invalid-error-message', 'Invalid error message', 'The error message is no text.', span));
    return undefined;
  }
  return converted.value.data as string;
}
