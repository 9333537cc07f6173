/**
 * Checks that a message of the plugin framework, or of SDKv2, spells out in full: blocks that must be there, counts, members of
 * groups, value sets, lengths, ranges. One message is enough for the rule; whether it holds is for others to prove.
 */
import type { Check } from '../facts/format.ts';

export interface Message {
  readonly title: string;
  readonly detail: string;
  /** Names of the steps joined by dots, indices left out; empty where the provider gave no place. */
  readonly place: string;
}

type Maker = (match: readonly string[], message: Message) => readonly Check[];

const number = (text: string | undefined): number => Number(text);

/** `a[0].b[Value("x")].c` → `a.b.c`; `a.<.b`, from a to its parent and down → `b`. */
export function placeIn(text: string): string {
  const plain = text
    .replace(/\[Value\(.*\)\]/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\.\d+(?=\.|$)/g, '');
  const steps: string[] = [];
  for (const step of plain.split('.')) {
    if (step === '<') steps.pop();
    else if (step !== '') steps.push(step);
  }
  return steps.join('.');
}

function placesIn(list: string): string[] {
  return [...new Set(list.split(/,\s*/).map((text) => placeIn(text.trim())))].filter((text) => text !== '');
}

/** The blocks that all places stand in. */
function sharedBlocks(places: readonly string[]): string {
  const [first = [], ...others] = places.map((place) => place.split('.').slice(0, -1));
  let length = first.length;
  for (const other of others) while (first.slice(0, length).join('.') !== other.slice(0, length).join('.')) length--;
  return first.slice(0, length).join('.');
}

/** A rule that the whole resource declares; inside blocks it is asked where the blocks are. */
function overAll(
  is: 'exactlyOneOf' | 'atLeastOneOf' | 'atMostOneOf',
  list: string,
  titles: { readonly title: string; readonly titleMany?: string },
  detail: string,
): readonly Check[] {
  const paths = placesIn(list);
  const path = sharedBlocks(paths);
  return [{ path, is, paths, ...titles, detail, ...(path !== '' && { when: [{ path, set: true }] }) }];
}

const COMBINATION = 'Invalid Attribute Combination';
const MISSING = 'Missing Attribute Configuration';

