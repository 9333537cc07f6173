/** Rules that might explain one message, and the choice of the first that explains every answer. */
import type { Value } from '../../cty/index.ts';
import type { Format, Test } from '../facts/format.ts';
import { failsTest } from '../facts/value-test.ts';
import { type Cluster, type Probe, probeValue } from './observe.ts';

const FORMATS: readonly Format[] = [
  'arn',
  'account-id',
  'region',
  'json',
  'json-object',
  'iam-policy',
  'rfc3339',
  'cidr',
  'cidr-network',
  'ipv4-cidr',
  'ipv4-cidr-network',
  'ipv6-cidr',
  'ipv6-cidr-network',
  'ipv4-family',
  'ipv6-family',
  'ipv4-host-bits',
  'ipv6-host-bits',
  'host-bits',
  'ip',
  'ipv4',
  'ipv6',
  'url-host',
  'scheme-https',
  'scheme-http',
  'url',
  'url-http',
  'url-https',
  'base64',
  'uuid',
  'duration',
  'boolean',
  'integer',
  'number',
  'time-window',
  'weekly-window',
  'regular-expression',
  'not-empty',
  'not-white-space',
];

/** Patterns that rules in the field consist of; each is tried as what must match and as what must not. */
const MUST: readonly string[] = [
  '^[0-9A-Za-z-]+$',
  '^[0-9A-Za-z-]*$',
  '^[0-9a-z-]+$',
  '^[0-9a-z-]*$',
  '^[0-9A-Za-z_-]+$',
  '^[0-9A-Za-z_-]*$',
  '^[0-9a-z_-]+$',
  '^[0-9A-Za-z]+$',
  '^[0-9A-Za-z]*$',
  '^[0-9a-z]+$',
  '^[0-9]+$',
  '^[0-9]*$',
  '^[0-9a-z_]+$',
  '^[0-9A-Za-z_]+$',
  '^[0-9A-Za-z_]*$',
  '^[0-9A-Za-z_.-]+$',
  '^[0-9A-Za-z_.-]*$',
  '^[0-9a-z._-]+$',
  '^[0-9a-z.-]+$',
  '^[0-9A-Za-z.-]+$',
  '^[0-9A-Za-z_ -]+$',
  '^[0-9A-Za-z_./-]+$',
  '^[0-9A-Za-z_./-]*$',
  '^[0-9A-Za-z/_-]+$',
  '^[0-9A-Za-z_.:/=+@-]*$',
  '^[0-9A-Za-z_+=,.@-]+$',
  '^[0-9A-Za-z_+=,.@-]*$',
  '^[0-9a-z._ -]+$',
  '^[0-9a-z ._-]+$',
  '^[0-9A-Za-z()./_-]+$',
  '^[A-Za-z]',
  '^[a-z]',
  '^[A-Z]',
  '^[0-9]',
  '^[0-9A-Za-z]',
  '^[0-9a-z]',
  '[0-9A-Za-z]$',
  '[0-9a-z]$',
  '^/',
  '^/.*',
  '/$',
  '^arn:',
  '^arn:([^:]*:){4}',
  '^s3://',
  '^https://',
  '^http',
  '^https?://',
  '^alias/',
  '^[a-z][0-9a-z-]*$',
  '^[A-Za-z][0-9A-Za-z-]*$',
  '^[A-Za-z][0-9A-Za-z_-]*$',
  '^[A-Za-z][0-9A-Za-z_]*$',
  '^[0-9A-Za-z][0-9A-Za-z-]*$',
  '^[0-9A-Za-z][0-9A-Za-z_-]*$',
  '^[0-9A-Za-z][0-9A-Za-z_.-]*$',
  '^[0-9a-z][0-9a-z-]*$',
  '^[\\w-]+$',
  '^[ -~]+$',
  '^[ -~]*$',
  '^\\S+$',
  '^\\d{12}$',
  '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  '@',
  '^.+@.+$',
  '^([01][0-9]|2[0-3]):([0-5][0-9])$',
  '^\\d{2}:\\d{2}$',
  '^lt-[0-9a-z]+$',
  '^lt-',
  '\\S',
  '.',
  '^subnet-',
  '^vpc-',
  '^sg-',
  '^ami-',
  '^(aws|[0-9]{12})$',
  '^[0-9A-Fa-f]+$',
  '^[a-z]+-[a-z]+-[0-9]+$',
  '^[a-z]{2}(-[a-z]+)+-\\d$',
];
const MUST_NOT: readonly string[] = [
  '--',
  '-$',
  '^-',
  '^-|-$',
  '\\.\\.',
  '\\.-',
  '-\\.',
  '^\\.',
  '\\.$',
  '\\s',
  '^aws:',
  '^aws',
  '^(?i)aws',
  '/',
  '/$',
  '^/',
  '_',
  '[A-Z]',
  ' ',
  '^\\s|\\s$',
  '[-\\s<>&]',
  '-',
  '^[0-9]',
  ':',
  '[^0-9A-Za-z]',
  '^default$',
  '@',
  '\\*',
  '^(?i)arn',
  '"',
  '[\'"]',
  '[/"@ ]',
  '^none$',
  '^[0-9-]',
];

