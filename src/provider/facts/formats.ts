/** The parsers behind the `format` test: each answers with what is wrong, in the words that Go's own parser uses, or with nothing. */

import { quoteGo } from '../../util/quote-go.ts';
import { arnErrors, isRegionName } from './arn.ts';
import type { Format } from './format.ts';
import { goJsonError, goJsonFault } from './go-json.ts';
import { goDurationError, goTimeError, RFC3339 } from './go-time.ts';

type Parser = (text: string) => string | undefined;

const PARSERS: Readonly<Record<Format, Parser>> = {
  arn: (text) => arnErrors(text)[0],
  'account-id': (text) => (/^\d{12}$/.test(text) ? undefined : 'not an account id'),
  region: (text) => (isRegionName(text) ? undefined : 'not a region'),
  // The SDK's own validator lets an empty text pass.
  json: (text) => (text === '' ? undefined : goJsonError(text)),
  'json-object': (text) => goJsonError(text) ?? (text.trimStart().startsWith('{') ? undefined : 'not a JSON object'),
  'iam-policy': iamPolicyError,
  yaml: () => undefined,
  'json-or-yaml': () => undefined,
  rfc3339: (text) => goTimeError(text, RFC3339),
  cidr: (text) => cidrError(text, 'any', false),
  'cidr-network': (text) => cidrError(text, 'any', true),
  'ipv4-cidr': (text) => cidrError(text, 4, false),
  'ipv4-cidr-network': (text) => cidrError(text, 4, true),
  'ipv6-cidr': (text) => cidrError(text, 6, false),
  'ipv6-cidr-network': (text) => cidrError(text, 6, true),
  'ipv4-family': (text) => (isBlock(text, 'any') ? cidrError(text, 4, false) : undefined),
  'ipv6-family': (text) => (isBlock(text, 'any') ? cidrError(text, 6, false) : undefined),
  'host-bits': (text) => networkMeant(text, 'any'),
  'ipv4-host-bits': (text) => networkMeant(text, 4),
  'ipv6-host-bits': (text) => networkMeant(text, 6),
  ip: (text) => (isIpv4(text) || isIpv6(text) ? undefined : 'not an IP address'),
  ipv4: (text) => (isIpv4(text) ? undefined : 'not an IPv4 address'),
  ipv6: (text) => (isIpv6(text) ? undefined : 'not an IPv6 address'),
  url: (text) => urlError(text, undefined),
  'url-http': (text) => urlError(text, ['http', 'https']),
  'url-https': (text) => urlError(text, ['https']),
  'url-host': (text) =>
    text === '' || urlFault(text) !== undefined || urlParts(text).host !== '' ? undefined : 'no host',
  'scheme-http': (text) => schemeError(text, ['http', 'https']),
  'scheme-https': (text) => schemeError(text, ['https']),
  base64: (text) =>
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''))
      ? undefined
      : 'illegal base64 data',
  uuid: (text) => (/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/.test(text) ? undefined : 'not a UUID'),
  duration: goDurationError,
  boolean: (text) =>
    text === '' || /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text) ? undefined : 'invalid syntax',
  integer: (text) => (text === '' || /^[-+]?\d+$/.test(text) ? undefined : 'invalid syntax'),
  number: (text) => (text === '' || (text.trim() !== '' && !Number.isNaN(Number(text))) ? undefined : 'invalid syntax'),
  'time-window': (text) =>
    text === '' || /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text) ? undefined : 'not a time window',
  'weekly-window': (text) => {
    const day = '(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):([0-5][0-9])';
    return text === '' || new RegExp(`^${day}-${day}$`).test(text.toLowerCase()) ? undefined : 'not a weekly window';
  },
  'regular-expression': (text) => {
    try {
      new RegExp(text);
      return undefined;
    } catch {
      return 'error parsing regexp';
    }
  },
  'not-empty': (text) => (text === '' ? 'empty' : undefined),
  'not-white-space': (text) => (text.trim() === '' ? 'empty or white space' : undefined),
};

export function parseFormat(format: Format, text: string): string | undefined {
  return PARSERS[format](text);
}

