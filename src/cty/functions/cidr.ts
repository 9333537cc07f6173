/** cidrhost, cidrnetmask, cidrsubnet, cidrsubnets */
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { numericToBigInt } from '../number.ts';
import { listOf, STRING } from '../type.ts';
import { listValue, stringValue, type Value } from '../value.ts';
import { declare, fail, integer, number, numeric, string, text } from './define.ts';

interface Network {
  /** The first address, as a number of `bits` bits. */
  readonly address: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

/** Leading zeros are read as decimal, as Terraform's own parser still does. */
export function parseIPv4(source: string): bigint | undefined {
  const parts = source.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d+$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

export function parseIPv6(source: string): bigint | undefined {
  let rest = source;
  let tail: string[] = [];
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(rest);
  if (dotted !== null) {
    const embedded = parseIPv4(dotted[2] as string);
    if (embedded === undefined) return undefined;
    rest = dotted[1] as string;
    if (!rest.endsWith('::')) rest = rest.slice(0, -1);
    tail = [(embedded >> 16n).toString(16), (embedded & 0xffffn).toString(16)];
  }
  const halves = rest.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = right === undefined ? [...left, ...tail] : [...left, ...right, ...tail];
  const missing = 8 - groups.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = right === undefined ? groups : [...left, ...new Array<string>(missing).fill('0'), ...right, ...tail];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

const MAPPED = 0xffffn;

/** The address as Go writes it: the longest run of zero groups shortened, an IPv4-mapped one in dots. */
export function addressText(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  if (address >> 32n === MAPPED) return addressText(address & 0xffffffffn, 32);
  const groups = Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(112 - 16 * i)) & 0xffffn));
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && groups[j] === 0) j++;
    if (j - i > best.length) best = { start: i, length: j - i };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

function parseNetwork(source: string): Network | string {
  const [address = '', length = '', ...rest] = source.split('/');
  const invalid = `invalid CIDR expression: invalid CIDR address: ${source}`;
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return invalid;
  const four = parseIPv4(address);
  const found = four ?? parseIPv6(address);
  const bits = four === undefined ? 128 : 32;
  if (found === undefined || Number(length) > bits) return invalid;
  return { address: networkOf(found, Number(length), bits), length: Number(length), bits };
}

function networkOf(address: bigint, length: number, bits: number): bigint {
  const hostBits = BigInt(bits - length);
  return (address >> hostBits) << hostBits;
}

function networkText({ address, length, bits }: Network): string {
  const shown = bits === 128 && address >> 32n === MAPPED && length >= 96 ? length - 96 : length;
  return `${addressText(address, bits)}/${shown}`;
}

function network(value: Value | undefined, argument?: number): Network | FunctionFailure {
  const parsed = parseNetwork(text(value));
  return typeof parsed === 'string' ? fail(parsed, argument) : parsed;
}

export const cidrFunctions: readonly FunctionSpec[] = [
  declare('cidrhost', {
    parameters: [string('prefix'), number('hostnum')],
    returns: STRING,
    call: ([prefix, host]) => {
      const wanted = numericToBigInt(numeric(host));
      if (wanted === undefined) return fail('value must be a whole number');
      const base = network(prefix);
      if ('failure' in base) return base;
      const size = 1n << BigInt(base.bits - base.length);
      const offset = wanted < 0n ? size + wanted : wanted;
      if (offset < 0n || offset >= size) {
        return fail(`prefix of ${base.length} does not accommodate a host numbered ${wanted}`);
      }
      // Terraform counts the hosts of an IPv4-mapped network 96 bits too far to the left.
      const shift = base.bits === 128 && base.address >> 32n === MAPPED ? 96n : 0n;
      return stringValue(addressText(base.address | (offset << shift), base.bits));
    },
  }),
  declare('cidrnetmask', {
    parameters: [string('prefix')],
    returns: STRING,
    call: ([prefix]) => {
      const base = network(prefix);
      if ('failure' in base) return base;
      if (base.bits === 128) return fail(`IPv6 addresses cannot have a netmask: ${text(prefix)}`);
      return stringValue(addressText(networkOf(2n ** 32n - 1n, base.length, 32), 32));
    },
  }),
  declare('cidrsubnet', {
    parameters: [string('prefix'), number('newbits'), number('netnum')],
    returns: STRING,
    call: ([prefix, newbits, netnum]) => {
      const extra = integer(newbits, 1);
      if (typeof extra !== 'number') return fail(extra.failure);
      const index = numericToBigInt(numeric(netnum));
      if (index === undefined) return fail('value must be a whole number');
      const base = network(prefix);
      return 'failure' in base ? base : subnet(base, extra, index);
    },
  }),
  declare('cidrsubnets', {
    parameters: [string('prefix')],
    variadic: number('newbits'),
    returns: listOf(STRING),
    call: ([prefix, ...lengths]) => subnets(prefix as Value, lengths),
  }),
];

function subnet(base: Network, extra: number, index: bigint): Value | FunctionFailure {
  const length = base.length + extra;
  if (length > base.bits || length < 0) {
    return fail(`insufficient address space to extend prefix of ${base.length} by ${extra}`);
  }
  const most = 1n << BigInt(Math.max(extra, 0));
  if (index >= most || index <= -most - 1n) {
    if (!(extra < 0 && index === 0n)) {
      return fail(`prefix extension of ${extra} does not accommodate a subnet numbered ${index}`);
    }
  }
  const shift = BigInt(base.bits - length);
  const magnitude = (index < 0n ? -index : index) << shift;
  // A negative number overlays its absolute value, shifted, onto nothing: the base address is not kept (as in Terraform).
  const address = index < 0n ? magnitude : base.address | magnitude;
  return stringValue(networkText({ address, length, bits: base.bits }));
}

function subnets(prefix: Value, lengths: readonly Value[]): Value | FunctionFailure {
  const base = network(prefix, 0);
  if ('failure' in base) return base;
  const found: Value[] = [];
  let next = base.address;
  const end = base.address + (1n << BigInt(base.bits - base.length));
  for (const [i, value] of lengths.entries()) {
    const extra = integer(value, i + 1);
    if (typeof extra !== 'number') return extra;
    if (extra < 1) return fail('must extend prefix by at least one bit', i + 1);
    if (extra > 32) return fail('may not extend prefix by more than 32 bits', i + 1);
    const length = base.length + extra;
    if (length > base.bits) {
      const protocol = base.bits === 32 ? 'IPv4' : 'IPv6';
      return fail(`would extend prefix to ${length} bits, which is too long for an ${protocol} address`, i + 1);
    }
    const size = 1n << BigInt(base.bits - length);
    const address = ((next + size - 1n) / size) * size;
    if (address + size > end) {
      return fail(`not enough remaining address space for a subnet with a prefix of ${length} bits`, i + 1);
    }
    found.push(stringValue(networkText({ address, length, bits: base.bits })));
    next = address + size;
  }
  return listValue(STRING, found);
}
