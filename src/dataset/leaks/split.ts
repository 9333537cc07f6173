/** Splits in which no part knows the other: groups of kin go to one part as a whole. */
import { placedByHash } from '../dataset.ts';
import { groupsOf, type Kin } from './groups.ts';

export interface GuardedSplit {
  /** The part of each row. */
  readonly parts: readonly string[];
  readonly groups: number;
  /** Rows of the largest group. */
  readonly largest: number;
}

export interface GuardedSplitOptions {
  /** Such as `{ train: 0.8, test: 0.2 }`. */
  readonly shares: Readonly<Record<string, number>>;
  readonly seed: number;
  /** Rows that must not be in a part of this name: those of repositories with several modules stay out of TerraFormer's test. */
  readonly barred?: { readonly part: string; readonly rows: ReadonlySet<number> };
}

/** A group's part follows from its first row's key alone, so more data of other groups moves nothing. */
export function guardedSplit(
  rows: readonly (Kin & { readonly key: string })[],
  { shares, seed, barred }: GuardedSplitOptions,
): GuardedSplit {
  const groups = groupsOf(rows);
  const barredGroups = new Set([...(barred?.rows ?? [])].map((row) => groups[row]));
  const others = Object.fromEntries(Object.entries(shares).filter(([part]) => part !== barred?.part));
  const sizes = new Map<number, number>();
  const parts = groups.map((group) => {
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
    const allowed = barredGroups.has(group) && Object.keys(others).length > 0 ? others : shares;
    return placedByHash(rows[group]?.key ?? '', allowed, seed);
  });
  return { parts, groups: sizes.size, largest: Math.max(0, ...sizes.values()) };
}
