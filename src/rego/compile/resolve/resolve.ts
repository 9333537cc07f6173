/** Names to what they mean, and nested calls and references to expressions of their own: rules and queries. */
import type { Body, Rule, Term } from '../../syntax/ast.ts';
import type { CoreBody, CoreExpr, CoreRule, CoreTerm } from '../core.ts';
import { resolveBody } from './body.ts';
import { newResolver, type ResolveContext, type Resolver, report } from './resolver.ts';
import { bodyScope, declareArgument, emptyScope, type Scope } from './scope.ts';
import { liftTerm } from './term.ts';

export function resolveRule(context: ResolveContext, rule: Rule, packagePath: readonly string[]): CoreRule {
  const resolver = newResolver(context);
  const argScope = emptyScope(undefined);
  for (const arg of rule.args ?? []) declareArgument(resolver, arg, argScope);
  return resolveBranch(resolver, rule, packagePath, argScope);
}

/** A query's body; its declared variables keep their names. */
export function resolveQuery(context: ResolveContext, body: Body): CoreBody {
  return resolveBody(newResolver(context), body, bodyScope(body, undefined));
}

/** A rule or one of its `else` branches, which share the parameters. */
function resolveBranch(resolver: Resolver, rule: Rule, packagePath: readonly string[], argScope: Scope): CoreRule {
  resolver.rule = rule;
  const scope = bodyScope(rule.body, argScope);
  const before: CoreExpr[] = [];
  const after: CoreExpr[] = [];
  const liftAfter = (term: Term): CoreTerm => liftTerm(resolver, term, { scope, into: after, modifiers: [] });
  const args = rule.args?.map((arg) => liftTerm(resolver, arg, { scope, into: before, modifiers: [] }));
  const body = resolveBody(resolver, rule.body, scope);
  const path = rule.ref.map((term, index): string | CoreTerm => nameOf(term, index) ?? liftAfter(term));
  const value = rule.value === undefined ? undefined : liftAfter(rule.value);
  const member = rule.member === undefined ? undefined : liftAfter(rule.member);
  reportUnused(resolver);
  const otherwise =
    rule.otherwise === undefined ? undefined : resolveBranch(resolver, rule.otherwise, packagePath, argScope);
  return {
    source: resolver.context.source,
    at: rule.at,
    end: rule.end ?? rule.at,
    path: [...packagePath, ...path],
    isDefault: rule.isDefault,
    body: [...before, ...body, ...after],
    ...(args === undefined ? {} : { args }),
    ...(value === undefined ? {} : { value }),
    ...(member === undefined ? {} : { member }),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

/** A step of a rule's path that the text tells. */
function nameOf(term: Term, index: number): string | undefined {
  if (index === 0 && term.kind === 'var') return term.name;
  return term.kind === 'scalar' && typeof term.value === 'string' ? term.value : undefined;
}

function reportUnused(resolver: Resolver): void {
  for (const { name, at } of resolver.unused.values()) {
    report(resolver, 'rego_compile_error', `declared var ${name} unused`, at);
  }
  resolver.unused.clear();
}
