/** How providers rewrite texts while they plan. A text that cannot be read is left as it is. */
import { createHash } from 'node:crypto';
import type { Normalisation } from './format.ts';

export function normalise(text: string, as: Normalisation): string {
  switch (as) {
    case 'json':
      return compactJson(text);
    case 'policy-json':
      return withoutEmpty(versionFirst(compactJson(text)));
    case 'lowercase':
      return text.toLowerCase();
    case 'uppercase':
      return text.toUpperCase();
    case 'trim-dot':
      return text.replace(/\.$/, '');
    case 'trim-slash':
      return text.replace(/\/$/, '');
    case 'base64':
      return Buffer.from(text).toString('base64');
    case 'sha1':
      return createHash('sha1').update(text).digest('hex');
  }
}

/** The version of a policy moved to its beginning, as the aws provider has it in some places. */
function versionFirst(text: string): string {
  return text.replace(/^(\{)(.*?)(,?)("Version":"2012-10-17")(,?)/s, '$1$4$3$2$5');
}

/** An empty object is no policy for the aws provider. */
function withoutEmpty(text: string): string {
  return text === '{}' ? '' : text;
}

/** JSON as Go's encoder writes a decoded value: no blanks, sorted keys, `<`, `>` and `&` escaped. */
export function compactJson(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return goJson(value);
}

/** A decoded JSON value in the form of Go's encoding/json; a map's keys are sorted, a struct's (`ordered`) stay as they are. */
export function goJson(value: unknown, ordered = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => goJson(item, ordered)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (!ordered) entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${goString(key)}:${goJson(item, ordered)}`).join(',')}}`;
  }
  return typeof value === 'string' ? goString(value) : JSON.stringify(value);
}

/** As goJson with `ordered`, on lines indented by two blanks. */
export function indentJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : `[\n${value.map((item) => inner + indentJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (value !== null && typeof value === 'object') {
    const rows = Object.entries(value).map(([key, item]) => `${inner}${goString(key)}: ${indentJson(item, inner)}`);
    return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${indent}}`;
  }
  return goJson(value);
}

function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
