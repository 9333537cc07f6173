/** Learns the checks of one argument by trying many values of it. */
import type { Check, Test } from '../facts/format.ts';
import type { Path } from '../provider.ts';
import { ABOUT_OTHERS } from './batch.ts';
import { DISTINCTIVE, NUMBER_TRIAGE, NUMBERS, PROOF_TEXTS, TELLING, TEXTS, TRIAGE } from './battery.ts';
import { explain, explainAlternatives, fails, standing } from './hypotheses.ts';
import { type Cluster, clustersOf, type Observation, type Probe } from './observe.ts';
import type { Problem } from './session.ts';

/** What is asked about: its dotted place, where it stands, and how a value is put there. */
export interface Asked {
  readonly place: string;
  readonly path: Path;
  /** The problems of a configuration in which the argument has this value and nothing else that is not needed for it. */
  readonly ask: (probe: Probe) => Promise<readonly Problem[]>;
  /** Takes the problems that are about other arguments. */
  readonly note: (problems: readonly Problem[]) => void;
}

export interface Learned {
  readonly checks: readonly Check[];
  /** Values that no check refused, of the tried ones in their order; what a valid configuration may use. */
  readonly accepted: readonly Probe[];
  /** Messages that no rule explains. */
  readonly unlearned: readonly string[];
  /** For each message that was seen, a value that got it. */
  readonly refused: readonly { readonly value: Probe; readonly title: string }[];
}

export async function learnArgument(kind: 'text' | 'number', asked: Asked): Promise<Learned> {
  const observe = async (probe: Probe): Promise<Observation> => {
    const problems = await asked.ask(probe);
    const others = problems.filter(({ title }) => ABOUT_OTHERS.test(title));
    if (others.length > 0) asked.note(others);
    return {
      value: probe,
      problems: problems.filter(
        ({ title, place }) =>
          !ABOUT_OTHERS.test(title) && (place === undefined || place === '' || beside(place, asked.place)),
      ),
    };
  };
  const triage: Observation[] = [];
  for (const probe of kind === 'text' ? TRIAGE : NUMBER_TRIAGE) triage.push(await observe(probe));
  if (triage.every(({ problems }) => problems.length === 0))
    return { checks: [], accepted: kind === 'text' ? ['a', 'abc'] : [1], unlearned: [], refused: [] };

  const first = triage[0] as Observation;
  const observations = [...triage];
  const tried = new Set<Probe>(triage.map(({ value }) => value));
  const tryAll = async (probes: Iterable<Probe>): Promise<void> => {
    for (const probe of probes) {
      if (tried.has(probe)) continue;
      tried.add(probe);
      observations.push(await observe(probe));
    }
  };
  if (first.problems.some(({ title }) => title === 'Invalid or unknown key'))
    return {
      checks: [{ path: asked.place, is: 'unset', title: 'Invalid or unknown key' }],
      accepted: [],
      unlearned: [],
      refused: [],
    };

  const listed = clustersOf(triage, asked.path).flatMap(({ values = [] }) => values);
  if (listed.length > 0 && kind === 'text') {
    const sample = listed.slice(0, 60);
    await tryAll([
      ...sample,
      ...sample.slice(0, 2).flatMap((value) => [value.toLowerCase(), value.toUpperCase()]),
      'zq~QZ zq^7',
      'abc',
    ]);
  } else {
    // A message that names its rule needs proof only; others need all that we have.
    const titles = triage.flatMap(({ problems }) => problems.map(({ title, detail }) => `${title} ${detail}`));
    const proof: readonly Probe[] = kind === 'number' ? boundsIn(triage) : [...PROOF_TEXTS, ...lengthsIn(triage)];
    if (titles.every((title) => TELLING.test(title))) {
      await tryAll(proof);
      const quick = explainAll(observations, asked);
      if (quick.unlearned.length === 0) return quick;
    }
    await tryAll(proof);
    await tellApart(observations, kind === 'number' ? NUMBERS : TEXTS, tryAll, asked.path);
  }
  return explainAll(observations, asked);
}

/** How many values are tried before it is asked which rules still stand, and how many rules are told apart. */
const CHUNK = 24;
const RIVALS = 12;