const LIBRARY: readonly Test[] = [
  ...FORMATS.map((format): Test => ({ is: 'format', format })),
  ...MUST.map((pattern): Test => ({ is: 'pattern', pattern })),
  ...MUST_NOT.map((pattern): Test => ({ is: 'pattern', pattern, not: true })),
];

/** The first rule under which exactly the failing values fail. `passing`: values that got no error at all. */
export function explain(cluster: Cluster, passing: readonly Probe[], others: readonly Probe[]): Test | undefined {
  if (cluster.failing.size === 0 || passing.length === 0) return undefined;
  let best: Test | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  const failing = [...cluster.failing];
  for (const test of candidates(cluster)) {
    if (!failing.every((probe) => fails(test, probe)) || passing.some((probe) => fails(test, probe))) continue;
    // Of values that fail by another message it is not known whether this rule was asked.
    const doubtful = others.filter((probe) => fails(test, probe)).length;
    if (doubtful < fewest) {
      best = test;
      fewest = doubtful;
    }
    if (doubtful === 0) break;
  }
  return best;
}

/** Rules that no answer contradicts, so far; at most `most` of them, the likeliest first. */
export function standing(cluster: Cluster, passing: readonly Probe[], most: number): Test[] {
  const found: Test[] = [];
  if (passing.length === 0) return found;
  const failing = [...cluster.failing];
  for (const test of candidates(cluster)) {
    if (!failing.every((probe) => fails(test, probe)) || passing.some((probe) => fails(test, probe))) continue;
    found.push(test);
    if (found.length >= most) break;
  }
  return found;
}

/** Alternatives of which one must hold, each with a message of its own: what SDKv2 reports of them all together. */
export function explainAlternatives(
  clusters: readonly Cluster[],
  passing: readonly Probe[],
): readonly { readonly cluster: Cluster; readonly test: Test }[] | undefined {
  const [first] = clusters;
  if (first === undefined || clusters.length < 2 || passing.length === 0) return undefined;
  const failing = [...first.failing];
  if (
    clusters.some(
      (other) => other.failing.size !== failing.length || failing.some((probe) => !other.failing.has(probe)),
    )
  )
    return undefined;
  const choose = (at: number, left: readonly Probe[]): { cluster: Cluster; test: Test }[] | undefined => {
    const cluster = clusters[at];
    if (cluster === undefined) return left.length === 0 ? [] : undefined;
    let tried = 0;
    for (const test of candidates(cluster)) {
      if (!failing.every((probe) => fails(test, probe))) continue;
      const rest = left.filter((probe) => fails(test, probe));
      if (rest.length === left.length) continue;
      const others = choose(at + 1, rest);
      if (others !== undefined) return [{ cluster, test }, ...others];
      if (++tried >= MOST_ALTERNATIVES) return undefined;
    }
    return undefined;
  };
  return choose(0, passing);
}

/** Rules tried for one message of several. */
const MOST_ALTERNATIVES = 8;

const values = new Map<Probe, Value>();
export function fails(test: Test, probe: Probe): boolean {
  let value = values.get(probe);
  if (value === undefined) {
    value = probeValue(probe);
    values.set(probe, value);
  }
  return failsTest(test, value) !== undefined;
}

function* candidates(cluster: Cluster): Generator<Test> {
  const message = `${cluster.title}\n${cluster.detail}`;
  const texts = typeof cluster.failing.values().next().value === 'string';
  if (cluster.values !== undefined) {
    const listed = texts ? cluster.values : cluster.values.map(Number);
    yield { is: 'oneOf', values: listed };
    if (texts) yield { is: 'oneOf', values: listed, ignoreCase: true };
    if (texts) yield { is: 'oneOf', values: [...listed, ''] };
  }
  const bounds = [...new Set([...message.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0])))].slice(0, 6);
  const is = texts ? 'length' : 'range';
  for (const bound of bounds) {
    yield { is, max: bound };
    yield { is, min: bound };
    if (texts) yield { is, min: 1, max: bound };
  }
  for (const min of bounds) for (const max of bounds) if (min < max) yield { is, min, max };
  if (!texts) {
    for (const bound of bounds) {
      if (bound > 1) yield { is: 'range', multipleOf: bound };
      yield { is: 'oneOf', values: [bound] };
    }
    yield { is: 'oneOf', values: bounds };
    yield { is: 'range', min: 1 };
    yield { is: 'range', min: 0 };
    if (/port/i.test(message)) for (const min of [1, 0]) yield { is: 'range', min, max: 65_535 };
    return;
  }
  for (const unit of ['characters'] as const)
    for (const min of [0, ...bounds]) for (const max of bounds) if (min < max) yield { is: 'length', min, max, unit };
  for (const pattern of patternsIn(message)) {
    yield { is: 'pattern', pattern };
    yield { is: 'pattern', pattern, not: true };
  }
  yield { is: 'length', min: 1 };
  for (const pattern of describedPatterns(message)) yield { is: 'pattern', pattern };
  for (const prefix of prefixesIn(message)) {
    yield { is: 'pattern', pattern: prefix };
    yield { is: 'pattern', pattern: prefix, not: true };
  }
  for (const max of [1, 2, ...bounds]) for (const min of bounds) if (min <= max) yield { is: 'length', min, max };
  yield* LIBRARY;
  for (const max of bounds)
    for (const test of LIBRARY)
      if (test.is === 'pattern' && test.not !== true && /[+*]\$$/.test(test.pattern)) {
        yield { is: 'pattern', pattern: test.pattern.replace(/[+*]\$$/, `{1,${max}}$`) };
        yield { is: 'pattern', pattern: test.pattern.replace(/[+*]\$$/, `{0,${max}}$`) };
      }
  for (const min of bounds) yield { is: 'range', min };
  for (const min of bounds) for (const max of bounds) if (min < max) yield { is: 'range', min, max };
}

