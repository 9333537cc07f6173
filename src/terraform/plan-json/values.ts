/** How plan JSON shows values: unknown parts left out and listed beside, sensitive parts listed beside. */
import { elementsOf, entriesOf, isWhollyKnown, type Numeric, numericToNumber, type Value } from '../../cty/index.ts';
import type { TraversalStep } from '../../hcl/index.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const isSequence = (value: Value) =>
  value.type.kind === 'list' || value.type.kind === 'set' || value.type.kind === 'tuple';
const isMapping = (value: Value) => value.type.kind === 'map' || value.type.kind === 'object';

/** A step of a traversal as paths in plan JSON show it. */
export function stepKey(step: TraversalStep): Json {
  if (step.kind === 'attribute') return step.name;
  return step.kind === 'index' ? (knownParts(step.key) ?? null) : null;
}

/** The known parts: unknown members of maps and objects are left out, unknown elements of sequences are null. */
export function knownParts(value: Value): Json | undefined {
  if (value.state === 'unknown') return undefined;
  if (value.state === 'null') return null;
  if (isSequence(value)) return elementsOf(value).map((element) => knownParts(element) ?? null);
  if (isMapping(value)) {
    const result: Record<string, Json> = {};
    for (const [name, element] of entriesOf(value)) {
      const part = knownParts(element);
      if (part !== undefined) define(result, name, part);
    }
    return result;
  }
  if (value.type.kind === 'number') return numericToNumber(value.data as Numeric);
  return value.data as string | boolean;
}

/** True where the value is unknown; known members of maps and objects are left out, known elements are false. */
export function unknownParts(value: Value): Json {
  if (value.state === 'unknown') return true;
  if (value.state === 'null') return false;
  if (isSequence(value)) return elementsOf(value).map(unknownParts);
  if (isMapping(value)) return withoutFalse(entriesOf(value), unknownParts);
  return false;
}

/** What stands in `after_unknown`: nothing at all where the whole value is known. */
export function afterUnknown(value: Value): Json {
  return isWhollyKnown(value) ? {} : unknownParts(value);
}

/** True where the value is sensitive, in the shape of `unknownParts`; of an unknown collection only its kind shows. */
export function sensitiveParts(value: Value): Json {
  if (value.marks.has('sensitive')) return true;
  if (value.state === 'null') return false;
  if (isSequence(value)) return value.state === 'known' ? elementsOf(value).map(sensitiveParts) : [];
  if (isMapping(value)) return value.state === 'known' ? withoutFalse(entriesOf(value), sensitiveParts) : {};
  return false;
}

function withoutFalse(entries: ReadonlyMap<string, Value>, part: (value: Value) => Json): Json {
  const result: Record<string, Json> = {};
  for (const [name, element] of entries) {
    const shown = part(element);
    if (shown !== false) define(result, name, shown);
  }
  return result;
}

/** Assignment that also works for the name `__proto__`. */
function define(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[name] = value;
  }
}
