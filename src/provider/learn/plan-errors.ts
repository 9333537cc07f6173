/**
 * Learns what a provider refuses only while it plans: which arguments must be set, or must not be, where another one has a certain value.
 * Found by planning a valid configuration with one argument changed, and then with one more; a rule is kept if it holds in a second
 * configuration with other values.
 */
import type { Check, Condition, Scalar } from '../facts/format.ts';
import { byHalves } from './plan-trees.ts';
import { type Extra, extrasOf, type Switch, switchesOf, varied, without } from './plan-trials.ts';
import { proposedOf } from './proposed.ts';
import { buildConfig, mergeTrees, type Tree } from './shape.ts';
import type { Learning } from './type-facts.ts';

export interface PlanErrors {
  readonly checks: readonly Check[];
  /** Titles that nothing explains. */
  readonly unlearned: readonly string[];
  /** The configuration with what planning misses in it added. */
  readonly base: Tree;
}

/** A rule with a configuration that breaks it, and some that differ from that in one thing and do not. */
interface Candidate {
  readonly check: Check;
  readonly broken: Tree;
  readonly kept: readonly Tree[];
  /** What the rule hangs on: not to be varied. */
  readonly fixed: ReadonlySet<string>;
}

interface Trial {
  /** What planning refuses a configuration with, though validating does not; the place, where one is named. */
  readonly refusal: (tree: Tree) => Promise<Refusal | undefined>;
  readonly plans: (tree: Tree) => Promise<boolean>;
  readonly extras: readonly Extra[];
}

interface Refusal {
  readonly title: string;
  readonly whole: boolean;
  /** All titles of the answer. */
  readonly titles: readonly string[];
}

interface Missing {
  readonly refusal: Refusal;
  readonly names: readonly string[];
}

const MOST_ADDITIONS = 4;

/** `start`: a configuration that validates. `checks`: those found by validating, whose value sets say which values there are. */
export async function learnPlanErrors(learning: Learning, start: Tree, checks: readonly Check[]): Promise<PlanErrors> {
  const trial: Trial = { ...questions(learning), extras: extrasOf(learning, start) };
  const { base, missing, refused } = await completed(trial, start);
  if (refused !== undefined) return { checks: [], unlearned: [refused], base };
  const switches = switchesOf(learning, checks);
  const candidates: Candidate[] = [];
  for (const [i, one] of missing.entries()) {
    const before = missing.slice(0, i).filter(({ refusal }) => !refusal.titles.includes(one.refusal.title));
    candidates.push(
      ...(await alwaysNeeded(
        trial,
        base,
        one,
        before.flatMap(({ names }) => names),
        switches,
      )),
    );
  }
  const groups = await together(trial, base);
  const unlearned = new Set<string>();
  for (const one of switches) {
    const { needed, unexplained } = await neededWith(trial, base, one, switches);
    candidates.push(...needed, ...(await refusedWith(trial, base, one, groups)));
    for (const title of unexplained) unlearned.add(title);
  }
  const proved: Check[] = [];
  for (const candidate of candidates)
    if (await holdsElsewhere(learning, trial, candidate)) proved.push(candidate.check);
  return { checks: merged(proved), unlearned: [...unlearned], base };
}

function questions({ session, type, shape, validate }: Learning): Pick<Trial, 'refusal' | 'plans'> {
  const plan = async (tree: Tree) => {
    const config = buildConfig(shape, tree);
    return (await session.plan(type, proposedOf(shape, config), config)).problems;
  };
  return {
    plans: async (tree) => (await plan(tree)).length === 0,
    refusal: async (tree) => {
      const problems = await plan(tree);
      const [problem] = problems;
      if (problem === undefined || (await validate(tree)).length > 0) return undefined;
      return { title: problem.title, whole: (problem.place ?? '') === '', titles: problems.map(({ title }) => title) };
    },
  };
}

