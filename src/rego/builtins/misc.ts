import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { BuiltinFailure, type BuiltinRelation, failed } from '../plan/builtin.ts';
import type { Evaluation } from '../plan/context.ts';
import {
  divideNumbers,
  entries,
  equals,
  isArray,
  isInteger,
  isObject,
  lookup,
  multiplyNumbers,
  normalizeInteger,
  type ObjectValue,
  parseNumber,
  type RegoNumber,
  RegoSet,
  toBigInt,
  type Value,
  valueText,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';

// -- bits --

const wholeOperands =
  (operation: (...numbers: bigint[]) => bigint | BuiltinFailure) =>
  (...args: unknown[]) => {
    const numbers = args.slice(0, operation.length) as RegoNumber[];
    const odd = numbers.findIndex((number) => !isInteger(number));
    if (odd !== -1) return wrongType(`operand ${odd + 1} must be integer number but got floating-point number`);
    const result = operation(...numbers.map(toBigInt));
    return result instanceof BuiltinFailure ? result : normalizeInteger(result);
  };
const TWO = ['number', 'number'];
const MAXIMUM_SHIFT = 100_000n;
const shift = (direction: 1 | -1) => (a: bigint, b: bigint) => {
  if (b < 0n) return wrongType('operand 2 must be an unsigned integer number but got a negative integer');
  if (b > MAXIMUM_SHIFT) return failed('shift is too large');
  return direction === 1 ? a << b : a >> b;
};
export const BITS: BuiltinFamily = {
  'bits.and': builtin(
    TWO,
    wholeOperands((a: bigint, b: bigint) => a & b),
    'number',
  ),
  'bits.or': builtin(
    TWO,
    wholeOperands((a: bigint, b: bigint) => a | b),
    'number',
  ),
  'bits.xor': builtin(
    TWO,
    wholeOperands((a: bigint, b: bigint) => a ^ b),
    'number',
  ),
  'bits.negate': builtin(
    ['number'],
    wholeOperands((a: bigint) => ~a),
    'number',
  ),
  'bits.lsh': builtin(TWO, wholeOperands(shift(1)), 'number'),
  'bits.rsh': builtin(TWO, wholeOperands(shift(-1)), 'number'),
};

// -- units --

const DECIMAL = ['k', 'm', 'g', 't', 'p', 'e'];
export const UNITS: BuiltinFamily = {
  'units.parse': builtin(['string'], (text: string) => parseUnits(text, false), 'number'),
  'units.parse_bytes': builtin(['string'], (text: string) => parseUnits(text, true), 'number'),
};

function parseUnits(text: string, bytes: boolean) {
  const plain = text.replaceAll('"', '');
  const noAmount = bytes ? 'no byte amount provided' : 'no amount provided';
  if (plain === '') return failed(noAmount);
  if (plain.includes(' ')) return failed('spaces not allowed in resource strings');
  const [, amount = '', unit = ''] = /^([-+0-9.]*(?:[eE][+-]?\d+)?)(.*)$/.exec(plain) ?? [];
  if (amount === '') return failed(noAmount);
  if (/[eE][+-]?\d{3,}$/.test(amount)) return failed('exponent too large');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(amount))
    return failed(bytes ? 'could not parse byte amount to a number' : 'could not parse amount to a number');
  let factor: RegoNumber | undefined;
  const lower = bytes ? unit.toLowerCase() : unit;
  if (unit === '') factor = 1;
  else if (bytes) {
    const index = DECIMAL.indexOf(lower[0] as string);
    if (index !== -1 && /^.b?$/.test(lower)) factor = normalizeInteger(1000n ** BigInt(index + 1));
    else if (index !== -1 && /^.ib?$/.test(lower)) factor = normalizeInteger(1024n ** BigInt(index + 1));
    else if (lower === 'b') factor = 1;
  } else if (unit === 'm') factor = 0.001;
  else {
    // Other than the milli of `m`, letters count in either case.
    const index = DECIMAL.indexOf((unit[0] as string).toLowerCase());
    if (index !== -1 && /^.$/.test(unit)) factor = normalizeInteger(1000n ** BigInt(index + 1));
    else if (index !== -1 && /^.i$/i.test(unit)) factor = normalizeInteger(1024n ** BigInt(index + 1));
  }
  if (factor === undefined) return failed(bytes ? `byte unit ${unit} not recognized` : `unit ${unit} not recognized`);
  const number = parseNumber(
    amount
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?=[eE]|$)/, ''),
  );
  if (factor === 0.001) return divideNumbers(number, 1000);
  const result = multiplyNumbers(number, factor);
  return bytes && !isInteger(result) ? Math.trunc(Number(result)) : result;
}

