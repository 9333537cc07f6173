/** Adds all items to the list. Unlike `push(...items)`, any number of them. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
