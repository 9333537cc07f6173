/** json.filter, json.remove and json.patch: operations on documents by paths. */
import { failed } from '../plan/builtin.ts';
import {
  entries,
  equals,
  isArray,
  isNumber,
  isObject,
  lookup,
  ObjectBuilder,
  objectOf,
  RegoSet,
  setOf,
  typeNameOf,
  type Value,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';

export const JSON_PATHS: BuiltinFamily = {
  'json.filter': builtin(['object', 'set|array'], (document: Value, list: Value) => {
    const paths = pathsOf(list);
    if (!Array.isArray(paths)) return paths;
    return filtered(document, trie(paths)) ?? {};
  }),
  'json.remove': builtin(['object', 'set|array'], (document: Value, list: Value) => {
    const paths = pathsOf(list);
    return Array.isArray(paths) ? removed(document, trie(paths)) : paths;
  }),
  'json.patch': builtin(['any', 'array'], patch),
};

interface Trie {
  leaf: boolean;
  readonly children: Map<string, Trie>;
}

function pathsOf(list: Value) {
  const paths: string[][] = [];
  for (const path of isArray(list) ? list : (list as RegoSet).sorted()) {
    const steps = stepsOf(path);
    if (steps === undefined) {
      return wrongType(
        `operand 2 must be one of {set, array} containing string paths or array of path segments but got ${typeNameOf(path)}`,
      );
    }
    paths.push(steps.map((step) => (typeof step === 'string' ? step : String(step))));
  }
  return paths;
}

function stepsOf(path: Value): Value[] | undefined {
  if (isArray(path)) return [...path];
  if (typeof path !== 'string') return undefined;
  if (path === '') return [];
  return path
    .replace(/^\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function trie(paths: readonly (readonly string[])[]): Trie {
  const root: Trie = { leaf: false, children: new Map() };
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      let child = at.children.get(step);
      if (child === undefined) {
        child = { leaf: false, children: new Map() };
        at.children.set(step, child);
      }
      at = child;
    }
    at.leaf = true;
  }
  return root;
}

function filtered(value: Value, paths: Trie): Value | undefined {
  if (paths.leaf) return value;
  if (isObject(value)) {
    const builder = new ObjectBuilder();
    for (const [key, element] of entries(value)) {
      const below = paths.children.get(String(key));
      const kept = below === undefined ? undefined : filtered(element, below);
      if (kept !== undefined) builder.set(key, kept);
    }
    return builder.build();
  }
  if (isArray(value)) {
    return value.flatMap((element, index) => {
      const below = paths.children.get(String(index));
      const kept = below === undefined ? undefined : filtered(element, below);
      return kept === undefined ? [] : [kept];
    });
  }
  if (value instanceof RegoSet) {
    return setOf(
      value.sorted().flatMap((element) => {
        const below = paths.children.get(String(element));
        const kept = below === undefined ? undefined : filtered(element, below);
        return kept === undefined ? [] : [kept];
      }),
    );
  }
  return undefined;
}

function removed(value: Value, paths: Trie): Value {
  const keep = (key: Value, element: Value): Value | undefined => {
    const below = paths.children.get(String(key));
    if (below === undefined) return element;
    return below.leaf ? undefined : removed(element, below);
  };
  if (isObject(value)) {
    return objectOf(
      entries(value).flatMap(([key, element]) => {
        const kept = keep(key, element);
        return kept === undefined ? [] : [[key, kept] as const];
      }),
    );
  }
  if (isArray(value)) {
    return value.flatMap((element, index) => {
      const kept = keep(index, element);
      return kept === undefined ? [] : [kept];
    });
  }
  if (value instanceof RegoSet) {
    return setOf(
      value.sorted().flatMap((element) => {
        const kept = keep(element, element);
        return kept === undefined ? [] : [kept];
      }),
    );
  }
  return value;
}

class PatchProblem extends Error {}

function patch(document: Value, operations: readonly Value[]) {
  let result: Value = document;
  try {
    for (const operation of operations) {
      if (!isObject(operation)) {
        return wrongType(
          `operand 2 must be array of JSON-Patch objects but got array containing ${typeNameOf(operation)}`,
        );
      }
      result = apply(result, operation);
    }
    return result;
  } catch (problem) {
    if (problem instanceof PatchProblem) return failed(problem.message);
    throw problem;
  }
}

function apply(document: Value, operation: Value): Value {
  const op = lookup(operation, 'op');
  const at = pathIn(operation, 'path');
  const value = () => {
    const given = lookup(operation, 'value');
    if (given === undefined) throw new PatchProblem("missing 'value' attribute");
    return given;
  };
  switch (op) {
    case 'add':
      return put(document, at, value(), true);
    case 'replace':
      return put(take(document, at)[0], at, value(), true);
    case 'remove':
      return take(document, at)[0];
    case 'move': {
      const [rest, moved] = take(document, pathIn(operation, 'from'));
      return put(rest, at, moved, true);
    }
    case 'copy':
      return put(document, at, take(document, pathIn(operation, 'from'))[1], true);
    case 'test': {
      const [, found] = take(document, at);
      if (!equals(found, value())) throw new PatchProblem('the value differs from the one to test');
      return document;
    }
    default:
      throw new PatchProblem(`invalid operation`);
  }
}

function pathIn(operation: Value, name: string): Value[] {
  const path = lookup(operation, name);
  const steps = path === undefined ? undefined : stepsOf(path);
  if (steps === undefined) throw new PatchProblem(`missing '${name}' attribute`);
  return steps;
}

function indexOf(step: Value, length: number): number {
  if (step === '-') return length;
  const index = isNumber(step) ? Number(step) : /^(0|[1-9]\d*)$/.test(String(step)) ? Number(step) : -1;
  if (index < 0 || index > length) throw new PatchProblem('the path does not exist');
  return index;
}

function put(document: Value, path: readonly Value[], value: Value, insert: boolean): Value {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (isObject(document)) {
    const builder = new ObjectBuilder();
    for (const [key, element] of entries(document)) builder.set(key, element);
    const own = builder.get(first);
    if (own === undefined && rest.length > 0) throw new PatchProblem('the path does not exist');
    builder.set(first, rest.length === 0 ? value : put(own as Value, rest, value, insert));
    return builder.build();
  }
  if (isArray(document)) {
    const index = indexOf(first, document.length);
    if (rest.length === 0) return [...document.slice(0, index), value, ...document.slice(index)];
    if (index >= document.length) throw new PatchProblem('the path does not exist');
    return document.map((element, at) => (at === index ? put(element, rest, value, insert) : element));
  }
  if (document instanceof RegoSet) {
    if (rest.length === 0) {
      if (!equals(first, value)) throw new PatchProblem('the path does not exist');
      return setOf([...document.sorted(), value]);
    }
    if (!document.has(first)) throw new PatchProblem('the path does not exist');
    return setOf(
      document.sorted().map((element) => (equals(element, first) ? put(element, rest, value, insert) : element)),
    );
  }
  throw new PatchProblem('the path does not exist');
}

function take(document: Value, path: readonly Value[]): [Value, Value] {
  const [first, ...rest] = path;
  if (first === undefined) return [null, document];
  const key = isArray(document) ? indexOf(first, document.length - 1) : first;
  const own = document instanceof RegoSet ? (document.has(key) ? key : undefined) : lookup(document, key);
  if (own === undefined) throw new PatchProblem('the path does not exist');
  const [below, found] = rest.length === 0 ? [undefined, own] : take(own, rest);
  if (isArray(document)) {
    const elements: Value[] = [];
    document.forEach((element, index) => {
      if (index !== key) elements.push(element);
      else if (below !== undefined) elements.push(below);
    });
    return [elements, found];
  }
  if (document instanceof RegoSet) {
    const others = document.sorted().filter((element) => !equals(element, key));
    return [setOf(below === undefined ? others : [...others, below]), found];
  }
  const builder = new ObjectBuilder();
  for (const [name, element] of isObject(document) ? entries(document) : []) {
    if (!equals(name, key)) builder.set(name, element);
    else if (below !== undefined) builder.set(name, below);
  }
  return [builder.build(), found];
}
