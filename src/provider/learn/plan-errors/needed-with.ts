/** What a switch needs, does not bear, or clashes with where it has one of its values. */
import type { Check, Condition, Scalar } from '../../facts/format.ts';
import { type Extra, type Switch, without } from '../plan-trials.ts';
import type { Tree } from '../shape.ts';
import { remedyOf } from './completed.ts';
import { forbids, needs } from './rules.ts';
import { type Candidate, mentions, type Refusal, type Trial, withExtras } from './trial.ts';

/** What must be set, or not, beside what the base has, where the switch has one of its values. */
export async function neededWith(
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
