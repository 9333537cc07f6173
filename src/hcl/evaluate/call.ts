/** Function calls: the function, its arguments, and the messages around its failure. */
import {
  callFunction,
  DYNAMIC_UNKNOWN,
  type FunctionFailure,
  type FunctionSpec,
  isFailure,
  type Value,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Expression, FunctionCallExpression } from '../ast.ts';
import * as problem from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { evaluateArguments, expandFinal, parameterAt } from './arguments.ts';
import { findFunction, unknownName } from './function-lookup.ts';
import { evaluateCan, evaluateTry } from './lazy-call.ts';
import { callStart, startSpan } from './start-span.ts';

export function evaluateCall(call: FunctionCallExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const spec = findFunction(scope, call.name);
  if (spec === undefined) {
    problems.push(unknownName(call, scope));
    return DYNAMIC_UNKNOWN;
  }
  const args = call.expandFinal ? expandFinal(call, scope, problems) : call.arguments;
  if (args === undefined) return DYNAMIC_UNKNOWN;
  const miscount = wrongCount(call, args, spec);
  if (miscount !== undefined) {
    problems.push(miscount);
    return DYNAMIC_UNKNOWN;
  }
  if (spec.lazy === 'can') return evaluateCan(args[0] as Expression, scope);
  if (spec.lazy === 'try') return evaluateTry(call, args, scope, problems);
  const values = evaluateArguments(call, args, spec, scope, problems);
  if (values === undefined) return DYNAMIC_UNKNOWN;
  const result = callFunction(spec, values);
  if (!isFailure(result)) return result;
  problems.push(failed(call, args, spec, result));
  return DYNAMIC_UNKNOWN;
}

function wrongCount(
  call: FunctionCallExpression,
  args: readonly Expression[],
  { parameters, variadic }: FunctionSpec,
): Diagnostic | undefined {
  const missing = parameters[args.length];
  if (missing !== undefined) {
    return problem.notEnoughArguments(call.closeParenSpan, call.span, call.name, missing.name);
  }
  if (args.length === parameters.length || variadic !== undefined) return undefined;
  const extra = args[parameters.length] as Expression;
  return problem.tooManyArguments(startSpan(extra), call.span, call.name, parameters.length);
}

/** What a function says about itself, at the argument that it blames. */
function failed(
  call: FunctionCallExpression,
  args: readonly Expression[],
  spec: FunctionSpec,
  { argument: at, failure }: FunctionFailure,
): Diagnostic {
  const culprit = at === undefined ? undefined : args[at];
  if (at === undefined || culprit === undefined) {
    return problem.errorInCall(callStart(call), call.span, call.name, failure);
  }
  return problem.invalidArgument(startSpan(culprit), call.span, parameterAt(spec, at).name, failure);
}
