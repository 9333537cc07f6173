/** What a synthesis made, and what it left out. */
export interface Tally {
  readonly rows: number;
  readonly tried: number;
  /** Candidates that did not hold what a row promises. */
  readonly refused: number;
  readonly nearDuplicates: number;
  /** Left out because a task of an excluded data set is like them. */
  readonly excluded: number;
  readonly reasons: ReadonlyMap<string, number>;
  readonly structures: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

export interface MutableTally extends Tally {
  rows: number;
  tried: number;
  refused: number;
  nearDuplicates: number;
  excluded: number;
  readonly reasons: Map<string, number>;
  readonly structures: Set<string>;
  readonly types: Set<string>;
}

export function emptyTally(): MutableTally {
  return {
    rows: 0,
    tried: 0,
    refused: 0,
    nearDuplicates: 0,
    excluded: 0,
    reasons: new Map(),
    structures: new Set(),
    types: new Set(),
  };
}

/** Share of near-duplicates among the candidates that held; they were left out. */
export function nearDuplicateRate({ rows, nearDuplicates }: Tally): number {
  return rows + nearDuplicates === 0 ? 0 : nearDuplicates / (rows + nearDuplicates);
}
