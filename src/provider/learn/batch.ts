/**
 * Asks about many arguments in one call. Learners of single arguments run side by side; when each of them waits for an answer, their
 * values go into one configuration, and the problems are dealt out by the place that they name. Where a problem cannot be told to be
 * one argument's, those that it may be about are asked about alone, so that an answer is the same as if nothing else had been set.
 */
import { groupsOf } from './groups.ts';
import type { Problem } from './session.ts';
import { mergeTrees, type Tree } from './shape.ts';

export interface Member<T> {
  /** The argument's dotted place. */
  readonly place: string;
  /** Whether the provider names this place and no sibling's when it means it. */
  readonly exact: boolean;
  /** The outermost set of blocks that it is in, which the older SDK names for all that is inside. */
  readonly set: string | undefined;
  /** The tree in which the argument alone is set. */
  readonly treeWith: (value: unknown) => Tree;
  readonly learn: (ask: (value: unknown) => Promise<readonly Problem[]>) => Promise<T>;
}

/** Titles of errors that speak of several arguments; in SDKv2 they hide all other checks of the argument that declares them. */
export const ABOUT_OTHERS =
  /^(Missing required argument|Conflicting configuration arguments|Invalid combination of arguments|Missing Configuration for Required Attribute|Invalid Attribute Combination|Missing Attribute Configuration)/;

/** Those of them that hide. */
const HIDING = /^(Missing required argument|Conflicting configuration arguments|Invalid combination of arguments)$/;

/** After so many answers that could not be told apart an argument is asked about alone for good. */
const MOST_STRIKES = 3;

/** Rounds run side by side: whoever cannot stand beside the others of one sits down in the next, in the last each alone. */
const ROUNDS = 16;
const MOST_MOVES = 8;

interface Seat {
  readonly member: Member<unknown>;
  strikes: number;
  moves: number;
  round: number;
}

