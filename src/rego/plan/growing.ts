/** A partial object under construction: a tree of entries in which rules of several depths put their values. */
import type { CoreRule } from '../compile/core.ts';
import { equals, hashKey, objectOf, RegoSet, type Value } from '../values/index.ts';
import { conflict } from './context.ts';

export type Growing =
  | { readonly kind: 'leaf'; readonly value: Value }
  | { readonly kind: 'set'; readonly set: RegoSet }
  | GrowingObject;

export interface GrowingObject {
  readonly kind: 'object';
  readonly children: Map<unknown, { readonly key: Value; node: Growing }>;
}

/** Throws where another value is there. `mayGrow`: a set, to which other rules may still add. */
export function insert(
  tree: GrowingObject,
  path: readonly Value[],
  value: Value,
  rule: CoreRule,
  mayGrow = false,
): void {
  const last = path[path.length - 1] as Value;
  const { children } = descend(tree, path, rule);
  const existing = children.get(hashKey(last));
  if (existing === undefined) {
    const node: Growing =
      mayGrow && value instanceof RegoSet ? { kind: 'set', set: copyOf(value) } : { kind: 'leaf', value };
    children.set(hashKey(last), { key: last, node });
  } else if (existing.node.kind !== 'leaf' || !equals(existing.node.value, value)) throw notUnique(rule);
}

/** Adds to the set at the path; throws where something else is there. */
export function insertMember(tree: GrowingObject, path: readonly Value[], value: Value, rule: CoreRule): void {
  const last = path[path.length - 1] as Value;
  const { children } = descend(tree, path, rule);
  const existing = children.get(hashKey(last));
  if (existing === undefined) {
    const set = new RegoSet();
    set.add(value);
    children.set(hashKey(last), { key: last, node: { kind: 'set', set } });
  } else if (existing.node.kind === 'set') existing.node.set.add(value);
  else throw notUnique(rule);
}

/** The object that holds the last key of the path. */
function descend(tree: GrowingObject, path: readonly Value[], rule: CoreRule): GrowingObject {
  let at = tree;
  for (const key of path.slice(0, -1)) {
    let child = at.children.get(hashKey(key));
    if (child === undefined) {
      child = { key, node: { kind: 'object', children: new Map() } };
      at.children.set(hashKey(key), child);
    }
    if (child.node.kind !== 'object') throw notUnique(rule);
    at = child.node;
  }
  return at;
}

function notUnique(rule: CoreRule): Error {
  return conflict('object keys must be unique', rule.source, rule.at);
}

function copyOf(set: RegoSet): RegoSet {
  const copy = new RegoSet();
  for (const [key, value] of set.members) copy.members.set(key, value);
  return copy;
}

export function frozen(node: Growing): Value {
  if (node.kind === 'leaf') return node.value;
  if (node.kind === 'set') return node.set;
  return objectOf([...node.children.values()].map(({ key, node: child }) => [key, frozen(child)] as const));
}
