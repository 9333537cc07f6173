/** `try` and `can`: the functions that see whether their arguments evaluate. Unknowns in an argument leave that open. */
import { BOOL, boolValue, DYNAMIC_UNKNOWN, isWhollyKnown, unknownOf, type Value } from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { Expression, FunctionCallExpression } from '../ast.ts';
import { errorInCall } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { run } from './run.ts';
import { callStart } from './start-span.ts';

/** The first of the arguments that evaluates. */
export function evaluateTry(
  call: FunctionCallExpression,
  args: readonly Expression[],
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const all: Diagnostic[] = [];
  for (const argument of args) {
    const found: Diagnostic[] = [];
    const value = run(argument, scope, found);
    if (found.length === 0) return isWhollyKnown(value) ? value : DYNAMIC_UNKNOWN;
    append(all, found);
  }
  problems.push(errorInCall(callStart(call), call.span, call.name, noSuccess(args, all)));
  return DYNAMIC_UNKNOWN;
}

function noSuccess(args: readonly Expression[], found: readonly Diagnostic[]): string {
  if (args.length === 0) return 'at least one argument is required';
  const reasons = found.map(({ summary, detail }) => `${summary}: ${detail}`).join(' ');
  return `no expression succeeded: ${reasons} At least one expression must produce a successful result`;
}

/** Whether the argument evaluates. */
export function evaluateCan(argument: Expression, scope: Scope | undefined): Value {
  const problems: Diagnostic[] = [];
  const value = run(argument, scope, problems);
  if (problems.length > 0) return boolValue(false);
  return isWhollyKnown(value) ? boolValue(true) : unknownOf(BOOL);
}