interface Waiting {
  readonly seat: Seat;
  readonly tree: Tree;
  readonly resolve: (problems: readonly Problem[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface Table {
  /** The problems of a configuration, less those that are there with nothing set. */
  readonly problems: (tree: Tree) => Promise<readonly Problem[]>;
  /** What stands in every configuration: the blocks that the arguments are in. */
  readonly base: Tree;
  /** Takes problems that are about several arguments and stand at none of these. */
  readonly note: (problems: readonly Problem[]) => void;
}

/** What each member learns, in their order. */
export async function learnTogether<T>(members: readonly Member<T>[], table: Table): Promise<T[]> {
  const waiting: Waiting[][] = Array.from({ length: ROUNDS }, () => []);
  const seated: number[] = Array.from({ length: ROUNDS }, (_, i) => (i === 0 ? members.length : 0));

  const alone = (asked: Waiting): void => {
    table.problems(asked.tree).then(asked.resolve, asked.reject);
  };
  const flush = (round: number): void => {
    const asked = waiting[round] ?? [];
    if (asked.length === 0 || asked.length < (seated[round] ?? 0)) return;
    waiting[round] = [];
    // The first round holds all blocks; what cannot stand beside a block needs rounds without it.
    answer(asked, round === 0 ? table : { ...table, base: {} }).then(
      ({ moved, doubtful }) => {
        for (const one of doubtful) alone(one);
        for (const [one, by] of moved)
          move(one.seat, ++one.seat.moves > MOST_MOVES ? ROUNDS : Math.min(round + by, ROUNDS));
        for (const one of moved.keys()) sit(one);
      },
      (error: unknown) => {
        for (const { reject } of asked) reject(error);
      },
    );
  };
  const move = (seat: Seat, to: number): void => {
    const from = seat.round;
    if (from >= to) return;
    seat.round = to;
    if (to < ROUNDS) seated[to] = (seated[to] ?? 0) + 1;
    if (from >= ROUNDS) return;
    seated[from] = (seated[from] ?? 1) - 1;
    flush(from);
  };
  const sit = (asked: Waiting): void => {
    const { seat } = asked;
    if (seat.round >= ROUNDS) alone(asked);
    else {
      waiting[seat.round]?.push(asked);
      flush(seat.round);
    }
  };
  return Promise.all(
    members.map(async (member): Promise<T> => {
      const seat: Seat = { member: member as Member<unknown>, strikes: 0, moves: 0, round: 0 };
      const ask = (value: unknown): Promise<readonly Problem[]> => {
        if (seat.strikes >= MOST_STRIKES) move(seat, ROUNDS);
        return new Promise((resolve, reject) => sit({ seat, tree: member.treeWith(value), resolve, reject }));
      };
      try {
        return await member.learn(ask);
      } finally {
        move(seat, ROUNDS);
      }
    }),
  );
}

interface Answered {
  /** Those that something else of the round hides or is taken for, by how many rounds they move. */
  readonly moved: ReadonlyMap<Waiting, number>;
  readonly doubtful: ReadonlySet<Waiting>;
}

/** Asks once for a round and answers all whose answer is clear. */
async function answer(round: readonly Waiting[], { problems: ask, base, note }: Table): Promise<Answered> {
  if (round.length === 1) return { moved: new Map(), doubtful: new Set(round) };
  const found = await ask(round.reduce((tree, waiting) => mergeTrees(tree, waiting.tree), base));
  const answers = new Map<Waiting, Problem[]>(round.map((waiting) => [waiting, []]));
  const hidden = new Map<Waiting, Problem>();
  const moved = new Map<Waiting, number>();
  const doubtful = new Set<Waiting>();
  for (const problem of found) {
    const { title, place = '' } = problem;
    const others = ABOUT_OTHERS.test(title);
    if (others) note([problem]);
    const owner = round.find(({ seat }) => seat.member.place === place);
    const inSet = owner === undefined ? round.filter(({ seat }) => seat.member.set === place) : [];
    if (owner !== undefined && HIDING.test(title)) hidden.set(owner, problem);
    else if (owner?.seat.member.exact) {
      if (!others) answers.get(owner)?.push(problem);
    } else if (inSet.length === 1) answers.get(inSet[0] as Waiting)?.push(problem);
    else if (inSet.length > 1) for (const [i, one] of inSet.entries()) moved.set(one, i);
    else for (const one of suspects(problem, round)) doubtful.add(one);
  }
  for (const [one, problem] of hidden) moved.set(one, offsetOf(problem, round, hidden, moved));
  for (const one of doubtful) {
    moved.delete(one);
    one.seat.strikes++;
  }
  for (const one of round) if (!doubtful.has(one) && !moved.has(one)) one.resolve(answers.get(one) ?? []);
  return { moved, doubtful };
}

/** The first of the following rounds, this one included, in which none of the rivals sits. */
function offsetOf(
  problem: Problem,
  round: readonly Waiting[],
  hidden: ReadonlyMap<Waiting, Problem>,
  moved: ReadonlyMap<Waiting, number>,
): number {
  const rivals = new Set(groupsOf([problem]).flatMap(({ is, paths }) => (is === 'requiredWith' ? [] : paths)));
  if (rivals.size === 0) return ROUNDS;
  const isRival = ({ seat }: Waiting): boolean =>
    [...rivals].some((rival) => seat.member.place === rival || seat.member.place.startsWith(`${rival}.`));
  const inBase = [...rivals].some((rival) => !round.some(({ seat }) => seat.member.place === rival));
  const taken = new Set<number>(inBase ? [0] : []);
  for (const one of round) {
    if (!isRival(one)) continue;
    const at = moved.get(one) ?? (hidden.has(one) ? undefined : 0);
    if (at !== undefined) taken.add(at);
  }
  let offset = 0;
  while (taken.has(offset)) offset++;
  return offset;
}

/** Whose problem it may be: of the arguments inside its place, or beside it where places are mixed up; else of all. */
function suspects({ title, place = '' }: Problem, round: readonly Waiting[]): readonly Waiting[] {
  if (place === '') return ABOUT_OTHERS.test(title) ? [] : round;
  const inside = round.filter(({ seat }) => seat.member.place.startsWith(`${place}.`));
  const around = place.slice(0, place.lastIndexOf('.') + 1);
  const beside =
    around === '' ? [] : round.filter(({ seat }) => !seat.member.exact && seat.member.place.startsWith(around));
  const found = [...inside, ...beside];
  return found.length > 0 || ABOUT_OTHERS.test(title) ? found : round;
}
