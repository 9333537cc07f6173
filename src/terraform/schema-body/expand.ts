/** Generates the blocks that `dynamic` blocks stand for. An unknown `for_each` gives one block of which nothing is known. */
import {
  convert,
  DYNAMIC_UNKNOWN,
  elementsOf,
  entriesOf,
  type KnownValue,
  type Marks,
  NO_MARKS,
  numberValue,
  objectValue,
  STRING,
  stringValue,
  typeName,
  unmarked,
  type Value,
} from '../../cty/index.ts';
import { evaluate, type Scope } from '../../hcl/index.ts';
import { type Diagnostic, limits, type Span } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { CompiledBody } from './compile.ts';
import { invalidDynamicForEach, invalidDynamicLabel, tooManyDynamicBlocks } from './diagnostics.ts';
import type { CompiledDynamic } from './dynamic.ts';

export interface ExpandedBody {
  readonly compiled: CompiledBody;
  readonly blocks: readonly ExpandedBlock[];
  readonly iteration: Iteration | undefined;
  /** Stands for any number of blocks: no expression in it is looked at. */
  readonly unknown: boolean;
  /** Marks of the `for_each` values that generated it. */
  readonly marks: Marks;
  /** What went wrong while blocks were generated. */
  readonly problems: readonly Diagnostic[];
}

export interface ExpandedBlock {
  readonly type: string;
  /** The label of a block with map nesting. */
  readonly key: string | undefined;
  readonly headerSpan: Span;
  readonly body: ExpandedBody;
}

/** The values of one iterator inside its `content`. */
export interface Iteration {
  readonly name: string;
  readonly value: Value;
  readonly parent: Iteration | undefined;
}

const NO_PROBLEMS: readonly Diagnostic[] = [];
const plainBodies = sideTable<CompiledBody, ExpandedBody>();

/** `scope` resolves what `for_each` arguments refer to; it is not used where there are no dynamic blocks. */
export function expandBody(compiled: CompiledBody, scope: Scope | undefined): ExpandedBody {
  if (!compiled.hasDynamic) {
    let plain = plainBodies.get(compiled);
    if (plain === undefined) {
      plain = expand(compiled, { scope: undefined, iteration: undefined, unknown: false, marks: NO_MARKS });
      plainBodies.set(compiled, plain);
    }
    return plain;
  }
  return expand(compiled, { scope, iteration: undefined, unknown: false, marks: NO_MARKS });
}

interface Around {
  readonly scope: Scope | undefined;
  readonly iteration: Iteration | undefined;
  readonly unknown: boolean;
  readonly marks: Marks;
}

function expand(compiled: CompiledBody, around: Around): ExpandedBody {
  const { iteration, unknown, marks } = around;
  const blocks: ExpandedBlock[] = [];
  let problems = NO_PROBLEMS as Diagnostic[];
  for (const block of compiled.blocks) {
    if (block.kind === 'block') {
      const body = expand(block.body, around);
      blocks.push({ type: block.type, key: block.labels[0]?.value, headerSpan: block.headerSpan, body });
    } else {
      if (problems === NO_PROBLEMS) problems = [];
      generate(block, around, blocks, problems);
    }
  }
  return { compiled, blocks, iteration, unknown, marks, problems };
}

function generate(dynamic: CompiledDynamic, around: Around, blocks: ExpandedBlock[], problems: Diagnostic[]): void {
  const scope = scopeWith(around.iteration, around.scope);
  const before = problems.length;
  const marked = evaluate(dynamic.forEach, scope, problems);
  const forEach = unmarked(marked);
  const marks = marked.marks.size === 0 ? around.marks : new Set([...around.marks, ...marked.marks]);
  const span = dynamic.forEach.span;
  if (!isIterable(forEach)) problems.push(invalidDynamicForEach(`a ${typeName(forEach.type)}`, span));
  else if (forEach.state === 'null') problems.push(invalidDynamicForEach('null', span));
  if (problems.length > before) return;
  const addBlock = (key: Value, value: Value, unknown: boolean): void => {
    const iteration = {
      name: dynamic.iterator,
      value: objectValue([
        ['key', key],
        ['value', value],
      ]),
      parent: around.iteration,
    };
    const inner = { scope: around.scope, iteration, unknown: unknown || around.unknown, marks };
    const label = dynamic.labels[0] === undefined ? undefined : labelOf(dynamic, inner, problems);
    if (label === null) return;
    const body = expand(dynamic.body, inner);
    blocks.push({ type: dynamic.type, key: label, headerSpan: dynamic.headerSpan, body });
  };
  if (forEach.state !== 'known') {
    addBlock(DYNAMIC_UNKNOWN, DYNAMIC_UNKNOWN, true);
    return;
  }
  const entries = iterationEntries(forEach);
  if (entries.length > limits.maxDynamicBlocks) {
    problems.push(tooManyDynamicBlocks(limits.maxDynamicBlocks, span));
    return;
  }
  for (const [key, value] of entries) addBlock(key, value, false);
}

/** Null, with a problem, where the label expression gives no text. */
function labelOf(dynamic: CompiledDynamic, around: Around, problems: Diagnostic[]): string | null {
  const expression = dynamic.labels[0];
  if (expression === undefined) return null;
  const before = problems.length;
  const value = evaluate(expression, scopeWith(around.iteration, around.scope), problems);
  if (problems.length > before) return null;
  const refuse = (why: string): null => {
    problems.push(invalidDynamicLabel(why, expression.span));
    return null;
  };
  const converted = convert(value, STRING);
  if ('error' in converted) return refuse(converted.error);
  if (converted.value.marks.size > 0) return refuse('it is sensitive');
  if (converted.value.state === 'null') return refuse('it is null');
  if (converted.value.state === 'unknown') return refuse('it is not known yet');
  return converted.value.data as string;
}

function isIterable({ type }: Value): boolean {
  return type.kind !== 'string' && type.kind !== 'number' && type.kind !== 'bool' && type.kind !== 'capsule';
}

/** Keys and values in cty's order; the elements of a set are their own keys. */
function iterationEntries(collection: KnownValue): readonly (readonly [Value, Value])[] {
  switch (collection.type.kind) {
    case 'map':
    case 'object':
      return [...entriesOf(collection)].map(([key, value]) => [stringValue(key), value]);
    case 'set':
      return elementsOf(collection).map((value) => [value, value]);
    default:
      return elementsOf(collection).map((value, i) => [numberValue(i), value]);
  }
}

/** The scope inside a generated block: its iterators in front of `base`. */
export function scopeWith(iteration: Iteration | undefined, base: Scope | undefined): Scope | undefined {
  if (iteration === undefined) return base;
  const parent = scopeWith(iteration.parent, base);
  const variables = new Map([[iteration.name, iteration.value]]);
  return parent === undefined ? { variables } : { variables, parent };
}

export function iteratorNames(iteration: Iteration | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (let inner = iteration; inner !== undefined; inner = inner.parent) names.add(inner.name);
  return names;
}
