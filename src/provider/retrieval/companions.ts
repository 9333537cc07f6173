/**
 * Types that the best ones need: a function its role, a cluster its subnets, a subnet its network. Read off the names of
 * arguments, as no schema says what an argument refers to.
 */
import { type BlockLine, loadPack, type SchemaLine } from '../pack/index.ts';
import { singular } from './words.ts';

export interface Companion {
  readonly type: string;
  readonly mode: 'managed' | 'data';
  /** Share of the needing type's standing that goes to the needed one. */
  readonly share: number;
}

const REQUIRED = 0.65;
const OPTIONAL = 0.22;
/** Arguments that refer to something although their names do not end like a reference. */
const BARE_REFERENCES = new Set([
  'bucket',
  'role',
  'cluster',
  'vpc',
  'subnet',
  'network',
  'repository',
  'user',
  'topic',
  'queue',
]);
const REFERENCE_END = /_(?:id|arn|name)s?$/;

const AWS: Readonly<Record<string, readonly Companion[]>> = {
  aws_iam_role: [
    { type: 'aws_iam_policy_document', mode: 'data', share: REQUIRED },
    { type: 'aws_iam_role_policy_attachment', mode: 'managed', share: REQUIRED },
  ],
  aws_subnet: [{ type: 'aws_availability_zones', mode: 'data', share: OPTIONAL }],
};

const shortest = new Map<string, ReadonlyMap<string, string>>();

/** What a managed type needs by its arguments; never itself. */
export function companionsOf(address: string, type: string, packsDirs?: readonly string[]): Companion[] {
  const pack = loadPack(address, undefined, packsDirs);
  const schema = pack?.line(`resource.${type}`) as SchemaLine | undefined;
  if (pack === undefined || schema === undefined) return [];
  const ends = shortestByEnd(address, pack.names('resource'));
  const found: Companion[] = [...(AWS[type] ?? [])];
  for (const [name, required] of argumentsOf(schema, schema, true, 0)) {
    const needed = referredType(name, type, ends);
    if (needed === undefined || needed === type) continue;
    found.push({ type: needed, mode: 'managed', share: required ? REQUIRED : OPTIONAL });
  }
  return found;
}

const DEPTH = 2;

/** Arguments that can be written, those of blocks included, each with whether it must be. */
function* argumentsOf(
  block: BlockLine,
  schema: SchemaLine,
  required: boolean,
  depth: number,
): Generator<readonly [name: string, required: boolean]> {
  for (const [name, line] of Object.entries(block.a ?? {})) {
    const flags = typeof line === 'string' ? line : line[0];
    if (/[or]/.test(flags)) yield [name, required && flags.includes('r')];
  }
  if (depth === DEPTH) return;
  for (const [, min, , inner] of Object.values(block.b ?? {})) {
    const nested = typeof inner === 'number' ? (schema.d?.[inner] ?? {}) : inner;
    yield* argumentsOf(nested, schema, required && min > 0, depth + 1);
  }
}

/** The managed type that an argument of a managed type refers to by its name; undefined where the name says nothing. */
export function referenceOf(
  address: string,
  type: string,
  argument: string,
  packsDirs?: readonly string[],
): string | undefined {
  const types = loadPack(address, undefined, packsDirs)?.names('resource') ?? [];
  const found = referredType(argument, type, shortestByEnd(address, types));
  return found === type ? undefined : found;
}

/** `vpc_security_group_ids` is about the longest end that is a type's name: `security_group`; of the same service first. */
function referredType(name: string, of: string, ends: ReadonlyMap<string, string>): string | undefined {
  const service = of.split('_')[1];
  if (!REFERENCE_END.test(name) && !BARE_REFERENCES.has(name)) return undefined;
  const words = name.replace(REFERENCE_END, '').replace('load_balancer', 'lb').split('_').map(singular);
  for (let start = 0; start < words.length; start++) {
    const end = words.slice(start).join('_');
    const found = ends.get(`${service}_${end}`) ?? ends.get(end);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The shortest type that ends in each run of words: `subnet` is aws_subnet, not aws_..._subnet. */
function shortestByEnd(address: string, types: readonly string[]): ReadonlyMap<string, string> {
  let ends = shortest.get(address);
  if (ends === undefined) {
    const found = new Map<string, string>();
    for (const type of types) {
      const words = type.split('_').slice(1);
      for (let start = 0; start < words.length; start++) {
        const end = words.slice(start).join('_');
        const known = found.get(end);
        if (known === undefined || type.length < known.length) found.set(end, type);
      }
    }
    ends = found;
    shortest.set(address, ends);
  }
  return ends;
}
