/** The left side of `:=` or of `in`: its variables are declared. */
import type { Term } from '../../syntax/ast.ts';
import { isSet } from '../../values/index.ts';
import type { CoreExpr, CoreTerm } from '../core.ts';
import { freshName, type Resolver, report } from './resolver.ts';
import { declare, type Scope } from './scope.ts';
import { liftTerm } from './term.ts';

export function resolvePattern(
  resolver: Resolver,
  term: Term,
  scope: Scope,
  into: CoreExpr[],
  how: 'assigned' | 'declared',
): CoreTerm {
  switch (term.kind) {
    case 'var': {
      if (term.name === '_') return { kind: 'var', name: freshName(resolver, '$') };
      return { kind: 'var', name: declare(resolver, term.name, scope, term.at, how) };
    }
    case 'array': {
      const elements = term.elements.map((element) => resolvePattern(resolver, element, scope, into, how));
      return { kind: 'array', elements };
    }
    case 'object': {
      const entries = term.entries.map(([key, value]) => {
        const lifted = liftTerm(resolver, key, { scope, into, modifiers: [] });
        return [lifted, resolvePattern(resolver, value, scope, into, how)] as const;
      });
      return { kind: 'object', entries };
    }
    default:
      if (how === 'assigned' && term.kind !== 'scalar') {
        report(resolver, 'rego_compile_error', `cannot assign to ${kindOf(term)}`, term.at);
      }
      return liftTerm(resolver, term, { scope, into, modifiers: [] });
  }
}

function kindOf(term: Term): string {
  if (term.kind === 'scalar') return isSet(term.value) ? 'set' : typeof term.value;
  return term.kind;
}
