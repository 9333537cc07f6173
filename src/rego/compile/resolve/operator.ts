/** What a call calls, and references as the dotted names that they may be. */
import type { Call, Term } from '../../syntax/ast.ts';
import type { Resolver } from './resolver.ts';
import { isShadowed, meaningOf, type Scope } from './scope.ts';

/** A built-in's name, or the path of a function below `data`. */
export function operatorOf(resolver: Resolver, { operator, infix }: Call, scope: Scope): string | readonly string[] {
  if (operator.kind === 'var') {
    const meaning = infix === true ? operator.name : meaningOf(resolver, operator.name, scope);
    return Array.isArray(meaning) ? (meaning as readonly string[]).slice(1) : operator.name;
  }
  const path = operator.path.map((step) => (step.kind === 'scalar' ? String(step.value) : ''));
  if (operator.head.kind !== 'var') return path.join('.');
  const { name } = operator.head;
  const meaning = isShadowed(resolver, name, scope) ? meaningOf(resolver, name, scope) : name;
  if (Array.isArray(meaning)) return [...(meaning as readonly string[]).slice(1), ...path];
  return meaning === 'data' ? path : [name, ...path].join('.');
}

export function dottedName(term: Term): string | undefined {
  if (term.kind === 'var') return term.name;
  if (term.kind !== 'ref' || term.head.kind !== 'var') return undefined;
  const steps = term.path.map((step) => (step.kind === 'scalar' ? step.value : undefined));
  return steps.every((step) => typeof step === 'string') ? [term.head.name, ...steps].join('.') : undefined;
}
