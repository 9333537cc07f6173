/** Decides every unknown of a planned object: by the provider's table, else by the attribute's name, else by its type. */
import {
  boolValue,
  DYNAMIC,
  elementsOf,
  entriesOf,
  known,
  mapValue,
  nullOf,
  numberValue,
  STRING,
  setValue,
  sortedMap,
  stringValue,
  type Type,
  type Value,
} from '../../cty/index.ts';
import { plainNumber, plainText } from './by-name.ts';
import type { Subject, Table } from './resource.ts';

export function fill(value: Value, subject: Subject, table: Table): Value {
  return fillAt(value, value.type, [], subject, table);
}

function fillAt(value: Value, type: Type, path: readonly string[], subject: Subject, table: Table): Value {
  if (value.state === 'null') return value;
  if (value.state === 'unknown') return invented(type, path, subject, table);
  if (value.data instanceof Map) {
    let changed = false;
    const members = new Map<string, Value>();
    for (const [name, member] of entriesOf(value)) {
      const inner = type.kind === 'object' ? [...path, name] : path;
      const filled = fillAt(member, member.type, inner, subject, table);
      if (filled !== member) changed = true;
      members.set(name, filled);
    }
    return changed ? known(value.type, members) : value;
  }
  if (Array.isArray(value.data)) {
    const elements = elementsOf(value);
    const filled = elements.map((element, index) =>
      fillAt(element, element.type, index === 0 ? path : [...path, String(index)], subject, table),
    );
    if (filled.every((element, index) => element === elements[index])) return value;
    return value.type.kind === 'set' ? setValue(value.type.element, filled) : known(value.type, filled);
  }
  return value;
}

function invented(type: Type, path: readonly string[], subject: Subject, table: Table): Value {
  switch (type.kind) {
    case 'string':
      return stringValue(table(path, subject) ?? plainText(path, subject));
    case 'number':
      return numberValue(plainNumber(path, subject));
    case 'bool':
      return boolValue(false);
    case 'list':
    case 'set': {
      const elements = inventedElements(type.element, path, subject, table);
      return type.kind === 'set' ? setValue(type.element, elements) : known(type, elements);
    }
    case 'map':
      return path.at(-1) === 'tags_all' ? tagsOf(subject, type) : known(type, new Map());
    case 'object':
      return known(
        type,
        sortedMap(
          [...type.attributes].map(([name, member]) => [name, invented(member, [...path, name], subject, table)]),
        ),
      );
    case 'tuple':
      return known(
        type,
        type.elements.map((element) => invented(element, path, subject, table)),
      );
    default:
      return nullOf(DYNAMIC);
  }
}

/** How many are made up: several zones and subnets, as a cloud has them; one of what may be pointed at by `[0]`; else none. */
function inventedElements(element: Type, path: readonly string[], subject: Subject, table: Table): Value[] {
  const name = path.at(-1) ?? '';
  const several = /^(ids|names|zone_ids|zones|availability_zones)$/.test(name)
    ? 3
    : /ipv6|error|warning/.test(name)
      ? 0
      : 1;
  return Array.from({ length: several }, (_, index) =>
    invented(element, index === 0 ? path : [...path, String(index)], subject, table),
  );
}

function tagsOf({ object }: Subject, type: Type): Value {
  const tags = object.state === 'known' ? entriesOf(object).get('tags') : undefined;
  if (tags?.state !== 'known' || type.kind !== 'map') return known(type, new Map());
  return mapValue(
    STRING,
    [...entriesOf(tags)].filter(([, value]) => value.state === 'known'),
  );
}
