/**
 * Evaluates expressions. Mistakes become diagnostics with HCL's titles and an unknown value in their place. Bounded: see
 * `source/limits.ts`; the counters are shared by evaluations within one another (templates rendered by functions).
 */
import { DYNAMIC_UNKNOWN, type Value } from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Expression } from '../ast.ts';
import type { Scope } from '../scope.ts';
import { budget, refill } from './budget.ts';
import { run } from './run.ts';

let active = 0;

/** `scope` undefined: neither references nor functions are allowed. */
export function evaluate(expression: Expression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  if (active++ === 0) refill();
  try {
    const value = run(expression, scope, problems);
    const { exhausted } = budget;
    if (exhausted === undefined) return value;
    if (!problems.includes(exhausted)) problems.push(exhausted);
    return DYNAMIC_UNKNOWN;
  } finally {
    active--;
  }
}