/** Tries values for as long as rules that stand disagree about one, or nothing passed. Where no rule stands more values give none. */
async function tellApart(
  observations: readonly Observation[],
  battery: readonly Probe[],
  tryAll: (probes: Iterable<Probe>) => Promise<void>,
  path: Path,
): Promise<void> {
  const tried = new Set<Probe>(observations.map(({ value }) => value));
  const untried = (): Probe[] => battery.filter((probe) => !tried.has(probe));
  const trySome = async (probes: readonly Probe[]): Promise<void> => {
    for (const probe of probes) tried.add(probe);
    await tryAll(probes);
  };
  await trySome(untried().slice(0, CHUNK));
  for (;;) {
    const left = untried();
    if (left.length === 0) return;
    const passing = observations.filter(({ problems }) => problems.length === 0).map(({ value }) => value);
    if (passing.length === 0) {
      await trySome(left.slice(0, CHUNK));
      continue;
    }
    const rivals = clustersOf(inOrder(observations), path).map((cluster) => standing(cluster, passing, RIVALS));
    const telling = left.filter((probe) =>
      rivals.some((tests) => tests.length > 1 && new Set(tests.map((test) => fails(test, probe))).size > 1),
    );
    if (telling.length === 0) return;
    await trySome(telling.slice(0, CHUNK / 2));
  }
}

const distinctive = new Set<Probe>(DISTINCTIVE);

/** What can be told from the text of a message leads; an empty or short value could stand anywhere in it. */
function inOrder(observed: readonly Observation[]): Observation[] {
  const rank = ({ value }: Observation): number =>
    distinctive.has(value) ? 0 : String(value).length >= 6 ? 1 : value === '' ? 3 : 2;
  return [...observed].sort((a, b) => rank(a) - rank(b));
}

function explainAll(observed: readonly Observation[], asked: Asked): Learned {
  const observations = inOrder(observed);
  const passing = observations.filter(({ problems }) => problems.length === 0).map(({ value }) => value);
  const checks: Check[] = [];
  const unlearned: string[] = [];
  const unexplained: Cluster[] = [];
  const refused: { value: Probe; title: string }[] = [];
  const clusters = clustersOf(observations, asked.path);
  const failing = observations.filter(({ problems }) => problems.length > 0).map(({ value }) => value);
  for (const cluster of clusters) {
    const test = explain(
      cluster,
      passing,
      failing.filter((value) => !cluster.failing.has(value)),
    );
    const [witness] = cluster.titles;
    if (witness !== undefined) refused.push({ value: witness[0], title: witness[1] });
    if (test === undefined) unexplained.push(cluster);
    else checks.push({ path: asked.place, ...test, ...messageOf(cluster, test) });
  }
  const alternatives = explainAlternatives(unexplained, passing);
  if (alternatives !== undefined) {
    const each = alternatives.map(({ cluster, test }) => ({ ...test, ...messageOf(cluster, test) }));
    checks.push({ path: asked.place, is: 'any', title: '', alternatives: each });
  } else unlearned.push(...unexplained.map(({ title }) => title));
  return { checks, accepted: passing, unlearned, refused };
}

/** The same place, a block around it (elements of sets have no place of their own), or inside blocks a sibling: there the older SDK names now one, now the other. */
function beside(place: string, asked: string): boolean {
  const dot = asked.lastIndexOf('.');
  return asked === place || asked.startsWith(`${place}.`) || (dot !== -1 && place.startsWith(asked.slice(0, dot + 1)));
}

/** The message as the fact holds it; where its texts cannot be made from the template, the rule still stands. */
function messageOf(cluster: Cluster, test: Test): { title: string; detail?: string } {
  const title = compact(cluster.title, test);
  return { title, ...(cluster.detail !== '' && { detail: compact(cluster.detail, test) }) };
}

function compact(text: string, test: Test): string {
  if (test.is !== 'length' && test.is !== 'range') return text;
  if (test.min === undefined || test.max === undefined) return text;
  return text.replace(`(${test.min} - ${test.max})`, '({min} - {max})');
}

/** Lengths around every number that a message names: the rule is proved where it bends. */
function lengthsIn(observations: readonly Observation[]): string[] {
  return boundsIn(observations)
    .filter((length) => length >= 0 && length <= 70_000)
    .flatMap((length, i) => (i % 3 === 1 ? ['a'.repeat(length), '1'.repeat(length)] : ['a'.repeat(length)]));
}

function boundsIn(observations: readonly Observation[]): number[] {
  const bounds = new Set<number>();
  for (const { problems } of observations)
    for (const { title, detail } of problems)
      for (const [digits] of `${title} ${detail}`.slice(0, 600).matchAll(/-?\d+(?:\.\d+)?/g)) {
        const bound = Number(digits);
        if (Number.isSafeInteger(bound) && bound < 2 ** 40)
          for (const near of [bound - 1, bound, bound + 1]) bounds.add(near);
      }
  return [...bounds].slice(0, 18);
}
