import { UNKNOWN } from './session.ts';
import type { Shape } from './shape.ts';

/** As the core proposes a new instance: what is computed and unset is unknown. */
export function proposedOf(shape: Shape, config: Record<string, unknown>): Record<string, unknown> {
  const proposed: Record<string, unknown> = { ...config };
  for (const [name, { computed }] of shape.attributes) if (computed && config[name] === null) proposed[name] = UNKNOWN;
  for (const [name, nested] of shape.blocks) {
    const given = config[name];
    if (given === null && nested.attribute?.computed) proposed[name] = UNKNOWN;
    else if (nested.attribute === undefined && Array.isArray(given))
      proposed[name] = given.map((element) => proposedOf(nested.shape, element as Record<string, unknown>));
  }
  return proposed;
}
