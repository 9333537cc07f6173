/** What pattern files write for a value, as a value of an intent. */
import type { Body, Scalar, Value } from '../intent.ts';
import type { Arguments, Spec, Special } from '../part.ts';
import { fill } from '../setting.ts';
import { type Draft, type DraftNode, needed } from './draft.ts';

export interface Context {
  readonly draft: Draft;
  readonly node: DraftNode;
  readonly owner: DraftNode | undefined;
  readonly value?: Scalar;
  /** Whether the words say what is made. */
  readonly announced?: boolean;
}

export function namesOf({ node, owner }: Context): Record<string, string> {
  return { name: node.name ?? node.label, owner: owner?.name ?? owner?.label ?? node.label };
}

/** Sets an argument inside nested blocks, which are made on the way. */
export function withSetting(body: Body, [first, ...rest]: readonly string[], value: Value): Body {
  if (first === undefined) return body;
  if (rest.length === 0) return { ...body, [first]: value };
  const there = body[first];
  const [inner = {}, ...others] = there?.kind === 'blocks' ? there.bodies : [];
  return { ...body, [first]: { kind: 'blocks', bodies: [withSetting(inner, rest, value), ...others] } };
}

export function withArguments(body: Body, specs: Arguments, context: Context): Body {
  let filled = body;
  for (const [path, spec] of Object.entries(specs))
    filled = withSetting(filled, path.split('.'), valueFor(spec, context));
  return filled;
}

export function valueFor(spec: Spec, context: Context): Value {
  if (typeof spec === 'string') return textValue(spec, context);
  if (typeof spec !== 'object') return { kind: 'scalar', value: spec };
  if (Array.isArray(spec)) return { kind: 'list', items: spec.map((item: Spec) => valueFor(item, context)) };
  if ('$' in spec) return specialValue(spec as Special, context);
  const entries = Object.entries(spec as Readonly<Record<string, Spec>>).map(([key, item]): [string, Value] => [
    fill(key, context.draft.setting, namesOf(context)),
    valueFor(item, context),
  ]);
  return { kind: 'map', entries: Object.fromEntries(entries) };
}

function textValue(text: string, context: Context): Value {
  const { value, draft } = context;
  if (text === '{v}' && value !== undefined) return { kind: 'scalar', value };
  const names = { ...namesOf(context), ...(value === undefined ? {} : { v: String(value) }) };
  return { kind: 'scalar', value: fill(text, draft.setting, names) };
}

function specialValue(spec: Special, context: Context): Value {
  switch (spec.$) {
    case 'ref': {
      const node = needed(spec.part, context);
      const several = spec.all === true && node.instances !== undefined;
      const reference: Value = { kind: 'reference', node: node.key, attribute: spec.attribute };
      if (several) return { ...reference, all: true };
      return spec.all === true ? { kind: 'list', items: [reference] } : reference;
    }
    case 'owner':
      return { kind: 'reference', node: (context.owner ?? context.node).key, attribute: spec.attribute };
    case 'blocks':
      return { kind: 'blocks', bodies: spec.bodies.map((body) => withArguments({}, body, context)) };
    case 'json':
      return { kind: 'json', document: valueFor(spec.document, context) };
    case 'one':
      return valueFor(context.draft.random.pick(spec.of), context);
    case 'join':
      return { kind: 'template', parts: spec.parts.map((part) => valueFor(part, context)) };
  }
}
