/**
 * What may stand inside quotes, by the tests that a value must pass. Patterns and formats are not turned into grammars: each
 * of a list of shapes is tried on the tests with typical texts, and those that pass them all are let through.
 */
import { stringValue } from '../../cty/index.ts';
import type { Test } from '../facts/format.ts';
import { failsTest, parseFormat } from '../facts/index.ts';
import { oneOf, quotedLiteral } from './rules.ts';

interface Shape {
  /** GBNF of the inside of the quotes. */
  readonly inside: string;
  readonly examples: readonly string[];
  /** A value that nobody would ask for in words; one that the request states is better. */
  readonly madeUp?: true;
}

const LONGEST = 40;

const octets = (count: number) => Array.from({ length: count }, () => '[1-9] [0-9]?').join(' "." ');

/** From freest to narrowest. Each takes the least and most characters that are allowed. */
const SHAPES: readonly ((least: number, most: number) => Shape | undefined)[] = [
  (least, most) => spread('[A-Za-z0-9]', '[A-Za-z0-9 ._/:,()-]', least, most, ['a', 'A0', 'A b.c_d/e:f,(g)-h']),
  (least, most) => spread('[A-Za-z]', '[A-Za-z0-9_-]', least, most, ['a', 'A0', 'A0_b-c']),
  (least, most) => spread('[a-z]', '[a-z0-9-]', least, most, ['a', 'a0', 'a-0-b']),
  (least, most) => spread('[a-z]', '[a-z0-9_]', least, most, ['a', 'a0', 'a_0_b']),
  (least, most) => spread('[a-z]', '[a-z0-9]', least, most, ['a', 'a0', 'abc0']),
  (least, most) => spread('[A-Za-z]', '[A-Za-z0-9]', least, most, ['a', 'A0', 'Abc0']),
  (least, most) => spread('[A-Z]', '[A-Z0-9_]', least, most, ['A', 'A0', 'AB_C']),
  (least, most) => spread('[1-9]', '[0-9]', least, Math.min(most, 12), ['1', '10', '123']),
  () => exact('[1-9] [0-9]{11}', ['123456789012', '100000000000']),
  (least, most) => spread('"/"', '[a-z0-9/]', least, most, ['/', '/a', '/a/b']),
  () => exact('"/" [a-z] [a-z0-9]{0,10} "/"', ['/a/', '/abc0/']),
  () => exact('[a-z] [a-z0-9]{1,15} ".example.com"', ['aa.example.com', 'abc.example.com']),
  () => exact('[a-z] [a-z0-9]{1,15} "@example.com"', ['aa@example.com']),
  () => exact('"https://" [a-z] [a-z0-9]{1,15} ".example.com"', ['https://aa.example.com']),
  () => exact('"s3://" [a-z] [a-z0-9]{3,15}', ['s3://abcd', 's3://abcd0']),
  ...['ec2', 'iam', 's3', 'kms', 'sns', 'sqs', 'lambda', 'acm'].map((service) => () => arnShape(service)),
  ...['ami', 'vpc', 'subnet', 'sg', 'i', 'vol', 'eni', 'rtb', 'igw', 'pl', 'tgw'].map(
    (prefix) => () => idShape(prefix),
  ),
  () => exact(`"10." ${octets(2)} ".0/24"`, ['10.1.2.0/24', '10.10.99.0/24']),
  () => exact('"2001:db8:" [1-9a-f]{1,3} "::/64"', ['2001:db8:1::/64']),
  () => exact(`"10." ${octets(3)}`, ['10.1.2.3', '10.99.10.1']),
  () => exact('"2001:db8::" [1-9a-f]{1,3}', ['2001:db8::1']),
  () => exact('("rate(" [2-9] " hours)" | "cron(0 " [1-9] " * * ? *)")', ['rate(2 hours)', 'cron(0 9 * * ? *)']),
  () => exact('"{}"', ['{}']),
  () => exact('[1-9] "." [0-9]{1,2}', ['1.0', '8.12']),
  () => exact('("eu-west-1" | "us-east-1" | "us-west-2")', ['eu-west-1', 'us-east-1', 'us-west-2']),
  () => exact('("eu-west-1" | "us-east-1" | "us-west-2") [a-c]', ['eu-west-1a', 'us-east-1b', 'us-west-2c']),
  () => exact('"0" [1-8] ":" [0-5] "0-0" "9:" [0-5] "0"', ['01:10-09:20', '08:50-09:00']),
  () => exact('"sun:0" [1-8] ":00-sun:09:30"', ['sun:01:00-sun:09:30', 'sun:08:00-sun:09:30']),
  () => exact('"20" [3-9] [0-9] "-01-" [1-2] [0-9] "T00:00:00Z"', ['2030-01-10T00:00:00Z', '2099-01-29T00:00:00Z']),
  () => exact('[1-9] [0-9]? ("s" | "m" | "h")', ['1s', '30m', '99h']),
  () => exact('("Y" | "Z" | "e") "GFi" [a-zA-Z]', ['YGFia', 'eGFiZ']),
  () => exact('[0-9a-f]{8} "-0000-4000-8000-" [0-9a-f]{12}', ['0a1b2c3d-0000-4000-8000-0123456789ab']),
  () => exact('("true" | "false")', ['true', 'false']),
  () => exact('"s-" [0-9a-z]{17}', ['s-0123456789abcdefg']),
  () => exact('"d-" [0-9a-f]{10}', ['d-0123456789']),
  () => exact('"r-" [0-9a-z]{4}', ['r-ab12']),
  () => exact('"dzd_" [a-z0-9]{4,13}', ['dzd_abcd', 'dzd_abcd01234']),
  () => exact('"us-east-1_" [A-Za-z0-9]{9}', ['us-east-1_abcDEF123']),
  () => exact('("DE" | "FR" | "GB" | "JP" | "US")', ['DE', 'US']),
  () => exact('"+1" [2-9] [0-9]{9}', ['+12025550100']),
  () => exact('[0-1] [0-9] ":" [0-5] [0-9]', ['09:30', '19:59']),
  () => exact('"alias/" [a-z] [a-z0-9-]{2,20}', ['alias/abc', 'alias/a-b-c']),
  () => exact('("AWS::S3::Bucket" | "AWS::SNS::Topic" | "AWS::SQS::Queue")', ['AWS::S3::Bucket', 'AWS::SQS::Queue']),
  () => exact('[a-z] [a-z0-9]{2,10} "--use1-az" [1-6] "--x-s3"', ['abc--use1-az4--x-s3']),
  () => exact('"cron(0 " [1-9] " ? * * *)"', ['cron(0 9 ? * * *)']),
  () => exact('"GMT"', ['GMT']),
];