/** As `parseFormat`, for what more than one thing may be wrong with. */
export function formatErrors(format: Format, text: string): readonly string[] {
  if (format === 'arn') return arnErrors(text);
  const reason = parseFormat(format, text);
  return reason === undefined ? [] : [reason];
}

/** Of an empty text the provider says something else. */
function iamPolicyError(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const fault = goJsonFault(text);
  if (trimmed[0] === '{') return fault && `${fault.message}, at byte offset ${fault.offset}`;
  if (trimmed[0] === '[') return 'contains a JSON array, not a JSON object';
  if (fault === undefined && trimmed[0] === '"') return 'contains a JSON-encoded string, not a JSON-encoded object';
  return 'not a JSON object';
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  return ipv6Groups(text) !== undefined;
}

/** The eight 16-bit groups of an IPv6 address. */
function ipv6Groups(text: string): number[] | undefined {
  let source = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail !== null) {
    if (!isIpv4(tail[2] as string)) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = (tail[2] as string).split('.').map(Number);
    source = `${tail[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groupsOf = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));
  const [head, rest] = [groupsOf(halves[0]), groupsOf(halves[1])];
  if (![...head, ...rest].every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...rest].map((group) =>
    Number.parseInt(group, 16),
  );
}

function isBlock(text: string, family: 4 | 6 | 'any'): boolean {
  return cidrError(text, family, false) === undefined;
}

/** The network that an address block of the family lies in, where it names a host in it. */
export function networkMeant(text: string, family: 4 | 6 | 'any'): string | undefined {
  return isBlock(text, family) ? cidrError(text, family, true) : undefined;
}

function cidrError(text: string, family: 4 | 6 | 'any', network: boolean): string | undefined {
  const invalid = `invalid CIDR address: ${text}`;
  const slash = text.indexOf('/');
  if (slash === -1) return invalid;
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  const four = isIpv4(address);
  const groups = four ? (address.split('.').map(Number) as number[]) : ipv6Groups(address);
  if (groups === undefined || !/^\d{1,3}$/.test(bits)) return invalid;
  const size = four ? 32 : 128;
  const prefix = Number(bits);
  if (prefix > size || (bits.length > 1 && bits.startsWith('0'))) return invalid;
  if (family !== 'any' && (family === 4) !== four) return `not an IPv${family} block`;
  if (!network) return undefined;
  const width = four ? 8 : 16;
  const masked = groups.map((group, i) => {
    const kept = Math.min(Math.max(prefix - i * width, 0), width);
    return group & (((1 << width) - 1) ^ ((1 << (width - kept)) - 1));
  });
  if (masked.every((group, i) => group === groups[i])) return undefined;
  return `${
    four
      ? masked.join('.')
      : masked
          .map((group) => group.toString(16))
          .join(':')
          .replace(/(?::0)+$/, '::')
  }/${prefix}`;
}

function urlError(text: string, schemes: readonly string[] | undefined): string | undefined {
  if (text === '') return 'empty';
  const fault = urlFault(text);
  if (fault !== undefined || schemes === undefined) return fault;
  const { scheme, host } = urlParts(text);
  if (scheme === '' || host === '') return 'no host';
  return schemeError(text, schemes);
}

/** Why a text is no URL at all. */
function urlFault(text: string): string | undefined {
  const because = (reason: string): string => `parse ${quoteGo(text)}: ${reason}`;
  if (/[\u0000-\u001f\u007f]/.test(text)) return because('net/url: invalid control character in URL');
  if (text.startsWith(':')) return because('missing protocol scheme');
  const first = /^[^/?#]*/.exec(text)?.[0] ?? '';
  if (first.includes(':') && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text))
    return because('first path segment in URL cannot contain colon');
  return undefined;
}

function schemeError(text: string, schemes: readonly string[]): string | undefined {
  const { scheme, host } = urlParts(text);
  return host === '' || schemes.includes(scheme) ? undefined : 'unexpected scheme';
}

/** As Go takes a URL apart: what has no two slashes before it is no host. */
function urlParts(text: string): { readonly scheme: string; readonly host: string } {
  const parts = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?/.exec(text);
  return { scheme: (parts?.[1] ?? '').toLowerCase(), host: (parts?.[2] ?? '').replace(/^.*@/, '') };
}
