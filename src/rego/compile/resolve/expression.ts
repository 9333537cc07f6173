/** Core expressions, each kind always made with its fields in one order, which makes them quick to read later. */
import type { CoreCall, CoreExpr, CoreTerm, CoreTest, CoreUnify, CoreWith } from '../core.ts';

/** What all expressions have. */
export type ExprBase = Omit<CoreExpr, 'kind'>;

/** Of an expression that the compiler makes from a part of another one. */
export function generatedBase({ at, end }: { at: number; end?: number }, modifiers: readonly CoreWith[]): ExprBase {
  return { at, end: end ?? at, with: modifiers, negated: false, generated: true };
}

export function testExpr({ at, end, with: modifiers, negated, generated }: ExprBase, term: CoreTerm): CoreTest {
  return { kind: 'test', at, end, with: modifiers, negated, generated, term };
}

export function unifyExpr(
  { at, end, with: modifiers, negated, generated }: ExprBase,
  left: CoreTerm,
  right: CoreTerm,
): CoreUnify {
  return { kind: 'unify', at, end, with: modifiers, negated, generated, left, right };
}

/** `output`: the variable that gets the result. */
export function callExpr(
  { at, end, with: modifiers, negated, generated }: ExprBase,
  operator: CoreCall['operator'],
  args: readonly CoreTerm[],
  output?: CoreTerm,
): CoreCall {
  const call: CoreCall = { kind: 'call', at, end, with: modifiers, negated, generated, operator, args };
  return output === undefined ? call : { ...call, output };
}
