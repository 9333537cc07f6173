/** One expression of an evaluation that is under way: which file evaluates which kind. */
import { DYNAMIC_UNKNOWN, type Value } from '../../cty/index.ts';
import { type Diagnostic, limits } from '../../source/index.ts';
import type { Expression } from '../ast.ts';
import type { Scope } from '../scope.ts';
import { budget, exhaust, withinExtent, withinOutput } from './budget.ts';
import { evaluateCall } from './call.ts';
import { evaluateKey, evaluateObject, evaluateTuple } from './collection.ts';
import { evaluateConditional } from './conditional.ts';
import { evaluateFor } from './for.ts';
import { evaluateJson } from './json.ts';
import { evaluateBinary, evaluateUnary } from './operation.ts';
import { evaluateReference } from './reference.ts';
import { evaluateSplat, splatItem } from './splat.ts';
import { evaluateTemplate, evaluateTemplateJoin } from './template.ts';
import { applySteps, index } from './traverse.ts';

export function run(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (++budget.steps > limits.maxEvaluationSteps)
    return exhaust(expression.span, 'maxEvaluationSteps', limits.maxEvaluationSteps);
  if (budget.exhausted !== undefined) return DYNAMIC_UNKNOWN;
  switch (expression.kind) {
    case 'Literal':
      return expression.value;
    case 'Traversal':
      return evaluateReference(expression, scope, problems);
    case 'SplatItem':
      return splatItem(expression);
    case 'Invalid':
      return DYNAMIC_UNKNOWN;
  }
  if (++budget.depth > limits.maxEvaluationDepth) {
    budget.depth--;
    return exhaust(expression.span, 'maxEvaluationDepth', limits.maxEvaluationDepth);
  }
  const value = runNested(expression, scope, problems);
  budget.depth--;
  return BUILDERS.has(expression.kind) ? withinExtent(value, expression.span) : value;
}

/** The kinds of expressions that can make a value larger than those it is made of. */
const BUILDERS: ReadonlySet<Expression['kind']> = new Set([
  'Tuple',
  'Object',
  'For',
  'Splat',
  'FunctionCall',
  'Json',
] as const);

function runNested(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  switch (expression.kind) {
    case 'Template':
      return evaluateTemplate(expression, scope, problems);
    case 'TemplateWrap':
      return run(expression.wrapped, scope, problems);
    case 'TemplateJoin':
      return evaluateTemplateJoin(expression, scope, problems);
    case 'Parentheses':
      return run(expression.inner, scope, problems);
    case 'FunctionCall':
      return withinOutput(evaluateCall(expression, scope, problems), expression.span);
    case 'Object':
      return evaluateObject(expression, scope, problems);
    case 'ObjectKey':
      return evaluateKey(expression, scope, problems);
    case 'Tuple':
      return evaluateTuple(expression, scope, problems);
    case 'Conditional':
      return evaluateConditional(expression, scope, problems);
    case 'Binary':
      return evaluateBinary(expression, scope, problems);
    case 'Unary':
      return evaluateUnary(expression, scope, problems);
    case 'Index': {
      const collection = run(expression.collection, scope, problems);
      return index(collection, run(expression.key, scope, problems), expression.bracketSpan, problems);
    }
    case 'RelativeTraversal':
      return applySteps(run(expression.subject, scope, problems), expression.steps, problems);
    case 'For':
      return evaluateFor(expression, scope, problems);
    case 'Splat':
      return evaluateSplat(expression, scope, problems);
    case 'Json':
      return evaluateJson(expression.node, scope, problems);
    default:
      return DYNAMIC_UNKNOWN;
  }
}
