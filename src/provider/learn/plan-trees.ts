/** Configurations for the planner alone: everything that a type has set at once. A plan is not validated, so that arguments which exclude each other may stand together. */
import type { Type } from '../../cty/index.ts';
import type { Argument, Nested, Shape, Tree } from './shape.ts';

/** How deep blocks are filled, and how many arguments at most; a few types hold thousands, the same ones again and again. */
const DEEPEST = 3;
const MOST_PLACES = 400;

export interface PlanPlace {
  /** Names joined by dots. */
  readonly place: string;
  readonly names: readonly string[];
  readonly type: Type;
}

/** The arguments that can be written, in the order of the schema. */
export function placesOf(shape: Shape): PlanPlace[] {
  const found: PlanPlace[] = [];
  const visit = (at: Shape, names: readonly string[]): void => {
    for (const [name, argument] of at.attributes)
      if (isWritten(name, argument, names) && found.length < MOST_PLACES)
        found.push({ place: [...names, name].join('.'), names: [...names, name], type: argument.type });
    if (names.length >= DEEPEST) return;
    for (const [name, nested] of at.blocks) if (isFilled(name, nested, names)) visit(nested.shape, [...names, name]);
  };
  visit(shape, []);
  return found;
}

function isWritten(name: string, argument: Argument, names: readonly string[]): boolean {
  return argument.configurable && !(names.length === 0 && name === 'id');
}

function isFilled(name: string, nested: Nested, names: readonly string[]): boolean {
  return nested.nesting !== 'map' && !(name === 'timeouts' && names.length === 0);
}

/** The tree with a value at each of the places, through one element of every block; undefined values are left out. */
export function treeOf(places: readonly PlanPlace[], valueAt: (place: PlanPlace) => unknown): Tree {
  const tree: Record<string, unknown> = {};
  for (const place of places) {
    const value = valueAt(place);
    if (value === undefined) continue;
    let at = tree;
    for (const name of place.names.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    at[place.names.at(-1) as string] = value;
  }
  return tree;
}

/** Does `work` with all of the items, and where it says that it could not, with each half of them; single items that cannot be are left out. */
export async function byHalves<T>(items: readonly T[], work: (some: readonly T[]) => Promise<boolean>): Promise<void> {
  if (items.length === 0 || (await work(items)) || items.length === 1) return;
  const middle = Math.ceil(items.length / 2);
  await byHalves(items.slice(0, middle), work);
  await byHalves(items.slice(middle), work);
}
