/** `tags_all`: the resource's tags over the provider's default tags. */
import { entriesOf, isWhollyKnown, mapValue, STRING, unknownOf, type Value } from '../../cty/index.ts';

/** The planned `tags_all`; undefined where it stays what schema and facts say (no tags at all, or no such attribute). */
export function plannedTags(planned: Value & { state: 'known' }, settings: Value | undefined): Value | undefined {
  const members = entriesOf(planned);
  const own = members.get('tags');
  const all = members.get('tags_all');
  if (all === undefined || own === undefined || own.type.kind !== 'map') return undefined;
  const defaults = defaultTags(settings);
  if (!isWhollyKnown(own) || defaults?.state === 'unknown') return unknownOf(all.type);
  const tags = new Map<string, Value>();
  for (const source of [defaults, own]) {
    if (source?.state !== 'known') continue;
    if (!isWhollyKnown(source)) return unknownOf(all.type);
    for (const [key, value] of entriesOf(source)) tags.set(key, value);
  }
  if (tags.size === 0) return undefined;
  // The provider leaves it open where a tag is empty, because AWS and the SDK disagree on such.
  for (const value of tags.values()) if (value.state !== 'known' || value.data === '') return unknownOf(all.type);
  return mapValue(STRING, tags);
}

/** The map of `default_tags { tags = … }`. */
export function defaultTags(settings: Value | undefined): Value | undefined {
  const block = settings?.state === 'known' ? entriesOf(settings).get('default_tags') : undefined;
  if (block?.state !== 'known' || !Array.isArray(block.data)) return undefined;
  const first = (block.data as readonly Value[])[0];
  return first?.state === 'known' ? entriesOf(first).get('tags') : undefined;
}
