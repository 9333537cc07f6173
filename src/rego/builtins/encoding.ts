import { failed } from '../plan/builtin.ts';
import {
  entries,
  isArray,
  jsonText,
  lookup,
  ObjectBuilder,
  type ObjectValue,
  parseJson,
  RegoSet,
  typeNameOf,
  type Value,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongOperand, wrongType } from './operands.ts';
import { parseYaml, yamlText } from './yaml.ts';

function base64(text: string, alphabet: 'base64' | 'base64url'): Buffer | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  const pattern = alphabet === 'base64' ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9_-]*={0,2}$/;
  if (!pattern.test(plain)) return undefined;
  const unpadded = plain.replace(/=+$/, '');
  if (alphabet === 'base64' && plain.length % 4 !== 0) return undefined;
  if (unpadded.length % 4 === 1 || (plain !== unpadded && plain.length % 4 !== 0)) return undefined;
  return Buffer.from(plain, alphabet);
}

const escapeQuery = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

function unescapeQuery(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes: number[] = [];
  for (const part of text.replaceAll('+', ' ').split(/(%[0-9a-fA-F]{2})/)) {
    if (/^%[0-9a-fA-F]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...Buffer.from(part));
  }
  return Buffer.from(bytes).toString();
}

export const ENCODING: BuiltinFamily = {
  'base64.encode': builtin(['string'], (text: string) => Buffer.from(text).toString('base64'), 'string'),
  'base64.decode': builtin(
    ['string'],
    (text: string) =>
      base64(text, 'base64')?.toString() ?? failed(`illegal base64 data at input byte ${illegalByte(text)}`),
    'string',
  ),
  'base64.is_valid': builtin(['string'], (text: string) => base64(text, 'base64') !== undefined, 'boolean'),
  'base64url.encode': builtin(
    ['string'],
    (text: string) => {
      const encoded = Buffer.from(text).toString('base64url');
      return encoded + '='.repeat((4 - (encoded.length % 4)) % 4);
    },
    'string',
  ),
  'base64url.encode_no_pad': builtin(['string'], (text: string) => Buffer.from(text).toString('base64url'), 'string'),
  'base64url.decode': builtin(
    ['string'],
    (text: string) =>
      base64(text, 'base64url')?.toString() ?? failed(`illegal base64 data at input byte ${illegalByte(text)}`),
    'string',
  ),
  'hex.encode': builtin(['string'], (text: string) => Buffer.from(text).toString('hex'), 'string'),
  'hex.decode': builtin(
    ['string'],
    (text: string) => {
      const odd = /[^0-9a-fA-F]/u.exec(text)?.[0];
      if (odd !== undefined) {
        const code = (odd.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
        return failed(`encoding/hex: invalid byte: U+${code} '${odd}'`);
      }
      return text.length % 2 === 1
        ? failed('encoding/hex: odd length hex string')
        : Buffer.from(text, 'hex').toString();
    },
    'string',
  ),
  'json.marshal': builtin(['any'], (value: Value) => jsonText(value), 'string'),
  'json.marshal_with_options': builtin(['any', 'object'], marshalWithOptions, 'string'),
  'json.unmarshal': builtin(['string'], (text: string) => {
    try {
      return parseJson(text);
    } catch (problem) {
      return failed(problem instanceof Error ? problem.message : 'invalid JSON');
    }
  }),
  'json.is_valid': builtin(
    ['any'],
    (text: Value) => {
      if (typeof text !== 'string') return false;
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    },
    'boolean',
  ),
  'yaml.marshal': builtin(['any'], (value: Value) => yamlText(value), 'string'),
  'yaml.unmarshal': builtin(['string'], (text: string) => {
    const parsed = parseYaml(text);
    return 'value' in parsed ? parsed.value : failed(parsed.error);
  }),
  'yaml.is_valid': builtin(['any'], (text: Value) => typeof text === 'string' && 'value' in parseYaml(text), 'boolean'),
  'urlquery.encode': builtin(['string'], escapeQuery, 'string'),
  'urlquery.decode': builtin(
    ['string'],
    (text: string) =>
      unescapeQuery(text) ??
      failed(`invalid URL escape ${JSON.stringify(/%.{0,2}/.exec(text.replace(/%[0-9a-fA-F]{2}/g, ''))?.[0] ?? '')}`),
    'string',
  ),
  'urlquery.encode_object': builtin(
    ['object'],
    (object: ObjectValue) => {
      const pairs: string[] = [];
      for (const [key, value] of entries(object)) {
        if (typeof key !== 'string') return wrongOperand(1, ['string'], typeNameOf(key));
        if (typeof value === 'string') pairs.push(`${escapeQuery(key)}=${escapeQuery(value)}`);
        else if (isArray(value) || value instanceof RegoSet) {
          for (const element of isArray(value) ? value : value.sorted()) {
            if (typeof element !== 'string') return wrongOperand(1, ['string'], typeNameOf(element));
            pairs.push(`${escapeQuery(key)}=${escapeQuery(element)}`);
          }
        } else return wrongOperand(1, ['string', 'array', 'set'], typeNameOf(value));
      }
      return pairs.join('&');
    },
    'string',
  ),
  'urlquery.decode_object': builtin(
    ['string'],
    (text: string) => {
      const result = new ObjectBuilder();
      for (const pair of text.split('&')) {
        if (pair === '') continue;
        const [name = '', ...rest] = pair.split('=');
        const key = unescapeQuery(name);
        const value = unescapeQuery(rest.join('='));
        if (key === undefined || value === undefined) return failed('invalid URL escape');
        result.set(key, [...((result.get(key) as Value[] | undefined) ?? []), value]);
      }
      return result.build();
    },
    'object',
  ),
};

function illegalByte(text: string): number {
  const at = text.search(/[^A-Za-z0-9+/_=\r\n-]/);
  return at === -1 ? text.length - (text.length % 4) : at;
}

function marshalWithOptions(value: Value, options: ObjectValue) {
  for (const [key, setting] of entries(options)) {
    if (key === 'pretty') {
      if (typeof setting !== 'boolean') return wrongType(`operand 2 key ${JSON.stringify(key)} failed cast to bool`);
    } else if (key === 'indent' || key === 'prefix') {
      if (typeof setting !== 'string') return wrongType(`key ${JSON.stringify(key)} failed cast to string`);
    } else return wrongType(`operand 2 object contained unknown key ${JSON.stringify(key)}`);
  }
  const indent = lookup(options, 'indent');
  const prefix = lookup(options, 'prefix');
  const pretty = lookup(options, 'pretty') ?? (indent !== undefined || prefix !== undefined);
  if (pretty !== true) return jsonText(value);
  const lead = (prefix as string | undefined) ?? '';
  return lead + jsonText(value, { indent: (indent as string | undefined) ?? '\t', prefix: lead });
}
