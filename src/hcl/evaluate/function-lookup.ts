/** Functions by name, in the scope or the nearest one around it that has any of that name. */
import type { FunctionSpec } from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { FunctionCallExpression } from '../ast.ts';
import { functionsNotAllowed, unknownFunction, unknownProviderFunction } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { nameSuggestion } from '../suggestion.ts';

/** All of Terraform's own functions are also in this name space. */
const CORE = 'core::';

export function findFunction(scope: Scope | undefined, name: string): FunctionSpec | undefined {
  for (let current = scope; current !== undefined; current = current.parent) {
    const spec = current.functions?.get(name);
    if (spec !== undefined) return spec;
  }
  return name.startsWith(CORE) ? findFunction(scope, name.slice(CORE.length)) : undefined;
}

export function unknownName(call: FunctionCallExpression, scope: Scope | undefined): Diagnostic {
  const names: string[] = [];
  let any = false;
  for (let current = scope; current !== undefined; current = current.parent) {
    if (current.functions === undefined) continue;
    any = true;
    append(names, current.functions.keys());
  }
  if (!any) return functionsNotAllowed(call.span);
  if (call.name.includes('::')) return unknownProviderFunction(call.nameSpan, call.name);
  return unknownFunction(call.nameSpan, call.name, nameSuggestion(call.name, names));
}