/** Adds what the refusals ask for, round by round; what was added and turned out to be needless is left out again. */
async function completed(
  trial: Trial,
  start: Tree,
): Promise<{ base: Tree; missing: readonly Missing[]; refused?: string }> {
  let base = start;
  const added: { refusal: Refusal; extras: readonly Extra[] }[] = [];
  for (let round = 0; ; round++) {
    const refusal = await trial.refusal(base);
    if (refusal === undefined) break;
    const extras = round < MOST_ADDITIONS ? await remedyOf(trial, base, refusal) : undefined;
    if (extras === undefined) return { base: start, missing: [], refused: refusal.title };
    added.push({ refusal, extras });
    base = withExtras(base, extras);
  }
  const missing: Missing[] = [];
  for (const { refusal, extras } of added) {
    const names: string[] = [];
    for (const { name } of extras) {
      const refused = await trial.refusal(without(base, name));
      if (refused === undefined) base = without(base, name);
      else if (refused.title === refusal.title) names.push(name);
    }
    missing.push({ refusal, names });
  }
  return { base, missing };
}

/** What the title names, together; else one thing that makes the plan go through. */
async function remedyOf(trial: Trial, tree: Tree, { title }: Refusal): Promise<readonly Extra[] | undefined> {
  const open = trial.extras.filter(({ name }) => !(name in tree));
  const named = open.filter(({ name }) => mentions(title, name));
  if (named.length > 0 && (await trial.refusal(withExtras(tree, named)))?.title !== title) {
    for (const one of named) if ((await trial.refusal(withExtras(tree, [one]))) === undefined) return [one];
    return named;
  }
  for (const one of open) if (await trial.plans(withExtras(tree, [one]))) return [one];
  return undefined;
}

