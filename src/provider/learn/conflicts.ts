/** Which arguments exclude each other, and which groups of arguments there are. */
import type { GroupCheck } from '../facts/format.ts';
import { groupsOf } from './groups.ts';
import type { Learning } from './learning.ts';
import { sampleOf } from './samples.ts';
import type { Container } from './scopes.ts';
import type { Problem } from './session.ts';
import { isEndless, type Nested, type Shape, type Tree, treeAt } from './shape.ts';

/**
 * Everything in a container set at once shows who conflicts with whom. Where exactly one of several may be set, that alone is said of
 * them, so each is tried without the others too.
 */
export async function conflictsIn(learning: Learning, container: Container): Promise<Problem[]> {
  const all = everythingOf(learning, container);
  const found = await conflictsAmong(learning, container, all);
  const alone = groupsOf(found).flatMap((group) =>
    group.is === 'exactlyOneOf' ? oneOfEach(group, container, all) : [],
  );
  for (const members of alone.slice(0, MOST_CHOICES))
    found.push(...(await conflictsAmong(learning, container, members)));
  return found;
}

const MOST_CHOICES = 8;
const MOST_ROUNDS = 12;

type Members = Readonly<Record<string, unknown>>;

function everythingOf({ accepted }: Learning, { names, shape }: Container): Members {
  const all: Record<string, unknown> = {};
  for (const [name, argument] of shape.attributes) {
    if (!argument.configurable || name === 'id') continue;
    const sample = sampleOf(argument, accepted.get([...names, name].join('.')));
    if (sample !== undefined) all[name] = sample;
  }
  for (const [name, nested] of shape.blocks) if (name !== 'timeouts' && !isEndless(nested)) all[name] = {};
  return all;
}

function oneOfEach({ paths }: GroupCheck, { names }: Container, all: Members): Members[] {
  const own = paths.flatMap((path) => memberAt(names, path) ?? []).filter((name) => name in all);
  return own.map((kept) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => name === kept || !own.includes(name))),
  );
}

/** The member of the container that the dotted path leads through. */
function memberAt(names: readonly string[], path: string): string | undefined {
  const prefix = names.length === 0 ? '' : `${names.join('.')}.`;
  return path.startsWith(prefix) ? path.slice(prefix.length).split('.')[0] : undefined;
}

/** Conflicts of one argument are reported one at a time, so it is asked again without the ones known. */
async function conflictsAmong({ validate }: Learning, { names }: Container, all: Members): Promise<Problem[]> {
  const tree = (members: Tree): Tree => (names.length === 0 ? members : treeAt(names, members));
  const found: Problem[] = [...(await validate(tree(all)))];
  for (const group of groupsOf(found)) {
    if (group.is !== 'conflictsWith') continue;
    const left: Record<string, unknown> = { ...all };
    const rivals = [...group.paths];
    for (let round = 0; round < MOST_ROUNDS && rivals.length > 0; round++) {
      for (const rival of rivals.splice(0)) delete left[memberAt(names, rival) ?? ''];
      if (!((memberAt(names, group.path) ?? '') in left)) break;
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
