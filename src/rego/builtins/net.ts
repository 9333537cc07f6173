import { failed } from '../plan/builtin.ts';
import { entries, isArray, isObject, RegoSet, setOf, typeNameOf, type Value } from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';

interface Network {
  readonly bits: 32 | 128;
  /** First address. */
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

export function parseAddress(text: string): { bits: 32 | 128; value: bigint } | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255) || text.split('.').some((part) => part.length > 1 && part.startsWith('0')))
      return undefined;
    return { bits: 32, value: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
  }
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
  let source = text;
  const tail = /(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (tail !== undefined) {
    const four = parseAddress(tail);
    if (four === undefined) return undefined;
    source = `${text.slice(0, -tail.length)}${(four.value >> 16n).toString(16)}:${(four.value & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groups = (half: string) => (half === '' ? [] : half.split(':'));
  const head = groups(halves[0] as string);
  const rest = halves.length === 2 ? groups(halves[1] as string) : [];
  const fill = 8 - head.length - rest.length;
  if (halves.length === 2 ? fill < 1 : fill !== 0) return undefined;
  const all = [...head, ...new Array<string>(halves.length === 2 ? fill : 0).fill('0'), ...rest];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: 128, value: all.reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n) };
}

function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...more] = text.split('/');
  if (length === undefined || more.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const parsed = parseAddress(address);
  const prefix = Number(length);
  if (parsed === undefined || prefix > parsed.bits) return undefined;
  const size = 1n << BigInt(parsed.bits - prefix);
  const first = (parsed.value / size) * size;
  return { bits: parsed.bits, first, last: first + size - 1n, prefix };
}

function networkOrAddress(text: string): Network | undefined {
  const network = parseNetwork(text);
  if (network !== undefined) return network;
  const address = parseAddress(text);
  return address === undefined
    ? undefined
    : { bits: address.bits, first: address.value, last: address.value, prefix: address.bits };
}

export function addressText(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((by) => String((value >> by) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.start === -1) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

const contains = (outer: Network, inner: Network) =>
  outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
const invalid = (text: string) => failed(`invalid CIDR address: ${text}`);

export const NET: BuiltinFamily = {
  'net.cidr_contains': builtin(
    ['string', 'string'],
    (network: string, other: string) => {
      const outer = parseNetwork(network);
      if (outer === undefined) return invalid(network);
      const inner = networkOrAddress(other);
      return inner === undefined ? invalid(other) : contains(outer, inner);
    },
    'boolean',
  ),
  'net.cidr_intersects': builtin(
    ['string', 'string'],
    (left: string, right: string) => {
      const a = parseNetwork(left);
      const b = parseNetwork(right);
      if (a === undefined) return invalid(left);
      return b === undefined ? invalid(right) : contains(a, b) || contains(b, a);
    },
    'boolean',
  ),
  'net.cidr_overlap': builtin(['string', 'string'], (network: string, other: string) => {
    const outer = parseNetwork(network);
    const inner = networkOrAddress(other);
    return outer === undefined ? invalid(network) : inner === undefined ? invalid(other) : contains(outer, inner);
  }),
  'net.cidr_is_valid': builtin(
    ['any'],
    (text: Value) => typeof text === 'string' && parseNetwork(text) !== undefined,
    'boolean',
  ),
  'net.cidr_expand': builtin(['string'], (text: string) => {
    const network = parseNetwork(text);
    if (network === undefined) return invalid(text);
    if (network.last - network.first > 1_000_000n) return failed('network is too large to expand');
    const addresses = new RegoSet();
    for (let at = network.first; at <= network.last; at++) addresses.add(addressText(at, network.bits));
    return addresses;
  }),
  'net.cidr_contains_matches': builtin(
    ['array|object|set|string', 'array|object|set|string'],
    (networks: Value, others: Value) => {
      const left = keyed(networks, 1);
      const right = keyed(others, 2);
      if (!Array.isArray(left)) return left;
      if (!Array.isArray(right)) return right;
      const result = new RegoSet();
      for (const [key, network] of left) {
        const outer = parseNetwork(network);
        if (outer === undefined) return invalid(network);
        for (const [otherKey, other] of right) {
          const inner = networkOrAddress(other);
          if (inner === undefined) return invalid(other);
          if (contains(outer, inner)) result.add([key, otherKey]);
        }
      }
      return result;
    },
    'set',
  ),
  'net.cidr_merge': builtin(
    ['array|set'],
    (list: Value) => {
      const elements = isArray(list) ? list : (list as RegoSet).sorted();
      const networks: Network[] = [];
      for (const element of elements) {
        if (typeof element !== 'string') {
          const kind = typeNameOf(list);
          return wrongType(`operand 1 must be ${kind} of strings but got ${kind} containing ${typeNameOf(element)}`);
        }
        const network = parseNetwork(element);
        if (
          network === undefined &&
          !element.includes('/') &&
          element.includes(':') &&
          parseAddress(element) !== undefined
        ) {
          return failed('IPv6 invalid: needs prefix length');
        }
        const parsed = network ?? (element.includes('/') ? undefined : classful(element));
        if (parsed === undefined) return invalid(element);
        networks.push(parsed);
      }
      return setOf(
        ([32, 128] as const).flatMap((bits) =>
          merged(
            networks.filter((network) => network.bits === bits),
            bits,
          ),
        ),
      );
    },
    'set',
  ),
  'net.lookup_ip_addr': builtin(['string'], (name: string) => {
    const address = parseAddress(name);
    if (address !== undefined) return setOf([addressText(address.value, address.bits)]);
    if (name === 'localhost') return setOf(['127.0.0.1']);
    return failed(`name resolution is refused: ${name}`);
  }),
};

/** An IPv4 address without a length has that of its class. */
function classful(text: string): Network | undefined {
  const address = parseAddress(text);
  if (address === undefined || address.bits !== 32) return undefined;
  const [first = 0] = text.split('.').map(Number);
  return parseNetwork(`${text}/${first < 128 ? 8 : first < 192 ? 16 : 24}`);
}

function merged(networks: readonly Network[], bits: 32 | 128): string[] {
  const sorted = [...networks].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const ranges: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of sorted) {
    const previous = ranges.at(-1);
    if (previous !== undefined && first <= previous.last + 1n) {
      if (last > previous.last) previous.last = last;
    } else ranges.push({ first, last });
  }
  return ranges.flatMap(({ first, last }) => {
    const parts: string[] = [];
    for (let at = first; at <= last; ) {
      let prefix: number = bits;
      let size = 1n;
      while (prefix > 0 && at % (size * 2n) === 0n && at + size * 2n - 1n <= last) {
        size *= 2n;
        prefix--;
      }
      parts.push(`${addressText(at, bits)}/${prefix}`);
      at += size;
    }
    return parts;
  });
}

function keyed(value: Value, position: number) {
  const text = (element: Value): string | undefined => {
    const found = isArray(element) ? element[0] : element;
    return typeof found === 'string' ? found : undefined;
  };
  const pairs: (readonly [Value, Value])[] =
    typeof value === 'string'
      ? [[value, value]]
      : isArray(value)
        ? value.map((element, index) => [index, element] as const)
        : value instanceof RegoSet
          ? value.sorted().map((element) => [element, element] as const)
          : isObject(value)
            ? [...entries(value)]
            : [];
  const result: [Value, string][] = [];
  for (const [key, element] of pairs) {
    const found = text(element);
    if (found === undefined) return failed(`operand ${position}: element must be string or non-empty array`);
    result.push([key, found]);
  }
  return result;
}
