/**
 * What was computed of an object, kept for the next who asks. By meaning a `WeakMap`; the result stands on the object
 * itself, under a symbol, because a `WeakMap` with millions of short-lived keys costs the garbage collector a fifth of a
 * batch's time. A copy made with `{ ...object }` starts without.
 */
export interface SideTable<K extends object, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

interface Kept<V> {
  readonly owner: object;
  readonly value: V;
}

export function sideTable<K extends object, V>(): SideTable<K, V> {
  const place = Symbol('side table');
  type Holder = { [place]?: Kept<V> };
  return {
    get: (key) => {
      const kept = (key as Holder)[place];
      return kept !== undefined && kept.owner === key ? kept.value : undefined;
    },
    set: (key, value) => {
      (key as Holder)[place] = { owner: key, value };
    },
  };
}
