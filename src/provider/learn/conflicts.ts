/** Which arguments exclude each other, and which groups of arguments there are. */
import type { GroupCheck } from '../facts/format.ts';
import { groupsOf } from './groups.ts';
import type { Learning } from './learning.ts';
import { sampleOf } from './samples.ts';
import type { Container } from './scopes.ts';
import type { Problem } from './session.ts';
import { isEndless, type Nested, type Shape, type Tree, treeAt } from './shape.ts';

/** Everything in a container set at once shows who conflicts with whom; conflicts are reported one at a time, so it is asked again without the ones known. */
export async function conflictsIn({ validate, accepted }: Learning, { names, shape }: Container): Promise<Problem[]> {
  const all: Record<string, unknown> = {};
  const place = (name: string): string => [...names, name].join('.');
  for (const [name, argument] of shape.attributes) {
    if (!argument.configurable || name === 'id') continue;
    const sample = sampleOf(argument, accepted.get(place(name)));
    if (sample !== undefined) all[name] = sample;
  }
  for (const [name, nested] of shape.blocks) if (name !== 'timeouts' && !isEndless(nested)) all[name] = {};
  const tree = (members: Tree): Tree => (names.length === 0 ? members : treeAt(names, members));
  const found: Problem[] = [...(await validate(tree(all)))];
  const prefix = names.length === 0 ? '' : `${names.join('.')}.`;
  for (const group of groupsOf(found)) {
    if (group.is !== 'conflictsWith') continue;
    const left = { ...all };
    const rivals = [...group.paths];
    for (let round = 0; round < 12 && rivals.length > 0; round++) {
      for (const rival of rivals.splice(0))
        if (rival.startsWith(prefix)) delete left[rival.slice(prefix.length).split('.')[0] as string];
      const own = group.path.slice(prefix.length);
      if (!(own in left)) break;
      const next = (await validate(tree(left))).filter((problem) => problem.place === group.path);
      found.push(...next);
      for (const again of groupsOf(next)) if (again.is === 'conflictsWith') rivals.push(...again.paths);
    }
  }
  return found;
}

/** Keeps the groups whose members exist. */
export async function proved({ shape }: Learning, groups: readonly GroupCheck[]): Promise<GroupCheck[]> {
  const exists = (path: string): boolean => {
    let at: Shape | undefined = shape;
    const names = path.split('.');
    for (const [i, name] of names.entries()) {
      if (at === undefined) return false;
      if (i === names.length - 1) return at.attributes.has(name) || at.blocks.has(name);
      at = (at.blocks.get(name) as Nested | undefined)?.shape;
    }
    return false;
  };
  return groups.filter(({ path, paths }) => (path === '' || exists(path)) && paths.length > 0 && paths.every(exists));
}
