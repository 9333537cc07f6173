/** `with`: what is replaced, and by what. */
import type { Term, With } from '../../syntax/ast.ts';
import type { CoreExpr, CoreTerm, CoreWith, WithTarget } from '../core.ts';
import { dottedName } from './operator.ts';
import { type Resolver, report } from './resolver.ts';
import { isLocal, isShadowed, meaningOf, type Scope } from './scope.ts';
import { liftTerm } from './term.ts';

/** Those whose targets exist. */
export function resolveModifiers(
  resolver: Resolver,
  modifiers: readonly With[],
  scope: Scope,
  into: CoreExpr[],
): CoreWith[] {
  return modifiers.flatMap(({ target, value, at }): CoreWith[] => {
    const resolved = resolveTarget(resolver, target, scope);
    if (resolved === undefined) return [];
    // A function may stand in for a function: a constant path is left for the planner to look up.
    const constant = functionName(resolver, value, scope) ?? constantPath(resolver, value, scope);
    const lifted: CoreTerm =
      constant === undefined
        ? liftTerm(resolver, value, { scope, into, modifiers: [] })
        : { kind: 'ref', head: 'data', path: constant, at };
    return [{ target: resolved, value: lifted, at }];
  });
}

/** The path of the built-in that a bare name stands for. */
function functionName(resolver: Resolver, term: Term, scope: Scope): CoreTerm[] | undefined {
  const name = dottedName(term);
  if (name === undefined || (term.kind === 'var' && isLocal(term.name, scope))) return undefined;
  if (isShadowed(resolver, name.split('.')[0] as string, scope) || !resolver.context.isBuiltin(name)) return undefined;
  return [{ kind: 'scalar', value: `builtin:${name}` }];
}

function constantPath(resolver: Resolver, term: Term, scope: Scope): CoreTerm[] | undefined {
  if (term.kind !== 'var' && term.kind !== 'ref') return undefined;
  const scratch: CoreExpr[] = [];
  const lifted = liftTerm(resolver, term, { scope, into: scratch, modifiers: [] }, 'top');
  if (scratch.length > 0 || lifted.kind !== 'ref' || lifted.head !== 'data') return undefined;
  return lifted.path.every((step) => step.kind === 'scalar') ? [...lifted.path] : undefined;
}

function resolveTarget(resolver: Resolver, target: Term, scope: Scope): WithTarget | undefined {
  const document = documentTarget(resolver, target, scope);
  if (document !== undefined) return document;
  const name = dottedName(target);
  if (name !== undefined && resolver.context.isBuiltin(name)) return { kind: 'builtin', name };
  const message = 'with keyword target must reference existing input, data, or a function';
  report(resolver, 'rego_type_error', message, target.at);
  return undefined;
}

function documentTarget(resolver: Resolver, target: Term, scope: Scope): WithTarget | undefined {
  const head = target.kind === 'ref' ? target.head : target;
  if (head.kind !== 'var') return undefined;
  const meaning = meaningOf(resolver, head.name, scope);
  const path: string[] = [];
  for (const step of target.kind === 'ref' ? target.path : []) {
    if (step.kind !== 'scalar' || typeof step.value !== 'string') return undefined;
    path.push(step.value);
  }
  if (meaning === 'input' || meaning === 'data') return { kind: meaning, path };
  if (!Array.isArray(meaning)) return undefined;
  const [root, ...more] = meaning as readonly string[];
  return { kind: root === 'input' ? 'input' : 'data', path: [...more, ...path] };
}
