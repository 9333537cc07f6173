/** Marks travel with values; these functions collect and move them through nested values. */
import {
  elementsOf,
  entriesOf,
  type KnownValue,
  type Marks,
  NO_MARKS,
  unmarked,
  type Value,
  withMarks,
} from './value.ts';

/** From the outside in: an attribute name, a map key or a list index. A set's element is its index in iteration order. */
export type ValuePath = readonly (string | number)[];
export interface MarkedPath {
  readonly path: ValuePath;
  readonly marks: Marks;
}

export function unionMarks(a: Marks, b: Marks): Marks {
  if (a.size === 0) return b;
  if (b.size === 0 || a === b) return a;
  return new Set([...a, ...b]);
}

/** Whether the value or any part of it is marked. */
export function containsMarked(value: Value): boolean {
  if (value.marks.size > 0) return true;
  if (value.state !== 'known') return false;
  const data = value.data;
  if (Array.isArray(data)) return (data as readonly Value[]).some(containsMarked);
  if (data instanceof Map) for (const element of data.values()) if (containsMarked(element)) return true;
  return false;
}

/** All marks of the value and its parts. */
export function deepMarks(value: Value): Marks {
  let marks = value.marks;
  if (value.state !== 'known') return marks;
  const data = value.data;
  if (Array.isArray(data))
    for (const element of data as readonly Value[]) marks = unionMarks(marks, deepMarks(element));
  else if (data instanceof Map) for (const element of data.values()) marks = unionMarks(marks, deepMarks(element));
  return marks;
}

/** The value with every mark taken off, their union, and where each was. */
export function unmarkDeep(value: Value): { value: Value; marks: Marks; paths: readonly MarkedPath[] } {
  if (!containsMarked(value)) return { value, marks: NO_MARKS, paths: [] };
  const paths: MarkedPath[] = [];
  const bare = strip(value, [], paths);
  return { value: bare, marks: paths.reduce((all, { marks }) => unionMarks(all, marks), NO_MARKS), paths };
}

function strip(value: Value, path: ValuePath, found: MarkedPath[]): Value {
  if (value.marks.size > 0) found.push({ path, marks: value.marks });
  const bare = unmarked(value);
  if (bare.state !== 'known') return bare;
  return mapParts(bare, (part, step) => strip(part, [...path, step], found));
}

/** The value without any marks, where their places do not matter. */
export function stripMarks(value: Value): Value {
  if (!containsMarked(value)) return value;
  const bare = unmarked(value);
  return bare.state === 'known' ? mapParts(bare, stripMarks) : bare;
}

/** Puts marks back at the places where `unmarkDeep` found them; places that no longer exist are skipped. */
export function markAtPaths(value: Value, paths: readonly MarkedPath[]): Value {
  if (paths.length === 0) return value;
  const here = paths.filter(({ path }) => path.length === 0);
  const below = paths.filter(({ path }) => path.length > 0);
  let result = value;
  if (below.length > 0 && value.state === 'known') {
    result = mapParts(value, (part, step) => {
      const inside = below.filter(({ path }) => path[0] === step);
      return markAtPaths(
        part,
        inside.map(({ path, marks }) => ({ path: path.slice(1), marks })),
      );
    });
  }
  for (const { marks } of here) result = withMarks(result, marks);
  return result;
}

/** The value with each direct part replaced; the type is kept, so the replacement must not change it. */
export function mapParts(value: KnownValue, replace: (part: Value, step: string | number) => Value): KnownValue {
  if (Array.isArray(value.data)) return { ...value, data: elementsOf(value).map(replace) };
  if (value.data instanceof Map) {
    return { ...value, data: new Map([...entriesOf(value)].map(([key, part]) => [key, replace(part, key)])) };
  }
  return value;
}
