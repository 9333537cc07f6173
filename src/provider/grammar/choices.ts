/**
 * Which members of a block may stand together. A grammar cannot count combinations, so what is let through is less than
 * what is right, and never wrong: of members that exclude each other one, of which some are needed one; a member that needs
 * others, or that is refused or needed under a condition, is left out unless it is required.
 */
import type { Check, GroupCheck } from '../facts/format.ts';

export interface Choices {
  /** Each: one of these, and where `needed` none is not enough. Members in no choice stand alone. */
  readonly groups: readonly { readonly members: readonly string[]; readonly needed: boolean }[];
  readonly left: ReadonlySet<string>;
  /** Optional by the schema, but needed here. */
  readonly needed: ReadonlySet<string>;
}

/** What the rules say of the members of a block: left alone, against each other, and of which rows one is needed. */
export interface Relations {
  readonly left: Set<string>;
  readonly enemies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly needs: readonly (readonly string[])[];
}

/** `members` are the arguments and blocks of the block at `prefix` (`''`, or dotted); `required` are those the schema demands. */
export function choicesOf(
  prefix: string,
  members: readonly string[],
  required: ReadonlySet<string>,
  checks: readonly Check[],
): Choices {
  const { left, enemies, needs } = relationsOf(prefix, required, checks);
  return arrange(members, required, left, enemies, needs);
}

export function relationsOf(prefix: string, required: ReadonlySet<string>, checks: readonly Check[]): Relations {
  const within = (path: string) => memberAt(prefix, path);
  const left = new Set<string>();
  const leave = (name: string | undefined) => {
    if (name !== undefined && !required.has(name)) left.add(name);
  };
  const enemies = new Map<string, Set<string>>();
  const needs: string[][] = [];
  const oppose = (a: string, b: string) => {
    if (a === b) return;
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const)
      enemies.set(one, (enemies.get(one) ?? new Set()).add(other));
  };
  for (const check of checks) {
    const own = within(check.path);
    if (!('paths' in check)) {
      if (own === undefined || !isOwn(prefix, check.path)) continue;
      const conditions = (check.when ?? []).map(({ path }) => within(path));
      if (check.is === 'unset') leave(own);
      if (check.is !== 'set') continue;
      // Needed when something else has a value: that is not set, or where it must be, this always is.
      if (conditions.every((name) => name !== undefined && required.has(name))) needs.push([own]);
      else for (const name of [own, ...conditions]) leave(name);
      continue;
    }
    const names = check.paths.map((path) => (isOwn(prefix, path) ? within(path) : undefined));
    if (own === undefined && names.every((name) => name === undefined)) continue;
    const known = names.filter((name) => name !== undefined);
    if (known.length < names.length || !(isOwn(prefix, check.path) || check.path === prefix)) {
      // Members elsewhere: none of these is used, so that none of them can meet one of those.
      if (check.is !== 'atLeastOneOf') for (const name of known) leave(name);
      if (isOwn(prefix, check.path)) leave(own);
      continue;
    }
    addGroup(check, own, known, { leave, oppose, needs });
  }
  for (const [name, others] of enemies) if (required.has(name)) for (const other of others) leave(other);
  return { left, enemies, needs };
}

interface Findings {
  leave(name: string | undefined): void;
  oppose(a: string, b: string): void;
  readonly needs: string[][];
}

function addGroup(check: GroupCheck, own: string | undefined, names: readonly string[], findings: Findings): void {
  const { is } = check;
  if (is === 'requiredWith') findings.leave(own);
  if (is === 'conflictsWith' && own !== undefined) for (const name of names) findings.oppose(own, name);
  if (is === 'exactlyOneOf' || is === 'atMostOneOf')
    for (const a of names) for (const b of names) findings.oppose(a, b);
  if (is === 'exactlyOneOf' || is === 'atLeastOneOf') findings.needs.push([...new Set(names)]);
}

function arrange(
  members: readonly string[],
  required: ReadonlySet<string>,
  left: Set<string>,
  enemies: ReadonlyMap<string, ReadonlySet<string>>,
  needs: readonly (readonly string[])[],
): Choices {
  const needed = new Set<string>();
  const open = needs.filter((names) => !names.some((name) => required.has(name)));
  for (const names of open) if (names.every((name) => left.has(name))) for (const name of names) left.delete(name);
  const groups: { members: string[]; needed: boolean }[] = [];
  const seen = new Set<string>();
  const free = (name: string) => members.includes(name) && !left.has(name) && !required.has(name);
  for (const member of members) {
    if (seen.has(member) || !free(member)) continue;
    const together = component(member, enemies, open, free);
    for (const each of together) seen.add(each);
    const wanted = open.filter((names) => names.some((name) => together.has(name)));
    const all = wanted.reduce<readonly string[]>(
      (rest, names) => rest.filter((name) => names.includes(name)),
      [...together],
    );
    if (wanted.length > 0) {
      const chosen = all.length > 0 ? all : greedy(wanted, enemies, free);
      if (all.length > 0) groups.push({ members: [...chosen], needed: true });
      else for (const name of chosen) needed.add(name);
      for (const each of together) if (!chosen.includes(each)) left.add(each);
    } else if (together.size > 1) {
      groups.push({ members: [...together], needed: false });
    }
  }
  return { groups, left, needed };
}

/** Members that reach each other by exclusion or by a common need. */
function component(
  start: string,
  enemies: ReadonlyMap<string, ReadonlySet<string>>,
  needs: readonly (readonly string[])[],
  free: (name: string) => boolean,
): Set<string> {
  const found = new Set([start]);
  for (const name of found) {
    const near = [...(enemies.get(name) ?? []), ...needs.filter((names) => names.includes(name)).flat()];
    for (const other of near) if (free(other)) found.add(other);
  }
  return found;
}

/** One member for each need, none of them against another. */
function greedy(
  needs: readonly (readonly string[])[],
  enemies: ReadonlyMap<string, ReadonlySet<string>>,
  free: (name: string) => boolean,
): string[] {
  const chosen: string[] = [];
  for (const names of needs) {
    if (names.some((name) => chosen.includes(name))) continue;
    const next = names.find((name) => free(name) && !chosen.some((other) => enemies.get(name)?.has(other)));
    if (next !== undefined) chosen.push(next);
  }
  return chosen;
}

/** Members that a rule asks for, whatever else is wanted. */
export function demandedMembers(prefix: string, checks: readonly Check[]): ReadonlySet<string> {
  const paths = checks.flatMap((check) => {
    if (check.is === 'exactlyOneOf' || check.is === 'atLeastOneOf') return check.paths;
    return check.is === 'set' ? [check.path] : [];
  });
  return new Set(paths.filter((path) => isOwn(prefix, path)).map((path) => memberAt(prefix, path) as string));
}

/** The member of the block that a path leads to or through. */
function memberAt(prefix: string, path: string): string | undefined {
  if (prefix !== '' && !path.startsWith(`${prefix}.`)) return undefined;
  return path.slice(prefix === '' ? 0 : prefix.length + 1).split('.')[0];
}

const isOwn = (prefix: string, path: string) =>
  (prefix === '' || path.startsWith(`${prefix}.`)) && !path.slice(prefix === '' ? 0 : prefix.length + 1).includes('.');
