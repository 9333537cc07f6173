/** Constraints with `optional(…)`, and the types of the values that satisfy them. */
import { sideTable } from '../../util/side-table.ts';
import { isPrimitive, objectOf, type Type, tupleOf } from '../type.ts';

const stripped = sideTable<Type, Type>();

/** The type of values that satisfy a constraint: the same without `optional(…)`. */
export function withoutOptional(type: Type): Type {
  if (isPrimitive(type) || type.kind === 'dynamic' || type.kind === 'capsule') return type;
  const cached = stripped.get(type);
  if (cached !== undefined) return cached;
  const result = stripOptional(type);
  stripped.set(type, result);
  return result;
}

function stripOptional(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case 'tuple': {
      const elements = type.elements.map(withoutOptional);
      return elements.every((element, i) => element === type.elements[i]) ? type : tupleOf(elements);
    }
    case 'object': {
      let same = type.optional.size === 0;
      const attributes = new Map<string, Type>();
      for (const [name, attribute] of type.attributes) {
        const bare = withoutOptional(attribute);
        if (bare !== attribute) same = false;
        attributes.set(name, bare);
      }
      return same ? type : objectOf(attributes);
    }
    default:
      return type;
  }
}
