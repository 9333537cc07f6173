/**
 * What a traversal in an expression refers to. `aws_vpc.main[0].id` is the resource instance aws_vpc.main[0], with the
 * step `.id` remaining. Only the form is looked at: whether the object is declared is for whoever evaluates.
 */
import { numericToNumber, type Value } from '../cty/index.ts';
import type { Traversal, TraversalStep } from '../hcl/index.ts';
import type { ResourceMode } from '../provider/index.ts';
import { type Diagnostic, type Span, spanBetween } from '../source/index.ts';
import { mistake } from './configuration/problem.ts';
import type { InstanceKey } from './plan.ts';

export type ReferenceSubject =
  /** `key` is set where an index follows the name directly. `whole`: nothing at all follows, so all instances may be meant. */
  | {
      readonly kind: 'resource';
      readonly mode: ResourceMode;
      readonly type: string;
      readonly name: string;
      readonly key: InstanceKey;
      readonly whole: boolean;
    }
  /** Without `output` the call itself, or one instance of it. */
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly key: InstanceKey;
      readonly output: string | undefined;
    }
  | { readonly kind: 'variable' | 'local' | 'path' | 'terraform' | 'each' | 'count'; readonly name: string }
  | { readonly kind: 'self' };

export interface Reference {
  readonly subject: ReferenceSubject;
  /** The part of the traversal that names the subject. */
  readonly span: Span;
  /** Steps to apply to the subject's value. */
  readonly remaining: readonly TraversalStep[];
}

const NAMED_OBJECTS: Readonly<Record<string, 'variable' | 'local' | 'path' | 'terraform' | 'each' | 'count'>> = {
  var: 'variable',
  local: 'local',
  path: 'path',
  terraform: 'terraform',
  each: 'each',
  count: 'count',
};
const RESERVED = new Set(['template', 'lazy', 'arg']);

/** Undefined (or a subject with an empty name) where the traversal refers to nothing, with the reason appended to `problems`. */
export function parseReference(traversal: Traversal, problems: Diagnostic[]): Reference | undefined {
  const { root, rootSpan, steps } = traversal;
  if (Object.hasOwn(NAMED_OBJECTS, root)) {
    const named = nameAfterRoot(traversal, problems);
    const kind = NAMED_OBJECTS[root] as 'variable';
    // The mistake does not end here: what has no name is also looked up, and not found.
    if (named === undefined) return { subject: { kind, name: '' }, span: rootSpan, remaining: [] };
    return { subject: { kind, name: named.name }, span: named.span, remaining: steps.slice(1) };
  }
  switch (root) {
    case 'data':
    case 'ephemeral':
    case 'resource':
      return prefixedResource(traversal, problems);
    case 'module':
      return moduleReference(traversal, problems);
    case 'self':
      return { subject: { kind: 'self' }, span: rootSpan, remaining: steps };
  }
  if (RESERVED.has(root)) {
    problems.push(
      mistake(
        'Reserved symbol name',
        `The name "${root}" is reserved for a future version of the language. A resource type of that name can be reached as resource.${root}.`,
        rootSpan,
      ),
    );
    return undefined;
  }
  return resourceReference('managed', root, rootSpan, traversal.span, steps, problems);
}

/** The references of several traversals; those that are none are passed over in silence. */
export function referencesIn(traversals: readonly Traversal[]): readonly Reference[] {
  const ignored: Diagnostic[] = [];
  const references: Reference[] = [];
  for (const traversal of traversals) {
    const reference = parseReference(traversal, ignored);
    if (reference !== undefined) references.push(reference);
  }
  return references;
}

function invalid(problems: Diagnostic[], detail: string, span: Span): undefined {
  problems.push(mistake('Invalid reference', detail, span));
  return undefined;
}

/** The attribute that must follow a root such as `var`. */
function nameAfterRoot(traversal: Traversal, problems: Diagnostic[]): { name: string; span: Span } | undefined {
  const { root, rootSpan } = traversal;
  const step = traversal.steps[0];
  if (step === undefined) {
    return invalid(problems, `"${root}" stands for many objects; name one of its attributes after a dot.`, rootSpan);
  }
  if (step.kind !== 'attribute') {
    return invalid(problems, `"${root}" can only be followed by a dot and a name.`, step.span);
  }
  return { name: step.name, span: spanBetween(rootSpan, step.span) };
}

