/**
 * Addresses written out in `moved`, `removed` and `import` blocks and on the command line: paths of modules, resources in
 * them, and the instances that keys pick. Read from traversals; problems point at the step that does not fit.
 */
import type { Traversal, TraversalStep } from '../../hcl/index.ts';
import type { ResourceMode } from '../../provider/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { InstanceAddress, InstanceKey } from '../plan.ts';
import { instanceKeyOf } from '../reference.ts';
import { mistake } from './problem.ts';

/** A resource in the configuration: no instance keys anywhere. */
export interface ResourceAddress {
  readonly module: readonly string[];
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

export type ModuleSteps = InstanceAddress['module'];

export type Target =
  | { readonly kind: 'module'; readonly module: ModuleSteps; readonly span: Span }
  /** `hasKey`: one instance is meant; otherwise the whole resource. */
  | { readonly kind: 'resource'; readonly address: InstanceAddress; readonly hasKey: boolean; readonly span: Span };

/** `from` or `to` of a moved block. */
export type MoveEndpoint = Target;

interface Step {
  readonly name: string | undefined;
  readonly key: InstanceKey;
  readonly isIndex: boolean;
  readonly span: Span;
}

const INVALID = 'Invalid address';

/** A module, a resource or an instance, as `-target` and moved blocks take them. */
export function parseTarget(traversal: Traversal, problems: Diagnostic[]): Target | undefined {
  const steps = stepsOf(traversal, problems);
  if (steps === undefined) return undefined;
  const prefix = moduleInstancePrefix(steps, problems);
  if (prefix === undefined) return undefined;
  if (prefix.rest[0]?.isIndex) {
    return refuse(problems, 'Invalid address operator', 'A module has one instance key at most.', prefix.rest[0]);
  }
  if (prefix.rest.length === 0) return { kind: 'module', module: prefix.module, span: traversal.span };
  const resource = resourceUnderModule(prefix.rest, traversal.span, problems);
  if (resource === undefined) return undefined;
  return {
    kind: 'resource',
    address: {
      module: prefix.module,
      mode: resource.mode,
      type: resource.type,
      name: resource.name,
      key: resource.key,
    },
    hasKey: resource.keySpan !== undefined,
    span: traversal.span,
  };
}

/** Import blocks: a resource of the configuration. Instance keys must have been taken off. */
export function parseResourceAddress(traversal: Traversal, problems: Diagnostic[]): ResourceAddress | undefined {
  const target = parseConfigurationTarget(traversal, problems);
  if (target === undefined) return undefined;
  if (target.kind === 'module') {
    problems.push(mistake(INVALID, 'A resource address is required here, not one of a module.', traversal.span));
    return undefined;
  }
  return target.resource;
}

export type ConfigurationTarget =
  | { readonly kind: 'module'; readonly module: readonly string[] }
  | { readonly kind: 'resource'; readonly resource: ResourceAddress };

/** A module or a resource without any instance key. */
export function parseConfigurationTarget(
  traversal: Traversal,
  problems: Diagnostic[],
): ConfigurationTarget | undefined {
  const steps = stepsOf(traversal, problems);
  if (steps === undefined) return undefined;
  const module: string[] = [];
  let at = 0;
  while (steps[at]?.name === 'module') {
    const name = steps[at + 1];
    if (name === undefined)
      return refuse(problems, 'Invalid address operator', '"module." needs a name after it.', steps[at]);
    if (name.isIndex) return refuse(problems, 'Invalid address operator', 'A module name must follow a dot.', name);
    module.push(name.name as string);
    at += 2;
    const key = steps[at];
    if (key?.isIndex) {
      return refuse(
        problems,
        'Module instance keys not allowed',
        'A module is meant here as a whole: leave the instance key out.',
        key,
      );
    }
  }
  const rest = steps.slice(at);
  if (rest.length === 0) return { kind: 'module', module };
  const found = resourceUnderModule(rest, traversal.span, problems);
  if (found === undefined) return undefined;
  if (found.keySpan !== undefined) {
    problems.push(
      mistake(
        'Resource instance keys not allowed',
        'A resource is meant here as a whole: leave the instance key out.',
        found.keySpan,
      ),
    );
    return undefined;
  }
  return { kind: 'resource', resource: { module, mode: found.mode, type: found.type, name: found.name } };
}

function refuse(
  problems: Diagnostic[],
  title: string,
  detail: string,
  step: Step | undefined,
  whole?: Span,
): undefined {
  problems.push(mistake(title, detail, step?.span ?? whole));
  return undefined;
}

function stepsOf(traversal: Traversal, problems: Diagnostic[]): Step[] | undefined {
  const steps: Step[] = [{ name: traversal.root, key: undefined, isIndex: false, span: traversal.rootSpan }];
  for (const step of traversal.steps) {
    const read = stepOf(step);
    if (read === undefined) {
      problems.push(mistake(INVALID, 'An instance key must be a string or a whole number.', step.span));
      return undefined;
    }
    steps.push(read);
  }
  return steps;
}

function stepOf(step: TraversalStep): Step | undefined {
  if (step.kind === 'attribute') return { name: step.name, key: undefined, isIndex: false, span: step.span };
  if (step.kind === 'splat') return undefined;
  const key = instanceKeyOf(step.key);
  return key === undefined ? undefined : { name: undefined, key, isIndex: true, span: step.span };
}

function moduleInstancePrefix(
  steps: readonly Step[],
  problems: Diagnostic[],
): { module: ModuleSteps; rest: readonly Step[] } | undefined {
  const module: { name: string; key: InstanceKey }[] = [];
  let at = 0;
  while (steps[at]?.name === 'module') {
    const name = steps[at + 1];
    if (name === undefined)
      return refuse(problems, 'Invalid address operator', '"module." needs a name after it.', steps[at]);
    if (name.isIndex) return refuse(problems, 'Invalid address operator', 'A module name must follow a dot.', name);
    at += 2;
    const index = steps[at];
    const key = index?.isIndex ? index.key : undefined;
    if (index?.isIndex) at++;
    module.push({ name: name.name as string, key });
  }
  return { module, rest: steps.slice(at) };
}

function resourceUnderModule(
  steps: readonly Step[],
  whole: Span,
  problems: Diagnostic[],
): { mode: ResourceMode; type: string; name: string; key: InstanceKey; keySpan: Span | undefined } | undefined {
  let mode: ResourceMode = 'managed';
  let at = 0;
  const first = steps[0] as Step;
  if (first.name === 'data' || first.name === 'ephemeral') {
    mode = first.name;
    at = 1;
  } else if (first.name === 'resource') {
    at = 1;
  }
  const type = steps[at];
  const name = steps[at + 1];
  if (type === undefined || name === undefined) {
    return refuse(problems, INVALID, 'A resource address consists of a type and a name.', undefined, whole);
  }
  if (type.isIndex) return refuse(problems, INVALID, 'A resource type name is required.', type);
  if (name.isIndex) return refuse(problems, INVALID, 'A resource name is required.', name);
  const after = steps[at + 2];
  if (after !== undefined && !after.isIndex) {
    return refuse(problems, INVALID, 'After the resource name only an instance key may follow.', after);
  }
  const extra = steps[at + 3];
  if (extra !== undefined) return refuse(problems, INVALID, 'Nothing may follow the instance key.', extra);
  return { mode, type: type.name as string, name: name.name as string, key: after?.key, keySpan: after?.span };
}

export function resourceAddressText(address: ResourceAddress): string {
  const module = address.module.map((name) => `module.${name}.`).join('');
  return `${module}${address.mode === 'managed' ? '' : `${address.mode}.`}${address.type}.${address.name}`;
}
