/** How a configuration is written. Two styles of one intent are two implementations. */
import type { Random } from '../random.ts';

export interface Style {
  /** Several resources of a kind: a block each, or one block. */
  readonly repetition: 'separate' | 'for_each' | 'count';
  /** Where instances differ in one text: a set of texts in place of a map. */
  readonly sets: boolean;
  readonly json: 'jsonencode' | 'heredoc';
  readonly order: 'pattern' | 'name-first' | 'alphabetical' | 'shuffled';
  readonly labels: 'purpose' | 'name' | 'plain';
  readonly resources: 'as-made' | 'needs-first' | 'shuffled';
  readonly providerBlock: boolean;
  readonly versions: boolean;
  /** Share of plain values that become variables, and locals. */
  readonly variables: number;
  readonly locals: number;
  readonly module: boolean;
  readonly outputs: boolean;
  /** Variables and outputs in files of their own. */
  readonly files: 'one' | 'several';
  readonly comments: boolean;
}

/** `resources`: how many the configuration has; small ones are written plainly. */
export function chooseStyle(random: Random, resources: number, regionMatters: boolean): Style {
  const small = resources <= 3;
  const parameters = random.chance(small ? 0.12 : 0.4);
  return {
    repetition: random.pick(['separate', 'for_each', 'count', 'for_each']),
    sets: random.chance(0.5),
    json: random.chance(0.8) ? 'jsonencode' : 'heredoc',
    order: random.weighted(['pattern', 'name-first', 'alphabetical', 'shuffled'] as const, (order) =>
      order === 'name-first' ? 5 : order === 'pattern' ? 2 : 1,
    ),
    labels: random.weighted(['purpose', 'name', 'plain'] as const, (labels) => (labels === 'plain' ? 1 : 2)),
    resources: random.weighted(['as-made', 'needs-first', 'shuffled'] as const, (order) =>
      order === 'needs-first' ? 4 : 1,
    ),
    providerBlock: regionMatters || random.chance(small ? 0.2 : 0.5),
    versions: random.chance(small ? 0.05 : 0.35),
    variables: parameters ? random.next() * 0.5 : 0,
    locals: random.chance(small ? 0.06 : 0.2) ? random.next() * 0.4 : 0,
    module: !small && random.chance(0.15),
    outputs: random.chance(small ? 0.08 : 0.3),
    files: parameters && random.chance(0.4) ? 'several' : 'one',
    comments: random.chance(0.15),
  };
}
