/** References: a name that the scope or one around it knows, and the steps into its value. */
import { DYNAMIC_UNKNOWN, type Value } from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { Traversal, TraversalExpression } from '../ast.ts';
import { unknownVariable, variablesNotAllowed } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { nameSuggestion } from '../suggestion.ts';
import { applySteps } from './traverse.ts';

export function evaluateReference(
  { traversal }: TraversalExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  for (let current = scope; current !== undefined; current = current.parent) {
    const value = current.variables.get(traversal.root);
    if (value !== undefined) {
      return traversal.steps.length === 0 ? value : applySteps(value, traversal.steps, problems);
    }
  }
  problems.push(unknownName(traversal, scope));
  return DYNAMIC_UNKNOWN;
}

function unknownName({ root, rootSpan }: Traversal, scope: Scope | undefined): Diagnostic {
  if (scope === undefined) return variablesNotAllowed(rootSpan);
  const names: string[] = [];
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    append(names, current.variables.keys());
  }
  return unknownVariable(rootSpan, root, nameSuggestion(root, names));
}
