/** Moves everything to another region. */
import type { DraftNode } from '../../synth/draft/index.ts';
import type { Body, Scalar, Statement, Value } from '../../synth/intent.ts';
import type { Change, Scene } from '../change.ts';

const WORDS = [
  'move everything from {old} to {new}',
  'we are moving to {new}: change the region from {old}',
  'deploy all of it in {new} instead of {old}',
];

export function moveRegion({ draft, base, random }: Scene): Change | undefined {
  const { regions } = draft.library.places;
  const old = base.region;
  const others = regions.filter((region) => region !== old && !region.startsWith(old));
  const text = JSON.stringify(base.nodes.map(({ body }) => body));
  if (others.length === 0 || (!base.regionMatters && !text.includes(old))) return undefined;
  const region = random.pick(others);
  for (const node of draft.nodes.values()) move(node, old, region);
  const request = random.pick(WORDS).replace('{old}', old).replace('{new}', region);
  const zones = /"[^"]*-\d[a-c]"|-[a-c]"/.test(text) ? ['zones keep their letters'] : [];
  return {
    request: [request, ...zones],
    region,
    rules: base.regionMatters ? [providerRule(draft.library.provider, region)] : [],
  };
}

function providerRule(provider: string, region: string) {
  return {
    name: 'is_in_region',
    lines: [`input.configuration.provider_config["${provider}"].expressions.region.constant_value == "${region}"`],
  };
}

/** Names stay, even those that tell the region. */
function move(node: DraftNode, old: string, region: string): void {
  const change = (value: Value): Value => moved(value, old, region);
  const name = node.nameArgument?.split('.')[0];
  node.body = mapped(node.body, (value, argument) => (argument === name ? value : change(value)));
  node.statements = node.statements.map(
    (statement): Statement => ({
      ...statement,
      arguments: statement.arguments.map(({ path, value }) => ({ path, value: change(value) })),
    }),
  );
  if (node.instances !== undefined)
    node.instances = node.instances.map(({ key, values }) => ({ key, values: movedValues(values, old, region) }));
}

function movedValues(values: Readonly<Record<string, Scalar>>, old: string, region: string): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, movedScalar(value, old, region)]));
}

const movedScalar = (value: Scalar, old: string, region: string): Scalar =>
  typeof value === 'string' ? value.replaceAll(old, region) : value;

function mapped(body: Body, change: (value: Value, argument: string) => Value): Body {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value, name)]));
}

function moved(value: Value, old: string, region: string): Value {
  const inner = (item: Value) => moved(item, old, region);
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: movedScalar(value.value, old, region) };
    case 'list':
      return { kind: 'list', items: value.items.map(inner) };
    case 'template':
      return { kind: 'template', parts: value.parts.map(inner) };
    case 'map':
      return { kind: 'map', entries: mapped(value.entries, inner) };
    case 'blocks':
      return { kind: 'blocks', bodies: value.bodies.map((body) => mapped(body, inner)) };
    case 'json':
      return { kind: 'json', document: inner(value.document) };
    default:
      return value;
  }
}
