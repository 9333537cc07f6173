/** Which plain values of an intent become variables and locals, and under what names. */
import type { Intent, IntentNode, Scalar, Value } from '../intent.ts';
import { type Random, randomOf } from '../random.ts';
import { asLabel } from './addresses.ts';
import type { Style } from './style.ts';

export interface Parameter {
  readonly name: string;
  readonly value: Scalar;
  readonly kind: 'variable' | 'local';
  readonly description: string;
}

/** Parameters by the value that each stands for. */
export function chooseParameters(
  intent: Intent,
  style: Style,
  random: Random,
  fixed: ReadonlyMap<Value, Parameter> = new Map(),
): ReadonlyMap<Value, Parameter> {
  const chosen = new Map(fixed);
  if (style.variables === 0 && style.locals === 0) return chosen;
  const byName = new Map<string, Parameter>();
  const salt = random.integer(0, 0x7fffffff);
  for (const node of intent.nodes) {
    for (const [argument, value] of Object.entries(node.body)) {
      if (value.kind !== 'scalar' || chosen.has(value)) continue;
      // Each choice stands alone, so that a resource more or less changes no other.
      const draw = randomOf(salt, node.key, argument).next();
      const kind = draw < style.variables ? 'variable' : draw < style.variables + style.locals ? 'local' : undefined;
      if (kind === undefined) continue;
      const parameter = named(
        { value: value.value, kind, description: describe(node, argument) },
        node,
        argument,
        byName,
      );
      if (parameter !== undefined) chosen.set(value, parameter);
    }
  }
  return chosen;
}

/** `name`, or the longer `queue_name`; nothing where both mean something else already. */
function named(
  parameter: Omit<Parameter, 'name'>,
  node: IntentNode,
  argument: string,
  byName: Map<string, Parameter>,
): Parameter | undefined {
  const thing = node.type.split('_').slice(-1)[0] ?? 'resource';
  for (const name of [
    argument.length > 6 && !RESERVED.has(argument) ? argument : `${thing}_${argument}`,
    `${asLabel(node.label)}_${thing}_${argument}`,
  ]) {
    const known = byName.get(name);
    if (known === undefined) {
      const made = { ...parameter, name };
      byName.set(name, made);
      return made;
    }
    if (known.value === parameter.value && known.kind === parameter.kind) return known;
  }
  return undefined;
}

/** Names that mean something in a module block. */
const RESERVED = new Set(['version', 'providers', 'for_each', 'depends_on', 'lifecycle']);

function describe(node: IntentNode, argument: string): string {
  const words = argument.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of the ${node.noun}`;
}
