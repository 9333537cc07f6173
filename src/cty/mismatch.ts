/** Says in Terraform's words why a type cannot become another. */
import { conversion } from './convert/convert.ts';
import { isCollection, type ObjectType, type Type, typeEquals } from './type.ts';
import { constraintName, typeName } from './type-name.ts';
import { unify } from './unify.ts';

/** cty's MismatchMessage for types between which no conversion exists: `string required`, `attribute "x": number required`, … */
export function conversionMismatch(got: Type, want: Type): string {
  if (got.kind === 'object' && want.kind === 'object') return objectMismatch(got, want);
  if (want.kind === 'list' || want.kind === 'set' || want.kind === 'map') {
    const structural = want.kind === 'map' ? got.kind === 'object' : got.kind === 'tuple';
    if (structural && want.element.kind === 'dynamic') return `all ${want.kind} elements must have the same type`;
    if (got.kind === 'tuple' || got.kind === 'object') return structureMismatch(got, want);
    if (isCollection(got)) return collectionMismatch(got, want);
  }
  return `${constraintName(want)} required`;
}

function impossible(from: Type, to: Type): boolean {
  return !typeEquals(from, to) && conversion(from, to, true) === undefined;
}

function objectMismatch(got: ObjectType, want: ObjectType): string {
  const missing: string[] = [];
  for (const [name, type] of want.attributes) {
    const from = got.attributes.get(name);
    if (from === undefined) {
      if (!want.optional.has(name)) missing.push(name);
    } else if (impossible(from, type)) {
      return `attribute ${JSON.stringify(name)}: ${conversionMismatch(from, type)}`;
    }
  }
  const quoted = missing.map((name) => JSON.stringify(name));
  if (quoted.length === 1) return `attribute ${quoted[0]} is required`;
  if (quoted.length === 2) return `attributes ${quoted[0]} and ${quoted[1]} are required`;
  if (quoted.length > 2) return `attributes ${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)} are required`;
  return 'incorrect object attributes';
}

type Collection = Type & { kind: 'list' | 'set' | 'map' };

function structureMismatch(got: Type & { kind: 'tuple' | 'object' }, want: Collection): string {
  const accepts = got.kind === 'tuple' ? want.kind !== 'map' : want.kind === 'map';
  if (!accepts) return `${constraintName(want)} required`;
  const parts: (readonly [string | number, Type])[] =
    got.kind === 'tuple' ? [...got.elements.entries()] : [...got.attributes];
  const element =
    want.element.kind === 'dynamic'
      ? (unify(
          parts.map(([, type]) => type),
          true,
        ) ?? want.element)
      : want.element;
  for (const [key, type] of parts) {
    if (impossible(type, element)) return `element ${JSON.stringify(key)}: ${conversionMismatch(type, element)}`;
  }
  return `incorrect ${typeName(got)} elements`;
}

function collectionMismatch(got: Collection, want: Collection): string {
  const accepts = want.kind === 'map' ? got.kind === 'map' : got.kind !== 'map';
  if (accepts && impossible(got.element, want.element)) {
    return `incorrect ${want.kind} element type: ${conversionMismatch(got.element, want.element)}`;
  }
  return `${constraintName(want)} required`;
}