function spread(
  first: string,
  more: string,
  least: number,
  most: number,
  examples: readonly string[],
): Shape | undefined {
  const longest = Math.min(most, Math.max(least, LONGEST));
  if (longest < 1) return undefined;
  const shortest = Math.max(least, 1);
  const last = (examples.at(-1) as string).at(-1) as string;
  const fitted = [...examples, examples[0] as string].map((text, index) =>
    (index === examples.length ? text.padEnd(longest, last) : text.padEnd(shortest, last)).slice(0, longest),
  );
  return { inside: `${first} ${more}{${shortest - 1},${longest - 1}}`, examples: fitted };
}

const exact = (inside: string, examples: readonly string[]): Shape => ({ inside, examples, madeUp: true });

const arnShape = (service: string): Shape => {
  const resource =
    { iam: 'role/', kms: 'key/', lambda: 'function:', acm: 'certificate/', ec2: 'instance/' }[service] ?? '';
  const region = service === 'iam' || service === 's3' ? '' : 'us-east-1';
  const account = service === 's3' ? '' : '123456789012';
  const start = `arn:aws:${service}:${region}:${account}:${resource}`;
  return exact(`"${start}" [a-z] [a-z0-9-]{2,20}`, [`${start}abc`, `${start}a-b-c`]);
};