/** `data.TYPE.NAME`, `ephemeral.TYPE.NAME`, `resource.TYPE.NAME`. */
function prefixedResource(traversal: Traversal, problems: Diagnostic[]): Reference | undefined {
  const { root, rootSpan, steps } = traversal;
  if (steps.length < 2) {
    return invalid(problems, `"${root}" must be followed by two names: the type and the name.`, traversal.span);
  }
  const type = steps[0] as TraversalStep;
  if (type.kind !== 'attribute') {
    return invalid(problems, `"${root}" can only be followed by a dot and a type name.`, type.span);
  }
  const mode = root === 'data' ? 'data' : root === 'ephemeral' ? 'ephemeral' : 'managed';
  return resourceReference(mode, type.name, rootSpan, traversal.span, steps.slice(1), problems);
}

function resourceReference(
  mode: ResourceMode,
  type: string,
  startSpan: Span,
  wholeSpan: Span,
  steps: readonly TraversalStep[],
  problems: Diagnostic[],
): Reference | undefined {
  const name = steps[0];
  if (name === undefined) {
    return invalid(
      problems,
      'A resource type must be followed by at least one attribute access that names the resource.',
      wholeSpan,
    );
  }
  if (name.kind !== 'attribute') {
    return invalid(problems, 'A resource type can only be followed by a dot and the resource name.', name.span);
  }
  let span = spanBetween(startSpan, name.span);
  const next = steps[1];
  if (next === undefined) {
    const subject = { kind: 'resource', mode, type, name: name.name, key: undefined, whole: true } as const;
    return { subject, span, remaining: [] };
  }
  let key: InstanceKey;
  let remaining = steps.slice(1);
  if (next.kind === 'index') {
    key = indexKey(next.key, next.span, problems);
    if (key === undefined) return undefined;
    remaining = steps.slice(2);
    span = spanBetween(span, next.span);
  }
  return { subject: { kind: 'resource', mode, type, name: name.name, key, whole: false }, span, remaining };
}

/** `module.NAME`, `module.NAME[KEY]`, `module.NAME.OUTPUT`, `module.NAME[KEY].OUTPUT`. */
function moduleReference(traversal: Traversal, problems: Diagnostic[]): Reference | undefined {
  const named = nameAfterRoot(traversal, problems);
  if (named === undefined) return undefined;
  let at = 1;
  let span = named.span;
  let key: InstanceKey;
  const index = traversal.steps[at];
  if (index?.kind === 'index') {
    key = indexKey(index.key, index.span, problems);
    if (key === undefined) return undefined;
    span = spanBetween(span, index.span);
    at++;
  }
  const output = traversal.steps[at];
  if (output === undefined) {
    return { subject: { kind: 'module', name: named.name, key, output: undefined }, span, remaining: [] };
  }
  if (output.kind !== 'attribute') {
    return invalid(problems, 'A module can only be followed by a dot and the name of an output value.', output.span);
  }
  return {
    subject: { kind: 'module', name: named.name, key, output: output.name },
    span: spanBetween(named.span, output.span),
    remaining: traversal.steps.slice(at + 1),
  };
}

function indexKey(value: Value, span: Span, problems: Diagnostic[]): string | number | undefined {
  const key = instanceKeyOf(value);
  if (key === undefined) {
    problems.push(mistake('Invalid index key', 'An instance key is a string or a whole number.', span));
  }
  return key;
}

/** The instance key that a literal index gives; undefined where the value cannot be one. */
export function instanceKeyOf(value: Value): string | number | undefined {
  if (value.state !== 'known') return undefined;
  if (value.type.kind === 'string') return value.data as string;
  if (value.type.kind !== 'number') return undefined;
  const number = numericToNumber(value.data as Parameters<typeof numericToNumber>[0]);
  return Number.isSafeInteger(number) ? number : undefined;
}