const RULES: readonly (readonly [title: RegExp, detail: RegExp, make: Maker])[] = [
  [
    /^Invalid Block$/,
    /^Block (\S+) must have a configuration value as the provider has marked it as required$/,
    (_, { title, place }) => [{ path: place, is: 'set', title, detail: 'Block {steps} is required.' }],
  ],
  [
    /^Missing Configuration for Required Attribute$/,
    /^Must set a configuration value/,
    (_, { title, place }) => [{ path: place, is: 'set', title, detail: '{steps} is required.' }],
  ],
  [
    /^Invalid Attribute Value$/,
    /^Attribute .* (?:list|set|map) must contain (?:at least (\d+) elements)?(?: and )?(?:at most (\d+) elements)?, got: \d+$/s,
    ([, min, max], { title, place }) => [
      {
        path: place,
        is: 'count',
        ...(min !== undefined && { min: number(min) }),
        ...(max !== undefined && { max: number(max) }),
        title,
        detail: '{steps} must have {min} to {max} elements, not {length}.',
      },
    ],
  ],
  [
    /^(?:Not enough|Too many) list items$/,
    /^Attribute \S+ (requires|supports) (\d+) items? (?:minimum|maximum)/,
    ([, verb, bound], { title, place }) => [
      { path: place, is: 'count', ...(verb === 'requires' ? { min: number(bound) } : { max: number(bound) }), title },
    ],
  ],
  [
    /^Invalid Attribute Combination$/,
    /^Attribute "([^"]+)" cannot be specified when "([^"]+)" is specified$/,
    ([, other = '', own = ''], { title }) => [
      {
        path: placeIn(own),
        is: 'conflictsWith',
        paths: [placeIn(other)],
        title,
        detail: '{steps} cannot stand beside {given}.',
      },
    ],
  ],
  [
    /^Invalid Attribute Combination$/,
    /^Attribute "([^"]+)" must be specified when "([^"]+)" is specified$/,
    ([, other = '', own = ''], { title }) => [
      {
        path: placeIn(own),
        is: 'requiredWith',
        paths: [placeIn(other)],
        title,
        detail: '{steps} needs {paths} beside it.',
      },
    ],
  ],
  [
    /^Invalid Attribute Combination$/,
    /^Attribute "([^"]+)" (must|cannot) be specified when "([^"]+)" is "([^"]+)"/,
    ([, own = '', verb, other = '', value = ''], { title }) => [
      {
        path: placeIn(own),
        is: verb === 'must' ? 'set' : 'unset',
        when: [{ path: placeIn(other), equals: [value] }],
        title,
        detail: `{steps} ${verb} be set where ${other.replaceAll('{', '{{')} is so.`,
      },
    ],
  ],
  [
    new RegExp(`^(?:${COMBINATION}|${MISSING})$`),
    /^Exactly one of these attributes must be configured: \[(.*)\]$/,
    ([, list = '']) =>
      overAll(
        'exactlyOneOf',
        list,
        { title: MISSING, titleMany: COMBINATION },
        'Exactly one of {paths} must be set; set: {given}.',
      ),
  ],
  [
    new RegExp(`^(?:${COMBINATION}|${MISSING})$`),
    /^At least one of these attributes must be configured: \[(.*)\]$/,
    ([, list = '']) => overAll('atLeastOneOf', list, { title: MISSING }, 'At least one of {paths} must be set.'),
  ],
  [
    /^Invalid Attribute Combination$/,
    /^These attributes cannot be configured together: \[(.*)\]$/,
    ([, list = '']) => overAll('atMostOneOf', list, { title: COMBINATION }, 'At most one of {paths} may be set.'),
  ],
  [
    /^Invalid Attribute Combination$/,
    /^These attributes must be configured together: \[(.*)\]$/,
    ([, list = ''], { title }) =>
      placesIn(list).map((path, _, all) => ({
        path,
        is: 'requiredWith',
        paths: all.filter((other) => other !== path),
        title,
        detail: '{steps} needs {paths} beside it.',
      })),
  ],
  [
    /^Invalid Attribute Combination$/,
    /^(?:No attribute|\d+ attributes) specified when one \(and only one\) of \[(.*)\] is required$/,
    ([, list = ''], { title, place }) => [
      {
        path: place,
        is: 'exactlyOneOf',
        paths: [...new Set([...placesIn(list), place])].sort(),
        title,
        detail: 'Exactly one of {paths} must be set; set: {given}.',
      },
    ],
  ],
  [
    /^Invalid Attribute Combination$/,
    /^At least one attribute out of \[(.*)\] must be specified$/,
    ([, list = ''], { title, place }) => [
      {
        path: place,
        is: 'atLeastOneOf',
        paths: [...new Set([...placesIn(list), place])].sort(),
        title,
        detail: 'At least one of {paths} must be set.',
      },
    ],
  ],
  [
    /^Conflicting configuration arguments$/,
    /^"([^"]+)": conflicts with (\S+)$/,
    ([, own = '', other = ''], { title }) => [
      {
        path: placeIn(own),
        is: 'conflictsWith',
        paths: [placeIn(other)],
        title,
        detail: '"{path}": conflicts with {given}',
      },
    ],
  ],
  [
    /^Missing required argument$/,
    /^"([^"]+)": (all|one) of `([^`]+)` must be specified$/,
    ([, own = '', which, list = ''], { title }) => [
      {
        path: placeIn(own),
        is: which === 'all' ? 'requiredWith' : 'atLeastOneOf',
        paths: placesIn(list),
        title,
        detail: `"{path}": ${which} of \`{paths}\` must be specified`,
      },
    ],
  ],
  [
    /^Invalid combination of arguments$/,
    /^"([^"]+)": (?:only )?one of `([^`]+)` (?:must|can) be specified/,
    ([, own = '', list = ''], { title }) => [
      {
        path: placeIn(own),
        is: 'exactlyOneOf',
        paths: placesIn(list),
        title,
        detail: '"{path}": one of `{paths}` must be specified',
        detailMany: '"{path}": only one of `{paths}` can be specified, but `{given}` were specified.',
      },
    ],
  ],
  [
    /^Invalid Attribute Value Match$/,
    /^Attribute .* value must be one of: \[(.*?)\], got:/s,
    ([, list = ''], { title, place }) => [
      {
        path: place,
        is: 'oneOf',
        values: [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] as string),
        title,
        detail: '{steps} must be one of {values}, not {quoted}.',
      },
    ],
  ],
  [
    /^Invalid String Enum Value$/,
    /Valid (?:Values:|values are:) \[([^\]]*)\]/,
    ([, list = ''], { title, detail, place }) => [
      {
        path: placeIn(/^Path: (.*)$/m.exec(detail)?.[1] ?? place),
        is: 'oneOf',
        values: list.split(' ').filter((value) => value !== ''),
        title,
        detail: '{steps} must be one of {values}, not {quoted}.',
      },
    ],
  ],
  [
    /^Invalid Attribute Value Length$/,
    /^Attribute .* (string length|UTF-8 character count) must be (?:(?:between|at least) (\d+))?(?: and )?(?:(?:at most )?(\d+))?, got:/s,
    ([, unit, min, max], { title, place }) => [
      {
        path: place,
        is: 'length',
        ...(min !== undefined && { min: number(min) }),
        ...(max !== undefined && { max: number(max) }),
        ...(unit !== 'string length' && { unit: 'characters' as const }),
        title,
        detail: '{steps} is {length} long.',
      },
    ],
  ],
  [
    /^Invalid Attribute Value$/,
    /^Attribute .* value must be (?:(?:between|at least) (-?[\d.]+?))?(?: and )?(?:(?:at most )?(-?[\d.]+?))?, got: -?[\d.]+$/s,
    ([, min, max], { title, place }) => [
      {
        path: place,
        is: 'range',
        ...(min !== undefined && { min: number(min) }),
        ...(max !== undefined && { max: number(max) }),
        title,
        detail: '{steps} must be from {min} to {max}, not {value}.',
      },
    ],
  ],
  [
    /^Invalid Attribute Value Match$/,
    /^Attribute .* (?:value must match regular expression '(.*)'|must conform to: (\S+) ?|(\^\S+\$)), got: /s,
    ([, one, two, three], { title, place }) => [
      {
        path: place,
        is: 'pattern',
        pattern: one ?? two ?? three ?? '',
        title,
        detail: '{steps} must match the pattern, which {quoted} does not.',
      },
    ],
  ],
  [
    /^Missing required argument$/,
    /^The argument "([^"]+)" is required, but no definition was found\.$/,
    ([, own = ''], { title }) => [
      { path: placeIn(own), is: 'set', title, detail: 'The argument "{path}" is required.' },
    ],
  ],
  [
    /^expected .* to contain a network Value with between \d+ and \d+ significant bits, got: \d+$/,
    /^/,
    (_, { title, place }) => {
      const [, path = '', min, max] =
        /^expected "(.*)" to contain .* between (\d+) and (\d+) significant/.exec(title) ?? [];
      return [
        {
          path: /\.\d+$/.test(path) ? `${place}.*` : place,
          is: 'prefix-length',
          min: number(min),
          max: number(max),
          title:
            'expected "{path}" to contain a network Value with between {min} and {max} significant bits, got: {length}',
        },
      ];
    },
  ],
  [
    /^Attribute must be a whole number, got /,
    /^/,
    (_, { place }) => [
      { path: place, is: 'range', multipleOf: 1, title: 'Attribute must be a whole number, got {value}' },
    ],
  ],
  [
    /^Invalid ARN Value$/,
    /cannot be parsed as an ARN/,
    (_, { title, place }) => [
      {
        path: place,
        is: 'pattern',
        pattern: '^arn:[^:]*:[^:]*:[^:]*:[^:]*:',
        title,
        detail: '{quoted} is not an ARN.',
      },
    ],
  ],
  [
    /^Invalid (?:IAM Policy|JSON String) Value$/,
    /is not valid JSON string format/,
    (_, { title, place }) => [
      { path: place, is: 'format', format: 'json', title, detail: '{steps} is not JSON: {reason}.' },
      { path: place, is: 'format', format: 'not-empty', title, detail: '{steps} is not JSON: it is empty.' },
    ],
  ],
  [
    /^Invalid Path Expression for Schema$/,
    /^/,
    (_, { title, place }) =>
      place === '' ? [{ path: '', is: 'unset', title, detail: 'The provider is broken here.' }] : [],
  ],
];

/** What a message says of the rule behind it; empty where it does not say it all. */
export function checksOfMessage(message: Message): readonly Check[] {
  for (const [title, detail, make] of RULES) {
    if (!title.test(message.title)) continue;
    const match = detail.exec(message.detail);
    if (match !== null) return make([...match], message);
  }
  return [];
}
