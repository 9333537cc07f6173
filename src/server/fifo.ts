/** First in, first out, in constant time each. */
export interface Fifo<T> {
  readonly size: () => number;
  readonly push: (item: T) => void;
  /** Puts items before all others. */
  readonly pushFront: (items: readonly T[]) => void;
  readonly shift: () => T | undefined;
}

/** Slots already read are freed in one go when there are so many. */
const FREED_AT_ONCE = 1024;

export function fifo<T>(): Fifo<T> {
  let items: T[] = [];
  let head = 0;
  return {
    size: () => items.length - head,
    push: (item) => {
      items.push(item);
    },
    pushFront: (before) => {
      items.splice(head, 0, ...before);
    },
    shift: () => {
      if (head === items.length) return undefined;
      const item = items[head++];
      if (head === items.length || head >= FREED_AT_ONCE) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
  };
}