/** Texts in a message that may be the regular expression itself. */
function patternsIn(message: string): string[] {
  const found = new Set<string>();
  const text = message.replaceAll('{{', '{');
  for (const [, quoted = ''] of text.matchAll(/"((?:[^"\\]|\\.)+)"/g)) found.add(quoted.replace(/\\(.)/g, '$1'));
  for (const [, quoted = ''] of text.matchAll(/'([^']+)'/g)) found.add(quoted);
  for (const [, quoted = ''] of text.matchAll(/`([^`]+)`/g)) found.add(quoted);
  for (const [, bare = ''] of text.matchAll(
    /(?:pattern:?|match(?:es)?|expression:?|of|satisfy|form|be) (\^?\S+?)\)?(?:[,.]? |[,.]?$|: )/gm,
  ))
    found.add(bare);
  for (const [, bare = ''] of text.matchAll(/(\^.*\$)/gm)) found.add(bare);
  for (const [, bare = ''] of text.matchAll(/\((?:.* )?(\^?[^\s]*[\][+*$^][^\s]*)\)/gm)) found.add(bare);
  return [...found].filter((pattern) => pattern.length > 2 && /[[\]^$*+.\\|]/.test(pattern));
}

/** Characters by the words that messages have for them. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/underscores?|_/, '_'],
  [/hyph?ens?|dash(?:es)?|-(?!z|Z|9)/, '-'],
  [/periods?|dots?|\./, '.'],
  [/slash(?:es)?|\//, '/'],
  [/hash signs?|#/, '#'],
  [/\bspaces?|white ?space/, ' '],
  [/colons?|:/, ':'],
  [/plus|\+/, '+'],
  [/equals?|=/, '='],
  [/\bat signs?|@/, '@'],
  [/commas?\b/, ','],
  [/parenthes[ie]s/, '()'],
];

/** A message in words, such as "only lowercase alphanumeric characters and hyphens allowed", as patterns that it may mean. */
function describedPatterns(message: string): string[] {
  const text = message.replace(/^[^(]*\((?=.*\))/s, '');
  const all =
    /alpha-?numeric|letters? (?:and|or) (?:numbers?|digits?)|A-Z.*0-9|0-9.*A-Z|letters, (?:numbers|digits)/i.test(text);
  const letters = /lower ?case/i.test(text) && !/upper ?case/i.test(text) ? 'a-z' : 'A-Za-z';
  const base = all || /letters|characters|alphabetic/i.test(text) ? `0-9${letters}` : '0-9';
  const extra = WORDS.filter(([word]) => word.test(text)).map(([, characters]) => characters);
  const sets = [
    extra,
    extra.filter((character) => character !== ' '),
    extra.filter((character) => character !== '.'),
    extra.filter((character) => character !== '/' && character !== ':'),
  ];
  const found = new Set<string>();
  for (const set of sets) {
    const inside = `${base}${set.join('').replace('-', '')}${set.includes('-') ? '-' : ''}`;
    for (const end of ['+$', '*$']) {
      found.add(`^[${inside}]${end}`);
      found.add(`^[A-Za-z][${inside}]*$`);
      found.add(`^[a-z][${inside}]*$`);
      found.add(`^[0-9A-Za-z][${inside}]*$`);
    }
  }
  return [...found];
}

function prefixesIn(message: string): string[] {
  const found = new Set<string>();
  for (const [, given = ''] of message.matchAll(
    /(?:begin|start|prefix|ending|end)(?:s|ning)? (?:with )?(?:a |the |either )?['"`(]*([^\s'"`)]+)/g,
  )) {
    const escaped = given.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    found.add(`^${escaped}`);
    found.add(`${escaped}$`);
  }
  return [...found];
}
