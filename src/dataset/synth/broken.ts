/** Intents that differ from one in something its prompt asks for: whatever is made of them, the policy must refuse. */
import { withSetting } from './draft/index.ts';
import { type Intent, type IntentNode, referencesIn, type Scalar, type Value } from './intent.ts';
import type { Random } from './random.ts';
import { isAsked, statedSettings } from './stated.ts';

/** Each costs a verification. */
const VARIANTS = 2;

export function brokenVariants(intent: Intent, random: Random): readonly Intent[] {
  const changed = random.shuffled([...withOneFewer(intent), ...alterations(intent)]);
  return [...withoutOne(intent, random), ...changed].slice(0, VARIANTS);
}

/** One resource less, which nothing else refers to. */
function withoutOne(intent: Intent, random: Random): readonly Intent[] {
  const pointedAt = new Set(
    intent.nodes.flatMap(({ body }) =>
      Object.values(body)
        .flatMap(referencesIn)
        .map(({ node }) => node),
    ),
  );
  const removable = intent.nodes.filter((node) => !pointedAt.has(node.key) && isAsked(node, intent));
  if (removable.length === 0) return [];
  const { key } = random.pick(removable);
  return [{ ...intent, nodes: intent.nodes.filter((node) => node.key !== key) }];
}

/** One instance less where several are wanted. */
function withOneFewer(intent: Intent): readonly Intent[] {
  const node = intent.nodes.find((each) => each.instances !== undefined && isAsked(each, intent));
  if (node?.instances === undefined) return [];
  return [replaced(intent, { ...node, instances: node.instances.slice(0, -1) })];
}

/** One stated value that is another. */
function alterations(intent: Intent): readonly Intent[] {
  return intent.nodes
    .filter((node) => isAsked(node, intent) && node.instances === undefined)
    .flatMap((node) =>
      statedSettings(node, intent.level).flatMap(({ path, value }) => {
        const other = altered(value);
        return other === undefined ? [] : [replaced(intent, { ...node, body: withSetting(node.body, path, other) })];
      }),
    );
}

function replaced(intent: Intent, changed: IntentNode): Intent {
  return { ...intent, nodes: intent.nodes.map((node) => (node.key === changed.key ? changed : node)) };
}

function altered(value: Value): Value | undefined {
  return value.kind === 'scalar' ? { kind: 'scalar', value: another(value.value) } : undefined;
}

function another(value: Scalar): Scalar {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : /^[a-z]/.test(value) ? `x${value}` : `${value}x`;
}
