/** A block's members by kind, for checks written by hand. */
import { elementsOf, entriesOf, type Value } from '../../cty/index.ts';

export interface Fields {
  /** Undefined where null; 'unknown' where not known yet. */
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean | undefined;
  readonly isUnknown: (name: string) => boolean;
  readonly isSet: (name: string) => boolean;
  readonly blocks: (name: string) => readonly Fields[];
}

export function fieldsOf(value: Value): Fields {
  const members = value.state === 'known' ? entriesOf(value) : new Map<string, Value>();
  const known = (name: string): Value | undefined => {
    const member = members.get(name);
    return member?.state === 'known' ? member : undefined;
  };
  return {
    text: (name) => known(name)?.data as string | undefined,
    number: (name) => {
      const data = known(name)?.data;
      return typeof data === 'number' ? data : undefined;
    },
    flag: (name) => known(name)?.data as boolean | undefined,
    isUnknown: (name) => members.get(name)?.state === 'unknown',
    isSet: (name) => members.get(name) !== undefined && members.get(name)?.state !== 'null',
    blocks: (name) => {
      const list = known(name);
      return list === undefined || !Array.isArray(list.data)
        ? []
        : elementsOf(list as Value & { state: 'known' }).map(fieldsOf);
    },
  };
}
