/**
 * Plans the next state of a resource that exists: what the configuration says over what the last apply decided. Computed values
 * stay what they are, so that a plan over an unchanged configuration is empty.
 */
import { elementsOf, entriesOf, isWhollyKnown, known, rawEquals, setValue, type Value } from '../../cty/index.ts';

/** `fresh`: the configuration planned as if for a create. */
export function planUpdate(prior: Value, fresh: Value, config: Value): Value {
  if (prior.state !== 'known' || fresh.state !== 'known' || config.state !== 'known') return fresh;
  const before = entriesOf(prior);
  const given = entriesOf(config);
  const members = new Map<string, Value>();
  for (const [name, value] of entriesOf(fresh)) {
    const old = before.get(name);
    const written = given.get(name);
    // An unknown of the configuration may become anything; one of the provider's is what it was.
    members.set(
      name,
      old === undefined || (written !== undefined && !isWhollyKnown(written)) ? value : settled(value, old),
    );
  }
  return known(fresh.type, members, fresh.marks);
}

function settled(fresh: Value, prior: Value): Value {
  if (fresh.state === 'unknown') return prior;
  if (fresh.state !== 'known' || prior.state !== 'known') return fresh;
  if (fresh.type.kind === 'set' && prior.type.kind === 'set') return settledSet(fresh, prior);
  if (Array.isArray(fresh.data) && Array.isArray(prior.data)) {
    const old = elementsOf(prior);
    return known(
      fresh.type,
      elementsOf(fresh).map((element, index) => {
        const counterpart = old[index];
        return counterpart === undefined ? element : settled(element, counterpart);
      }),
      fresh.marks,
    );
  }
  if (fresh.data instanceof Map && prior.data instanceof Map) {
    const old = entriesOf(prior);
    const members = [...entriesOf(fresh)].map(([name, member]): [string, Value] => {
      const counterpart = old.get(name);
      return [name, counterpart === undefined ? member : settled(member, counterpart)];
    });
    return known(fresh.type, new Map(members), fresh.marks);
  }
  return fresh;
}

/** Elements of a set have no place: each takes the first prior element that it could have become. */
function settledSet(fresh: Value & { state: 'known' }, prior: Value & { state: 'known' }): Value {
  if (isWhollyKnown(fresh) || fresh.type.kind !== 'set') return fresh;
  const left = [...elementsOf(prior)];
  const elements = elementsOf(fresh).map((element) => {
    const at = left.findIndex((candidate) => rawEquals(settled(element, candidate), candidate));
    return at < 0 ? element : (left.splice(at, 1)[0] as Value);
  });
  return setValue(fresh.type.element, elements);
}
