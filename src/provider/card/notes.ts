/** What facts add to a schema, in a few words beside an argument or below a block. */
import type { Check, GroupCheck, ResourceFacts, Test } from '../facts/index.ts';

export interface Notes {
  /** Of the argument or block at a path such as `rule.status`; undefined where nothing is known. */
  at(path: string): string | undefined;
  /** Rules over several arguments, one a line. */
  readonly groups: readonly string[];
}

export function notesOf({ checks = [] }: ResourceFacts): Notes {
  const byPath = new Map<string, Set<string>>();
  const groups = new Set<string>();
  for (const check of checks) {
    if (check.when !== undefined) continue;
    const group = groupText(check);
    if (group !== undefined) groups.add(group);
    const note = noteText(check);
    if (note === undefined) continue;
    const path = check.path.replace(/\.\*$/, '');
    byPath.set(path, (byPath.get(path) ?? new Set()).add(note));
  }
  return {
    at: (path) => {
      const notes = byPath.get(path);
      return notes === undefined ? undefined : [...notes].join('; ');
    },
    groups: [...groups],
  };
}

/** Longer lists of values keep their end, where the newest are. */
const MOST_VALUES = 30;

function noteText(check: Check | Test): string | undefined {
  switch (check.is) {
    case 'oneOf': {
      const values = check.values.slice(-MOST_VALUES).map((value) => JSON.stringify(value));
      return `one of ${check.values.length > MOST_VALUES ? '…, ' : ''}${values.join(', ')}`;
    }
    case 'range':
      return boundsText(check.min, check.max);
    case 'length':
      return check.min === 1 && check.max === undefined
        ? 'not empty'
        : `length ${boundsText(check.min, check.max) ?? 'any'}`;
    case 'count':
      return `count ${boundsText(check.min, check.max) ?? 'any'}`;
    case 'format':
      return typeof check.format === 'string' ? check.format : undefined;
    case 'any':
      return anyText(check.alternatives);
    default:
      return undefined;
  }
}

function anyText(alternatives: readonly Test[]): string | undefined {
  const texts = alternatives.map(noteText);
  return texts.every((text) => text !== undefined) && texts.length <= 3 ? texts.join(' or ') : undefined;
}

function boundsText(min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? undefined : `at most ${max}`;
}

const GROUPS: Readonly<Partial<Record<GroupCheck['is'], string>>> = {
  exactlyOneOf: 'exactly one of',
  atLeastOneOf: 'at least one of',
  conflictsWith: 'not together:',
  requiredWith: 'only together:',
};

function groupText(check: Check): string | undefined {
  if (!('paths' in check)) return undefined;
  const words = GROUPS[check.is];
  if (words === undefined) return undefined;
  // A rule of the body itself has an empty path.
  const paths = [check.path, ...check.paths].filter((path) => path !== '');
  return `${words} ${[...new Set(paths)].sort().join(', ')}`;
}