// -- semantic versions --

const SEMVER = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

function semver(text: string) {
  const match = SEMVER.exec(text);
  if (match === null) return undefined;
  return { numbers: match.slice(1, 4).map(BigInt), pre: match[4]?.split('.') ?? [] };
}

export const SEMVER_FUNCTIONS: BuiltinFamily = {
  'semver.is_valid': builtin(
    ['any'],
    (text: Value) => typeof text === 'string' && semver(text) !== undefined,
    'boolean',
  ),
  'semver.compare': builtin(
    ['string', 'string'],
    (left: string, right: string) => {
      const a = semver(left);
      const b = semver(right);
      if (a === undefined) return failed(`operand 1: string ${JSON.stringify(left)} is not a valid SemVer`);
      if (b === undefined) return failed(`operand 2: string ${JSON.stringify(right)} is not a valid SemVer`);
      for (let index = 0; index < 3; index++) {
        const [x, y] = [a.numbers[index] as bigint, b.numbers[index] as bigint];
        if (x !== y) return x < y ? -1 : 1;
      }
      if (a.pre.length === 0 || b.pre.length === 0)
        return Math.sign(Number(b.pre.length > 0) - Number(a.pre.length > 0));
      for (let index = 0; index < Math.max(a.pre.length, b.pre.length); index++) {
        const [x, y] = [a.pre[index], b.pre[index]];
        if (x === undefined) return -1;
        if (y === undefined) return 1;
        if (x === y) continue;
        const [xDigits, yDigits] = [/^\d+$/.test(x), /^\d+$/.test(y)];
        if (xDigits && yDigits) return BigInt(x) < BigInt(y) ? -1 : 1;
        if (xDigits !== yDigits) return xDigits ? -1 : 1;
        return x < y ? -1 : 1;
      }
      return 0;
    },
    'number',
  ),
};

// -- hashes --

const digest = (algorithm: string) =>
  builtin(['string'], (text: string) => createHash(algorithm).update(text).digest('hex'), 'string');
const hmac = (algorithm: string) =>
  builtin(
    ['string', 'string'],
    (text: string, key: string) => createHmac(algorithm, key).update(text).digest('hex'),
    'string',
  );
export const HASHES: BuiltinFamily = {
  'crypto.md5': digest('md5'),
  'crypto.sha1': digest('sha1'),
  'crypto.sha256': digest('sha256'),
  'crypto.hmac.md5': hmac('md5'),
  'crypto.hmac.sha1': hmac('sha1'),
  'crypto.hmac.sha256': hmac('sha256'),
  'crypto.hmac.sha512': hmac('sha512'),
  'crypto.hmac.equal': builtin(
    ['string', 'string'],
    (a: string, b: string) => {
      const [left, right] = [Buffer.from(a), Buffer.from(b)];
      return left.length === right.length && timingSafeEqual(left, right);
    },
    'boolean',
  ),
};

// -- uuid --

export const UUID: BuiltinFamily = {
  'uuid.rfc4122': builtin(
    ['string'],
    (key: string, evaluation: Evaluation) => {
      const name = `uuid ${key}`;
      const known = evaluation.stable.get(name) ?? crypto.randomUUID();
      evaluation.stable.set(name, known);
      return known;
    },
    'string',
  ),
  'uuid.parse': builtin(['string'], parseUuid),
};

