/** The core form of terms. What has to be evaluated before a term becomes expressions of its own. */
import type { Call, Comprehension, Ref, Template, Term } from '../../syntax/ast.ts';
import type { CoreExpr, CoreTerm, CoreWith } from '../core.ts';
import { resolveBody } from './body.ts';
import { callExpr, generatedBase, unifyExpr } from './expression.ts';
import { resolveModifiers } from './modifiers.ts';
import { operatorOf } from './operator.ts';
import { freshName, type Resolver } from './resolver.ts';
import { bodyScope, meaningOf, type Scope } from './scope.ts';

/** Where a term stands: the names it sees, where its expressions go, and the modifiers that hold for them. */
export interface Place {
  readonly scope: Scope;
  readonly into: CoreExpr[];
  readonly modifiers: readonly CoreWith[];
}

/** At the top of a test or a unification a reference stays; nested ones become variables. */
type Position = 'top' | 'nested';

export function liftTerm(resolver: Resolver, term: Term, place: Place, position: Position = 'nested'): CoreTerm {
  const nested = (inner: Term): CoreTerm => liftTerm(resolver, inner, place);
  switch (term.kind) {
    case 'scalar':
      return { kind: 'scalar', value: term.value };
    case 'var': {
      const meaning = meaningOf(resolver, term.name, place.scope);
      if (typeof meaning !== 'string' && !Array.isArray(meaning)) return meaning as CoreTerm;
      return placed(resolver, referenceTo(meaning, [], term.at), term, place, position);
    }
    case 'ref':
      return placed(resolver, liftReference(resolver, term, place), term, place, position);
    case 'array':
      return { kind: 'array', elements: term.elements.map(nested) };
    case 'set':
      return { kind: 'set', elements: term.elements.map(nested) };
    case 'object':
      return { kind: 'object', entries: term.entries.map(([key, value]) => [nested(key), nested(value)] as const) };
    case 'comprehension': {
      const lifted = liftComprehension(resolver, term, place.scope);
      return placed(resolver, lifted, term, place, place.modifiers.length > 0 ? position : 'top');
    }
    case 'call':
      return liftCall(resolver, term, place);
    case 'template':
      return liftTemplate(resolver, term, place);
  }
}

/** In a variable of its own, unless it may stay where it is. */
function placed(
  resolver: Resolver,
  lifted: CoreTerm,
  term: Term,
  { into, modifiers }: Place,
  position: Position,
): CoreTerm {
  if (position === 'top') return lifted;
  const output: CoreTerm = { kind: 'var', name: freshName(resolver, '#') };
  const expr = unifyExpr(generatedBase(term, modifiers), output, lifted);
  into.push(resolver.sealing ? { ...expr, sealed: true } : expr);
  return output;
}

function liftReference(resolver: Resolver, { head, path, at }: Ref, place: Place): CoreTerm {
  const nested = (inner: Term): CoreTerm => liftTerm(resolver, inner, place);
  if (head.kind !== 'var') {
    const lifted = nested(head);
    return { kind: 'ref', head: lifted, path: path.map(nested), at };
  }
  const meaning = meaningOf(resolver, head.name, place.scope);
  return referenceTo(meaning, path.map(nested), at);
}

function referenceTo(meaning: ReturnType<typeof meaningOf>, steps: readonly CoreTerm[], at: number): CoreTerm {
  if (!Array.isArray(meaning)) return { kind: 'ref', head: meaning as CoreTerm | 'data' | 'input', path: steps, at };
  const [root, ...rest] = meaning as readonly string[];
  const keys = rest.map((value): CoreTerm => ({ kind: 'scalar', value }));
  return { kind: 'ref', head: root === 'input' ? 'input' : 'data', path: [...keys, ...steps], at };
}

function liftComprehension(resolver: Resolver, term: Comprehension, scope: Scope): CoreTerm {
  const inner = bodyScope(term.body, scope);
  const body = resolveBody(resolver, term.body, inner);
  const place: Place = { scope: inner, into: body, modifiers: [] };
  const key = term.key === undefined ? undefined : liftTerm(resolver, term.key, place);
  const value = liftTerm(resolver, term.value, place);
  const { collects, at } = term;
  return { kind: 'comprehension', collects, ...(key === undefined ? {} : { key }), value, body, at };
}

function liftCall(resolver: Resolver, term: Call, place: Place): CoreTerm {
  const operator = operatorOf(resolver, term, place.scope);
  const substitute = metadataOf(resolver, operator);
  if (substitute !== undefined) return substitute;
  const { sealing } = resolver;
  resolver.sealing = false;
  const args = term.args.map((arg) => liftTerm(resolver, arg, place));
  resolver.sealing = sealing;
  const output: CoreTerm = { kind: 'var', name: freshName(resolver, '#') };
  place.into.push(callExpr(generatedBase(term, place.modifiers), operator, args, output));
  return output;
}

/** What a call of `rego.metadata` gives, which is known now. */
export function metadataOf({ context, rule }: Resolver, operator: string | readonly string[]): CoreTerm | undefined {
  if (typeof operator !== 'string' || !operator.startsWith('rego.metadata.')) return undefined;
  return rule === undefined ? undefined : context.metadata?.(operator, rule);
}

/** Each expression in it as a set: empty where it is undefined. */
function liftTemplate(resolver: Resolver, term: Template, place: Place): CoreTerm {
  const elements = term.parts.map((part): CoreTerm => {
    if (typeof part === 'string') return { kind: 'scalar', value: part };
    const scope = bodyScope(part, place.scope);
    const body: CoreExpr[] = [];
    const [expr] = part;
    const modifiers = expr === undefined ? [] : resolveModifiers(resolver, expr.with, scope, body);
    const value: CoreTerm =
      expr?.kind === 'term' && !expr.negated
        ? liftTerm(resolver, expr.term, { scope, into: body, modifiers })
        : { kind: 'scalar', value: true };
    return { kind: 'comprehension', collects: 'set', value, body, at: term.at };
  });
  const output: CoreTerm = { kind: 'var', name: freshName(resolver, '#') };
  const args: CoreTerm[] = [{ kind: 'array', elements }];
  place.into.push(callExpr(generatedBase(term, place.modifiers), 'internal.template_string', args, output));
  return output;
}
