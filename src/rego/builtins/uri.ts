import { failed } from '../plan/builtin.ts';
import type { Value } from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';

const URI = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

export const URIS: BuiltinFamily = {
  'uri.parse': builtin(
    ['string'],
    (text: string) => parse(text) ?? failed(`invalid URI ${JSON.stringify(text)}`),
    'object',
  ),
  'uri.is_valid': builtin(
    ['any'],
    (text: Value) => typeof text === 'string' && text !== '' && parse(text) !== undefined,
    'boolean',
  ),
};

function parse(text: string): Record<string, Value> | undefined {
  if (
    /[\u0000-\u0020\u007f]/.test(
      text.replaceAll(' ', text.includes('://') && / /.test(text.split('/')[2] ?? '') ? '\u0000' : ''),
    ) ||
    text.startsWith(':')
  )
    return undefined;
  const match = URI.exec(text);
  if (match === null || /%(?![0-9a-fA-F]{2})/.test(text.split('#')[0]?.split('?')[0] ?? '')) return undefined;
  const [, scheme, authority, path = '', query, fragment] = match;
  const result: Record<string, Value> = {};
  if (scheme !== undefined) result.scheme = scheme.toLowerCase();
  if (authority !== undefined) {
    const at = authority.lastIndexOf('@');
    if (at !== -1 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at))) return undefined;
    const host = authority.slice(at + 1);
    if (/%[2-7][0-9a-fA-F]/.test(host)) return undefined;
    const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(host) ?? [];
    if (bracketed === undefined && plain === undefined) return undefined;
    const name = decoded(bracketed ?? plain ?? '');
    if (name === undefined) return undefined;
    if (name !== '') result.hostname = name;
    if (port !== undefined && port !== '') result.port = port;
  }
  const isOpaque = scheme !== undefined && authority === undefined && path !== '' && !path.startsWith('/');
  if (path !== '' && !isOpaque) {
    const plain = decoded(path);
    if (plain === undefined) return undefined;
    result.path = plain;
    // Go keeps the written form only where it is not what it would write itself.
    result.raw_path = path.replace(/%(21|27|28|29|2a)/gi, (code) => decodeURIComponent(code));
  }
  if (query !== undefined && query !== '') result.raw_query = query;
  if (fragment !== undefined && fragment !== '') {
    const plain = decoded(fragment);
    if (plain === undefined) return undefined;
    result.fragment = plain;
  }
  return result;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
