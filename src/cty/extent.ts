/** How large a value is as a tree. What several places share counts each time, as whoever walks the value meets it each time. */
import { sideTable } from '../util/side-table.ts';
import type { Value } from './value.ts';

export interface Extent {
  /** Values in the tree, this one included. */
  readonly size: number;
  /** Levels of nesting; 1 for a primitive. */
  readonly depth: number;
}

const SINGLE: Extent = { size: 1, depth: 1 };
const extents = sideTable<Value, Extent>();

/** Kept per value, so that a value made of others costs no more than its own elements. */
export function extentOf(value: Value): Extent {
  if (value.state !== 'known') return SINGLE;
  const { data } = value;
  if (!(data instanceof Map) && !Array.isArray(data)) return SINGLE;
  let extent = extents.get(value);
  if (extent === undefined) {
    let size = 1;
    let depth = 0;
    for (const element of data.values() as Iterable<Value>) {
      const inner = extentOf(element);
      size += inner.size;
      if (inner.depth > depth) depth = inner.depth;
    }
    extent = { size, depth: depth + 1 };
    extents.set(value, extent);
  }
  return extent;
}
