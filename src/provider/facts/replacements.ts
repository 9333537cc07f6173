/** Which changes of a resource that exists force its replacement, by the facts of its type. */
import { elementsOf, entriesOf, rawEquals, type Value } from '../../cty/index.ts';
import type { Path } from '../provider.ts';

/** The places of `forceNew` (dotted, see PlanFacts) at which the planned value differs from the prior one; none for a create. */
export function replacedPaths(prior: Value, planned: Value, forceNew: readonly string[]): Path[] {
  if (prior.state !== 'known' || planned.state !== 'known') return [];
  return forceNew.flatMap((place) => changesAt(prior, planned, place.split('.'), []));
}

function changesAt(prior: Value, planned: Value, names: readonly string[], path: Path): Path[] {
  const [name, ...inner] = names;
  if (name === undefined || prior.state !== 'known' || planned.state !== 'known' || planned.type.kind === 'set')
    return rawEquals(prior, planned) ? [] : [path];
  if (Array.isArray(planned.data)) {
    const [before, after] = [elementsOf(prior), elementsOf(planned)];
    if (before.length !== after.length) return [path];
    return after.flatMap((element, index) =>
      changesAt(before[index] as Value, element, names, [...path, { kind: 'index', key: index }]),
    );
  }
  const [before, after] = [entriesOf(prior).get(name), entriesOf(planned).get(name)];
  if (before === undefined || after === undefined) return [];
  return changesAt(before, after, inner, [...path, { kind: 'attribute', name }]);
}
