/** A preference triple: a task, a configuration that passes, and one that does not. */
import { z } from 'zod';
import type { StageName } from '../../verify/index.ts';
import { type Instance, parseInstance, type RowPlace, type RowProblem } from '../instance.ts';

export type Files = Readonly<Record<string, string>>;

export interface Pair {
  readonly format: 'pair/1';
  readonly id: string;
  readonly instance: Instance;
  readonly preferred: Files;
  readonly dispreferred: Files;
  /** The name of the error that was injected, or `recorded` for a draft that a model wrote. */
  readonly mode: string;
  /** The first stage that the dispreferred one does not pass. */
  readonly stage: StageName;
  /** The verifier's words about the dispreferred one. */
  readonly certificate: string;
  /** What a controller is given: the preferred one, to be left as it is. Default: the dispreferred one, to be mended. */
  readonly draft?: 'preferred';
  readonly split?: string;
}

const files = z.record(z.string().min(1), z.string());
const pairSchema = z.object({
  format: z.literal('pair/1'),
  id: z.string().min(1),
  instance: z.unknown(),
  preferred: files,
  dispreferred: files,
  mode: z.string().min(1),
  stage: z.enum(['init', 'validate', 'plan', 'policy', 'apply', 'check']),
  certificate: z.string(),
  draft: z.literal('preferred').optional(),
  split: z.string().optional(),
});

/** Checks one row of a file of pairs. */
export function parsePair(row: unknown, place: RowPlace): { pair: Pair } | { problems: readonly RowProblem[] } {
  const checked = pairSchema.safeParse(row);
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => ({
      ...place,
      field: path.join('.'),
      expected: message,
    }));
    return { problems };
  }
  const inner = parseInstance(checked.data.instance, place);
  if ('problems' in inner) return inner;
  const { split, draft, ...pair } = checked.data;
  return { pair: { ...pair, instance: inner.instance, ...(draft && { draft }), ...(split && { split }) } };
}