function parseUuid(text: string): Value | undefined {
  const plain = text.length === 38 ? text.slice(1, -1) : text.replace(/^urn:uuid:/i, '');
  const hex = plain.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined;
  if (plain.includes('-') && !/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(plain)) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  const version = (bytes[6] as number) >> 4;
  const variantBits = bytes[8] as number;
  const variant =
    (variantBits & 0xc0) === 0x80
      ? 'RFC4122'
      : (variantBits & 0xe0) === 0xc0
        ? 'Microsoft'
        : (variantBits & 0xe0) === 0xe0
          ? 'Future'
          : 'Reserved';
  const result: Record<string, Value> = { variant, version };
  if (version !== 1 && version !== 2) return result;
  const timeLow = BigInt(bytes.readUInt32BE(0));
  const middle = BigInt(bytes.readUInt16BE(4)) << 32n;
  const high = BigInt(bytes.readUInt16BE(6) & 0xfff) << 48n;
  const ticks = timeLow + middle + high;
  result.time = normalizeInteger(BigInt.asIntN(64, (ticks - 0x01b21dd213814000n) * 100n));
  result.nodeid = [...bytes.subarray(10)].map((byte) => byte.toString(16).padStart(2, '0')).join('-');
  result.macvariables = `${((bytes[10] as number) & 2) === 0 ? 'global' : 'local'}:${((bytes[10] as number) & 1) === 0 ? 'unicast' : 'multicast'}`;
  result.clocksequence = bytes.readUInt16BE(8) & 0x3fff;
  if (version === 2) {
    result.id = bytes.readUInt32BE(0);
    result.domain = ['Person', 'Group', 'Org'][bytes[9] as number] ?? `Domain${bytes[9]}`;
  }
  return result;
}

// -- graphs and documents --

export const GRAPH: BuiltinFamily = {
  'graph.reachable': builtin(['object', 'array|set'], (graph: ObjectValue, start: Value) => {
    const found = new RegoSet();
    const queue = [...members(start)];
    while (queue.length > 0) {
      const node = queue.pop() as Value;
      const edges = lookup(graph, node);
      if (edges === undefined || found.has(node)) continue;
      found.add(node);
      queue.push(...members(edges));
    }
    return found;
  }),
  'graph.reachable_paths': builtin(['object', 'array|set'], (graph: ObjectValue, start: Value) => {
    const paths = new RegoSet();
    const visit = (node: Value, path: readonly Value[]): void => {
      const next = [...path, node];
      const edges = members(lookup(graph, node) ?? null);
      const open = edges.filter(
        (edge) => !next.some((seen) => equals(seen, edge)) && lookup(graph, edge) !== undefined,
      );
      if (open.length === 0) paths.add(next);
      for (const edge of open) visit(edge, next);
    };
    for (const node of members(start)) if (lookup(graph, node) !== undefined) visit(node, []);
    return paths;
  }),
};

function members(value: Value): readonly Value[] {
  return isArray(value) ? value : value instanceof RegoSet ? value.sorted() : [];
}

export const RELATIONS: Readonly<Record<string, { arity: number; relation: BuiltinRelation }>> = {
  walk: { arity: 1, relation: ([document]) => walk([], document as Value) },
};

function* walk(path: readonly Value[], value: Value): Iterable<Value> {
  yield [path, value];
  if (isArray(value)) for (const [index, element] of value.entries()) yield* walk([...path, index], element);
  else if (value instanceof RegoSet) for (const element of value.sorted()) yield* walk([...path, element], element);
  else if (isObject(value)) for (const [key, element] of entries(value)) yield* walk([...path, key], element);
}

export const ENGINE: BuiltinFamily = {
  trace: builtin(['string'], () => true, 'boolean'),
  'opa.runtime': builtin([], () => ({}), 'object'),
};

/** `print`: one array with a set for each argument, empty where the argument is undefined. */
export function printLine([sets]: readonly Value[], evaluation: Evaluation): Value {
  if (evaluation.print === undefined || !isArray(sets)) return true;
  const parts = sets.map((set) => {
    const values = members(set);
    return values.length === 0
      ? ['<undefined>']
      : values.map((value) => (typeof value === 'string' ? value : valueText(value)));
  });
  const lines = parts.reduce<string[][]>(
    (rows, choices) => rows.flatMap((row) => choices.map((text) => [...row, text])),
    [[]],
  );
  for (const line of lines) evaluation.print(line.join(' '));
  return true;
}
