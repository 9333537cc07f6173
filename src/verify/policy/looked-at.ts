/**
 * Which resources of a plan an expression of a policy looked at: those that its references reach, and those that the values
 * of its variables are parts of. Values of a policy are the plan's own objects, so a part is known by its identity.
 */
import {
  type CoreExpr,
  type CoreTerm,
  entries,
  exprTerms,
  isArray,
  isObject,
  isSet,
  lookup,
  type Value,
} from '../../rego/index.ts';

/** Addresses of the resources that the objects of a plan are parts of. */
export type ResourceParts = ReadonlyMap<object, string>;

type Scope = ReadonlyMap<string, Value>;

/** How many elements of one collection are looked through. */
const MAXIMUM_ELEMENTS = 1_000;
const MAXIMUM_DEPTH = 4;

export function resourceParts(plan: unknown): ResourceParts {
  const parts = new Map<object, string>();
  const made = (name: string): unknown => Object.getOwnPropertyDescriptor(recordOf(plan), name)?.value;
  for (const change of listOf(made('resource_changes'))) own(change, addressOf(change), parts);
  tree(recordOf(made('planned_values')).root_module, parts);
  tree(recordOf(recordOf(made('prior_state')).values).root_module, parts);
  configured(recordOf(made('configuration')).root_module, '', parts);
  return parts;
}

function tree(module: unknown, parts: Map<object, string>): void {
  const { resources, child_modules } = recordOf(module);
  for (const resource of listOf(resources)) own(resource, addressOf(resource), parts);
  for (const child of listOf(child_modules)) tree(child, parts);
}

function configured(module: unknown, prefix: string, parts: Map<object, string>): void {
  const { resources, module_calls } = recordOf(module);
  for (const resource of listOf(resources)) own(resource, `${prefix}${addressOf(resource)}`, parts);
  for (const [name, call] of Object.entries(recordOf(module_calls))) {
    configured(recordOf(call).module, `${prefix}module.${name}.`, parts);
  }
}

function own(value: unknown, address: string, parts: Map<object, string>): void {
  if (typeof value !== 'object' || value === null || parts.has(value)) return;
  parts.set(value, address);
  for (const part of Object.values(value)) own(part, address, parts);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function addressOf(resource: unknown): string {
  const { address } = recordOf(resource);
  return typeof address === 'string' ? address : '';
}

/** In the order in which the expression comes upon them. */
export function lookedAt(expr: CoreExpr, scope: Scope, plan: unknown, parts: ResourceParts): string[] {
  const found = new Set<string>();
  for (const term of exprTerms(expr)) resourcesOfTerm(term, scope, plan as Value, parts, found);
  return [...found];
}

function resourcesOfTerm(term: CoreTerm, scope: Scope, plan: Value, parts: ResourceParts, found: Set<string>): void {
  const visit = (inner: CoreTerm) => resourcesOfTerm(inner, scope, plan, parts, found);
  switch (term.kind) {
    case 'var':
      resourcesOfValue(scope.get(term.name), parts, found, 0);
      break;
    case 'ref':
      follow(term, scope, plan, parts, found);
      break;
    case 'array':
    case 'set':
      term.elements.forEach(visit);
      break;
    case 'object':
      for (const [, value] of term.entries) visit(value);
      break;
    case 'scalar':
    case 'comprehension':
      break;
  }
}

/** Walks a reference as far as it goes; a step that nothing binds takes all elements. */
function follow(
  { head, path }: Extract<CoreTerm, { kind: 'ref' }>,
  scope: Scope,
  plan: Value,
  parts: ResourceParts,
  found: Set<string>,
): void {
  const start = head === 'input' ? plan : head !== 'data' && head.kind === 'var' ? scope.get(head.name) : undefined;
  if (start === undefined) return;
  let reached: readonly Value[] = [start];
  for (const step of path) {
    if (reached.some((value) => note(value, parts, found))) return;
    const key = step.kind === 'scalar' ? step.value : step.kind === 'var' ? scope.get(step.name) : undefined;
    const isOpen = key === undefined && step.kind === 'var';
    reached = reached.flatMap((value) => (isOpen ? elementsOf(value) : memberOf(value, key)));
    for (const value of reached) note(value, parts, found);
    if (found.size > 0) return;
  }
}

function note(value: Value, parts: ResourceParts, found: Set<string>): boolean {
  const address = typeof value === 'object' && value !== null ? parts.get(value) : undefined;
  if (address !== undefined && address !== '') found.add(address);
  return address !== undefined;
}

function memberOf(value: Value, key: Value | undefined): readonly Value[] {
  const element = key === undefined ? undefined : lookup(value, key);
  return element === undefined ? [] : [element];
}

function elementsOf(value: Value): readonly Value[] {
  if (isArray(value)) return value.slice(0, MAXIMUM_ELEMENTS);
  if (isSet(value)) return value.sorted().slice(0, MAXIMUM_ELEMENTS);
  if (isObject(value))
    return entries(value)
      .slice(0, MAXIMUM_ELEMENTS)
      .map(([, element]) => element);
  return [];
}

function resourcesOfValue(value: Value | undefined, parts: ResourceParts, found: Set<string>, depth: number): void {
  if (value === undefined || typeof value !== 'object' || value === null || depth > MAXIMUM_DEPTH) return;
  if (note(value, parts, found)) return;
  for (const element of elementsOf(value)) resourcesOfValue(element, parts, found, depth + 1);
}