function mentions(title: string, name: string): boolean {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`).test(title);
}

function withExtras(tree: Tree, extras: readonly Extra[]): Tree {
  return extras.reduce((all, { tree: one }) => mergeTrees(all, one), tree);
}

/**
 * What is needed though nothing asks for it: unless something else stands there, or a switch is turned. `before`: what is missed first,
 * and alone.
 */
async function alwaysNeeded(
  trial: Trial,
  base: Tree,
  { refusal, names }: Missing,
  before: readonly string[],
  switches: readonly Switch[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const [i, name] of names.entries()) {
    if (!mentions(refusal.title, name)) continue;
    const broken = without(base, name);
    const when: Condition[] = [...before, ...names.slice(0, i)].map((path) => ({ path, set: true }));
    for (const other of trial.extras)
      if (
        !(other.name in base) &&
        !switches.some(({ place }) => place === other.name) &&
        (await trial.plans(withExtras(broken, [other])))
      )
        when.push({ path: other.name, set: false });
    for (const { place, values, treeWith } of switches) {
      const free: Scalar[] = [];
      for (const value of values)
        if ((await trial.refusal(treeWith(broken, value)))?.title !== refusal.title) free.push(value);
      if (free.length > 0 && free.length < values.length) when.push({ path: place, differs: free });
    }
    candidates.push({ check: needs(name, refusal, when), broken, kept: [base], fixed: new Set() });
  }
  return candidates;
}

function needs(path: string, { title, whole }: Refusal, when: readonly Condition[]): Check {
  return {
    path,
    is: 'set',
    title: title.replaceAll('{', '{{'),
    phase: 'plan',
    ...(whole && { whole }),
    ...(when.length > 0 && { when }),
  };
}

/** What must be set, or not, beside what the base has, where the switch has one of its values. */
async function neededWith(
  trial: Trial,
  base: Tree,
  one: Switch,
  switches: readonly Switch[],
): Promise<{ needed: Candidate[]; unexplained: readonly string[] }> {
  const needed: Candidate[] = [];
  const unexplained: string[] = [];
  for (const value of one.values) {
    const broken = one.treeWith(base, value);
    const refusal = await trial.refusal(broken);
    if (refusal === undefined) continue;
    const turned: Turned = { place: one.place, value, base, broken, refusal };
    const found =
      (await disturbing(trial, turned)) ?? (await lacking(trial, turned)) ?? (await clashing(trial, turned, switches));
    if (found === undefined) unexplained.push(refusal.title);
    else needed.push(...found);
  }
  return { needed, unexplained };
}

/** A switch has a value, and planning refuses that. */
interface Turned {
  readonly place: string;
  readonly value: Scalar;
  readonly base: Tree;
  readonly broken: Tree;
  readonly refusal: Refusal;
}

/** The one thing of the base that must not be there then. */
async function disturbing(trial: Trial, turned: Turned): Promise<Candidate[] | undefined> {
  const { place, value, base, broken, refusal } = turned;
  for (const { name, tree } of trial.extras) {
    if (!(name in base) || !mentions(refusal.title, name)) continue;
    const cured = without(broken, name);
    if (!(await trial.plans(cured))) continue;
    const check = await forbids(trial, cured, { name, tree }, refusal, [{ path: place, equals: [value] }]);
    if (check === undefined) return undefined;
    return [{ check, broken, kept: [cured], fixed: new Set([place]) }];
  }
  return undefined;
}

/** What the title asks for and is not there then. */
async function lacking(trial: Trial, turned: Turned): Promise<Candidate[] | undefined> {
  const { place, value, base, broken, refusal } = turned;
  const remedy = await remedyOf(trial, broken, refusal);
  if (remedy === undefined) return undefined;
  const cured = withExtras(broken, remedy);
  if (!(await trial.plans(cured))) return undefined;
  const fixed = new Set([place]);
  const [first] = remedy as readonly [Extra];
  if (remedy.length === 1 && first.tree[first.name] === true) {
    const check = { ...needs(place, refusal, [{ path: first.name, differs: [true] }]), is: 'noneOf', values: [value] };
    return [{ check: check as Check, broken, kept: [cured, base], fixed: new Set([place, first.name]) }];
  }
  if (!remedy.every(({ name }) => mentions(refusal.title, name))) return undefined;
  return remedy.map(({ name }, i): Candidate => {
    const before = remedy.slice(0, i).map(({ name: path }): Condition => ({ path, set: true }));
    const check = needs(name, refusal, [{ path: place, equals: [value] }, ...before]);
    return { check, broken: without(cured, name), kept: [cured, base], fixed };
  });
}

/** The values of another switch, which the title names, with which this one cannot be. */
async function clashing(
  trial: Trial,
  { place, value, broken, refusal }: Turned,
  switches: readonly Switch[],
): Promise<Candidate[] | undefined> {
  const other = switches.find((one) => one.place !== place && mentions(refusal.title, lastName(one.place)));
  if (other === undefined) return undefined;
  const kept: Tree[] = [];
  const clashes: { tree: Tree; refusal: Refusal; against: Scalar }[] = [];
  for (const against of other.values) {
    const tree = other.treeWith(broken, against);
    const refused = await trial.refusal(tree);
    if (refused === undefined) kept.push(tree);
    else if (mentions(refused.title, lastName(place))) clashes.push({ tree, refusal: refused, against });
  }
  if (kept.length === 0 || clashes.length === 0) return undefined;
  return clashes.map(({ tree, refusal: own, against }): Candidate => {
    const check = { ...needs(place, own, [{ path: other.place, equals: [against] }]), is: 'noneOf', values: [value] };
    return { check: check as Check, broken: tree, kept, fixed: new Set([place, other.place]) };
  });
}

function lastName(place: string): string {
  return place.slice(place.lastIndexOf('.') + 1);
}

/** `tree`: a configuration that can be planned, and cannot with the extra in it; undefined where it can with more of it. */
async function forbids(
  trial: Trial,
  tree: Tree,
  { name, tree: own }: Extra,
  refusal: Refusal,
  when: readonly Condition[],
): Promise<Check | undefined> {
  const plansWith = (value: unknown): Promise<boolean> => trial.plans(mergeTrees(tree, { [name]: value }));
  if (typeof own[name] === 'number') for (const more of LARGER) if (await plansWith(more)) return undefined;
  const zero = ZEROS.get(typeof own[name]);
  const nonZero = zero !== undefined && (await plansWith(zero));
  return { ...needs(name, refusal, when), is: 'unset', ...(nonZero && { nonZero }) } as Check;
}

const LARGER = [2, 10, 1000] as const;
const ZEROS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['string', ''],
  ['number', 0],
  ['boolean', false],
]);

/** Extras that can be planned beside each other, in groups. */
async function together(trial: Trial, base: Tree): Promise<(readonly Extra[])[]> {
  const groups: (readonly Extra[])[] = [];
  await byHalves(
    trial.extras.filter(({ name }) => !(name in base)),
    async (some) => {
      if (!(await trial.plans(withExtras(base, some)))) return false;
      groups.push(some);
      return true;
    },
  );
  return groups;
}

/** What must not be set where the switch has one of its values. */
async function refusedWith(
  trial: Trial,
  base: Tree,
  { place, values, treeWith }: Switch,
  groups: readonly (readonly Extra[])[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const own = place.split('.')[0] as string;
  for (const value of values) {
    const turned = treeWith(base, value);
    if (!(await trial.plans(turned))) continue;
    for (const group of groups)
      await byHalves(
        group.filter(({ name }) => name !== own && !(name in turned)),
        async (some) => {
          const broken = withExtras(turned, some);
          if (await trial.plans(broken)) return true;
          const [extra] = some as readonly [Extra];
          const refusal = some.length === 1 ? await trial.refusal(broken) : undefined;
          if (refusal === undefined) return false;
          const check = await forbids(trial, turned, extra, refusal, [{ path: place, equals: [value] }]);
          if (check === undefined) return false;
          candidates.push({ check, broken, kept: [turned, withExtras(base, some)], fixed: new Set([place]) });
          return false;
        },
      );
  }
  return candidates;
}

/** Asks again with other values wherever others were accepted. */
async function holdsElsewhere(
  learning: Learning,
  trial: Trial,
  { check, broken, kept, fixed }: Candidate,
): Promise<boolean> {
  const title = check.title.replaceAll('{{', '{');
  for (const tree of [broken, varied(learning, broken, fixed)])
    if ((await trial.refusal(tree))?.title !== title) return false;
  for (const tree of kept) if ((await trial.refusal(varied(learning, tree, fixed)))?.title === title) return false;
  return true;
}

/** Rules that differ alone in the values that they refuse, and then in those of their switch, are one rule. */
function merged(checks: readonly Check[]): Check[] {
  const byRefused = groupedBy(checks, (check) => ({ ...check, values: undefined })).map((group) => {
    const [check] = group as [Check];
    return 'values' in check ? ({ ...check, values: union(group.map(refusedBy)) } as Check) : check;
  });
  return groupedBy(byRefused, (check) => ({
    ...check,
    when: [switchOf(check)?.path, ...(check.when ?? []).slice(1)],
  })).map((group) => {
    const [check] = group as [Check];
    const own = switchOf(check);
    if (own === undefined) return check;
    const equals = union(group.map((one) => switchOf(one)?.equals ?? []));
    return { ...check, when: [{ path: own.path, equals }, ...(check.when ?? []).slice(1)] };
  });
}

function groupedBy(checks: readonly Check[], key: (check: Check) => unknown): Check[][] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const text = JSON.stringify(key(check));
    groups.set(text, [...(groups.get(text) ?? []), check]);
  }
  return [...groups.values()];
}

function refusedBy(check: Check): readonly Scalar[] {
  return check.is === 'noneOf' ? check.values : [];
}

function switchOf({ when }: Check): { readonly path: string; readonly equals: readonly Scalar[] } | undefined {
  const [first] = when ?? [];
  return first !== undefined && 'equals' in first ? first : undefined;
}

function union(sets: readonly (readonly Scalar[])[]): Scalar[] {
  return [...new Set(sets.flat())];
}
