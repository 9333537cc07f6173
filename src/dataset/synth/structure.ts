/** What a task is like when names and values are left out: two tasks of one structure differ in those alone. */
import { type Intent, type IntentNode, referencesIn, type Value } from './intent.ts';
import { hashText } from './random.ts';

export function structureOf(intent: Intent): string {
  const types = new Map(intent.nodes.map(({ key, type }) => [key, type]));
  const shapes = intent.nodes.map((node) => shapeOf(node, types)).sort();
  return hashText(shapes.join('\n')).toString(16).padStart(8, '0');
}

function shapeOf({ type, body, instances }: IntentNode, types: ReadonlyMap<string, string>): string {
  const several = instances === undefined ? '' : ` x${instances.length}`;
  return `${type}${several} ${bodyShape(body, types)}`;
}

function bodyShape(body: Readonly<Record<string, Value>>, types: ReadonlyMap<string, string>): string {
  return Object.entries(body)
    .map(([name, value]) => `${name}${valueShape(value, types)}`)
    .sort()
    .join(' ');
}

function valueShape(value: Value, types: ReadonlyMap<string, string>): string {
  if (value.kind === 'blocks') return `{${value.bodies.map((body) => bodyShape(body, types)).join('|')}}`;
  const targets = referencesIn(value).map(({ node, attribute }) => `${types.get(node)}.${attribute}`);
  return targets.length === 0 ? '' : `=>${targets.join(',')}`;
}
