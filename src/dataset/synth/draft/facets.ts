/** Which facets of a part a task asks for, and what each of them sets and says. */
import type { Scalar, Setting, Statement } from '../intent.ts';
import type { Facet, Part } from '../part.ts';
import { fill } from '../setting.ts';
import { inWords } from '../value-words.ts';
import type { Draft } from './draft.ts';
import { type Context, namesOf, valueFor, withSetting } from './values.ts';

export function chooseFacets(part: Part, { random, size }: Draft): readonly Facet[] {
  const chosen: Facet[] = [];
  const taken = new Set<string>();
  const paths = new Set<string>();
  const take = (facet: Facet) => {
    chosen.push(facet);
    if (facet.group !== undefined) taken.add(facet.group);
    for (const path of Object.keys(facet.set)) paths.add(path);
  };
  const free = ({ group, set }: Facet) =>
    (group === undefined || !taken.has(group)) && !Object.keys(set).some((path) => paths.has(path));
  const every = part.facets ?? [];
  for (const facet of random.shuffled(every.filter(({ required }) => required))) if (free(facet)) take(facet);
  const optional = every.filter(({ required }) => !required);
  const most = Math.min(part.most ?? 5, size.resources === 1 ? 6 : 4);
  let wanted = Math.min(random.integer(size.resources === 1 && optional.length > 0 ? 1 : 0, most), optional.length);
  for (let tries = 0; wanted > 0 && tries < 12; tries++) {
    const facet = random.weighted(optional, ({ weight }) => weight);
    if (chosen.includes(facet) || !free(facet)) continue;
    if (size.level === 'abstract' && facet.plain === undefined) continue;
    take(facet);
    wanted--;
  }
  // In the order of the pattern, which is how people write the resource.
  return chosen.sort((a, b) => every.indexOf(a) - every.indexOf(b));
}

/** Sets the facet on the node, to one of its values unless one is given; gives what is said of it, if anything. */
export function addFacet(facet: Facet, context: Context, given?: Scalar): Statement | undefined {
  const { draft, node } = context;
  const value = given ?? (facet.values.length === 0 ? true : draft.random.pick(facet.values));
  const filled = typeof value === 'string' ? fill(value, draft.setting, namesOf(context)) : value;
  const settings = Object.entries(facet.set).map(
    ([path, spec]): Setting => ({
      path: path.split('.'),
      value: valueFor(spec, { ...context, value: filled, announced: !facet.silent }),
    }),
  );
  for (const { path, value: each } of settings) node.body = withSetting(node.body, path, each);
  if (facet.silent) return undefined;
  const say = (phrases: readonly string[] = []) =>
    phrases.map((phrase) => fill(inWords(phrase, filled), draft.setting, namesOf(context)));
  const statement: Statement = {
    with: say(facet.with),
    it: say(facet.it),
    plain: say(facet.plain),
    arguments: settings,
    always: false,
  };
  node.statements = [...node.statements, statement];
  node.chosen.push({ facet, statement });
  return statement;
}
