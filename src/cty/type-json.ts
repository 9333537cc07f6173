/** Types in the JSON form of the plugin protocol and of plans: `"string"`, `["list","number"]`, `["object",{"a":"bool"},["a"]]`. */
import { BOOL, DYNAMIC, NUMBER, objectOf, STRING, type Type, tupleOf } from './type.ts';

export function typeToJson(type: Type): unknown {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, typeToJson(type.element)];
    case 'tuple':
      return ['tuple', type.elements.map(typeToJson)];
    case 'object': {
      const attributes: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      for (const [name, attribute] of type.attributes) attributes[name] = typeToJson(attribute);
      return type.optional.size > 0 ? ['object', attributes, [...type.optional].sort()] : ['object', attributes];
    }
    case 'capsule':
      throw new Error(`a ${type.name} has no JSON form`);
    default:
      return type.kind;
  }
}

const NAMED: Readonly<Record<string, Type>> = { string: STRING, number: NUMBER, bool: BOOL, dynamic: DYNAMIC };

/** Reads a type; throws where the JSON is none, for it comes from providers and packs, not from users. */
export function typeFromJson(json: unknown): Type {
  if (typeof json === 'string') {
    const type = NAMED[json];
    if (type !== undefined) return type;
  }
  if (Array.isArray(json)) {
    const [kind, argument, optional] = json as unknown[];
    if (kind === 'list' || kind === 'set' || kind === 'map') return { kind, element: typeFromJson(argument) };
    if (kind === 'tuple' && Array.isArray(argument)) return tupleOf(argument.map(typeFromJson));
    if (kind === 'object' && typeof argument === 'object' && argument !== null) {
      const attributes = new Map(Object.entries(argument).map(([name, type]) => [name, typeFromJson(type)]));
      return objectOf(attributes, new Set((optional as string[] | undefined) ?? []));
    }
  }
  throw new Error(`not a type: ${JSON.stringify(json)}`);
}
