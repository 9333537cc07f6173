/** Learns how texts are rewritten while they are planned, by planning texts that every known way of rewriting changes. */
import type { Normalisation } from '../facts/format.ts';
import { normalise } from '../facts/normalise.ts';
import type { Learning } from './learning.ts';
import { byHalves, type PlanPlace, placesOf, treeOf } from './plan-trees.ts';
import { proposedOf } from './proposed.ts';
import { buildConfig, mergeTrees, type Tree } from './shape.ts';
import { valueAt } from './suppressions.ts';

const WAYS: readonly Normalisation[] = [
  'json',
  'policy-json',
  'lowercase',
  'uppercase',
  'trim-dot',
  'trim-slash',
  'base64',
  'sha1',
];

/** Each way changes one of these at least, and no two ways change all of them alike. */
const TEXTS = [
  '{ "zq" : 1, "Aq" : [ 2 ] }',
  // Arguments that hold policies plan other JSON as an empty text.
  '{ "Version" : "2012-10-17", "Statement" : [ { "Effect" : "Allow", "Action" : "s3:*", "Resource" : "*" } ] }',
  'zQ-Aq',
  'zq.aq.',
  '/zq/aq/',
];

type Rewritten = Map<string, Map<string, string>>;

/** The rewriting of each text argument that is rewritten in a known way; `base` is a configuration that can be planned. */
export async function learnNormalisations(
  learning: Learning,
  base: Tree,
): Promise<{ path: string; as: Normalisation }[]> {
  const texts = placesOf(learning.shape).filter(({ type }) => type.kind === 'string');
  const seen: Rewritten = new Map();
  for (const text of TEXTS) await byHalves(texts, (places) => observe(learning, base, places, text, seen));
  return texts.flatMap(({ place }) => {
    const as = wayOf(seen.get(place));
    return as === undefined ? [] : [{ path: place, as }];
  });
}

async function observe(
  { session, type, shape }: Learning,
  base: Tree,
  places: readonly PlanPlace[],
  text: string,
  seen: Rewritten,
): Promise<boolean> {
  const config = buildConfig(
    shape,
    mergeTrees(
      base,
      treeOf(places, () => text),
    ),
  );
  const { planned, problems } = await session.plan(type, proposedOf(shape, config), config);
  if (problems.length > 0) return false;
  for (const { place, names } of places) {
    const after = valueAt(planned, names);
    if (typeof after !== 'string') continue;
    const texts = seen.get(place) ?? new Map<string, string>();
    seen.set(place, texts.set(text, after));
  }
  return true;
}

function wayOf(texts: ReadonlyMap<string, string> | undefined): Normalisation | undefined {
  if (texts === undefined || [...texts].every(([before, after]) => before === after)) return undefined;
  return WAYS.find((way) =>
    [...texts].every(
      ([before, after]) =>
        normalise(before, way) === after || (way.endsWith('json') && (before === after || after === '')),
    ),
  );
}