const idShape = (prefix: string): Shape => exact(`"${prefix}-0" [0-9a-f]{16}`, [`${prefix}-0123456789abcdef0`]);

/** Where a value must be there and none is known to be right. */
export const anyString = '"\\"" [A-Za-z] [A-Za-z0-9_-]{2,30} "\\""';

/** Without anything known of it, a text may be nearly anything that needs no escape. */
const FREE = '[^"\\\\$%\\x00-\\x1f\\x7f]';

/** What a text without tests looks like: anything on one line; as names do, without blanks where that is allowed; anything short. */
export type Manner = 'free' | 'name' | 'text';

/** GBNF of a quoted string that passes the tests; undefined where no shape does and nothing that is `stated` does. */
export function stringRule(
  tests: readonly Test[],
  manner: Manner = 'text',
  stated: readonly string[] = [],
): string | undefined {
  const sets = tests.filter((test) => test.is === 'oneOf');
  const rest = tests.filter((test) => test.is !== 'oneOf' && test.is !== 'set' && test.is !== 'unset');
  if (sets.length > 0) return listed(sets, tests);
  if (rest.length === 0 && manner === 'free') return `"\\"" ("$" [a-z])? ${FREE}* "\\""`;
  if (rest.length === 0 && manner === 'text') return `"\\"" ${FREE}{1,60} "\\""`;
  const known = stated.filter((text) => passes(text, rest)).map(quotedLiteral);
  const guessed = rest.some((test) => test.is === 'prefix-length') ? addresses(tests) : shaped(rest, manner);
  if (known.length > 0 && (guessed === undefined || guessed.madeUp)) return oneOf(known);
  if (guessed === undefined) return undefined;
  return known.length === 0 ? guessed.rule : oneOf([guessed.rule, ...known]);
}

interface Guess {
  readonly rule: string;
  readonly madeUp: boolean;
}

function shaped(tests: readonly Test[], manner: Manner): Guess | undefined {
  const [least, most] = lengths(tests);
  const fitting = SHAPES.map((shape) => shape(least, most)).filter((shape) =>
    shape?.examples.every((example) => passes(example, tests)),
  ) as Shape[];
  if (fitting.length === 0) return undefined;
  // The first shapes are freer than names are.
  const chosen = manner === 'name' && fitting.length > 1 ? fitting.slice(1, 2) : fitting.slice(0, 2);
  const rule = `"\\"" ${oneOf(chosen.map(({ inside }) => inside))} "\\""`;
  return { rule, madeUp: chosen[0]?.madeUp === true };
}

function listed(sets: readonly (Test & { is: 'oneOf' })[], tests: readonly Test[]): string | undefined {
  const [first, ...others] = sets;
  const values = (first?.values ?? [])
    .map(String)
    .filter((value) => others.every((other) => other.values.map(String).includes(value)))
    .filter((value) =>
      passes(
        value,
        tests.filter(({ is }) => is !== 'oneOf' && is !== 'unset'),
      ),
    );
  return values.length === 0 ? undefined : oneOf(values.map(quotedLiteral));
}

/** `10.0.0.0/N` with a prefix of the lengths that are allowed. */
function addresses(tests: readonly Test[]): Guess | undefined {
  const texts: string[] = [];
  for (let bits = 1; bits <= 128; bits++) {
    for (const text of bits <= 32 ? [`10.0.0.0/${bits}`, `172.16.0.0/${bits}`] : [`2001:db8::/${bits}`]) {
      if (passes(text, tests) && parseFormat('cidr-network', text) === undefined) texts.push(text);
    }
  }
  return texts.length === 0 ? undefined : { rule: oneOf(texts.map(quotedLiteral)), madeUp: true };
}

function lengths(tests: readonly Test[]): readonly [least: number, most: number] {
  const bounds = tests.filter((test) => test.is === 'length');
  return [Math.max(0, ...bounds.map(({ min = 0 }) => min)), Math.min(1000, ...bounds.map(({ max = 1000 }) => max))];
}

const passes = (text: string, tests: readonly Test[]) =>
  tests.every((test) => failsTest(test, stringValue(text)) === undefined);
