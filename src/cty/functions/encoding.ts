/** base64decode, base64encode, jsondecode, jsonencode, urlencode */
import type { FunctionSpec } from '../function.ts';
import { jsonText, parseJsonValue } from '../json.ts';
import { refine, unknownNotNull } from '../refinement.ts';
import { DYNAMIC, STRING } from '../type.ts';
import { isWhollyKnown, stringValue, type Value } from '../value.ts';
import { any, declare, fail, string, text } from './define.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that bytes spell in UTF-8; undefined where they spell none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Standard base64 with padding, strictly; line breaks are ignored, as Go ignores them. */
export function decodeBase64(source: string): Buffer | undefined {
  const bare = source.replace(/[\r\n]/g, '');
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined;
  return Buffer.from(bare, 'base64');
}

export const encodingFunctions: readonly FunctionSpec[] = [
  declare('base64encode', {
    parameters: [string('str')],
    returns: STRING,
    call: ([str]) => stringValue(Buffer.from(text(str)).toString('base64')),
  }),
  declare('base64decode', {
    parameters: [string('str')],
    returns: STRING,
    call: ([str]) => {
      const bytes = decodeBase64(text(str));
      if (bytes === undefined) return fail('failed to decode base64 data');
      const decoded = utf8Text(bytes);
      return decoded === undefined
        ? fail('the decoded bytes are not valid UTF-8')
        : stringValue(decoded.normalize('NFC'));
    },
  }),
  declare('urlencode', {
    parameters: [string('str')],
    returns: STRING,
    call: ([str]) => stringValue(urlEncode(text(str))),
  }),
  declare('jsonencode', {
    parameters: [any('val', { allowDynamic: true, allowNull: true, allowUnknown: true })],
    returns: STRING,
    call: ([value]) => jsonEncode(value as Value),
  }),
  declare('jsondecode', {
    parameters: [string('str')],
    mayReturnNull: true,
    returns: ([str]) => {
      if (str?.state !== 'known') return DYNAMIC;
      const parsed = parseJsonValue(text(str));
      return 'error' in parsed ? fail(parsed.error) : parsed.value.type;
    },
    call: ([str]) => {
      const parsed = parseJsonValue(text(str));
      return 'error' in parsed ? fail(parsed.error) : parsed.value;
    },
  }),
];

/** Query escaping: a space is a plus, and of the marks only `-_.~` stay. */
function urlEncode(source: string): string {
  return encodeURIComponent(wellFormed(source))
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');
}

/** Lone surrogates, which UTF-8 cannot hold, replaced. */
export function wellFormed(source: string): string {
  return source.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function jsonEncode(value: Value): Value | ReturnType<typeof fail> {
  if (!isWhollyKnown(value)) {
    const first = unknownPrefix(value);
    return first === '' ? unknownNotNull(STRING) : refine(unknownNotNull(STRING), { prefix: first });
  }
  const encoded = jsonText(value);
  return encoded === undefined ? fail('cannot serialize infinity as JSON') : stringValue(encoded);
}

/** How the JSON of a value that is not wholly known is sure to begin. */
function unknownPrefix(value: Value): string {
  if (value.state === 'unknown' && value.refinement?.notNull !== true) return '';
  switch (value.type.kind) {
    case 'object':
    case 'map':
      return '{';
    case 'tuple':
    case 'list':
    case 'set':
      return '[';
    case 'string':
      return '"';
    default:
      return '';
  }
}
