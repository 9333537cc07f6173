import { normalizeInteger, numberText, parseNumber } from './number.ts';
import { entries, isArray, isNumber, isObject, RegoMap, RegoSet, type Value } from './value.ts';

/** A value as plain JSON: sets become arrays in Rego's order, keys that are not strings become their JSON text. */
export function toPlainJson(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(toPlainJson);
  if (value instanceof RegoSet) return value.sorted().map(toPlainJson);
  const plain: Record<string, unknown> = {};
  for (const [key, element] of entries(value as Exclude<typeof value, RegoSet>)) {
    const name = typeof key === 'string' ? key : jsonText(key);
    if (name === '__proto__') Object.defineProperty(plain, name, { value: toPlainJson(element), enumerable: true });
    else plain[name] = toPlainJson(element);
  }
  return plain;
}

/** JSON text as Go's encoder writes it: sorted keys, no spaces, `<`, `>` and `&` escaped. */
export function jsonText(value: Value, options: { readonly indent?: string; readonly prefix?: string } = {}): string {
  const { indent, prefix = '' } = options;
  const write = (item: Value, depth: number): string => {
    if (typeof item === 'string') return goString(item);
    if (isNumber(item)) return numberText(item);
    if (item === null || typeof item === 'boolean') return String(item);
    const elements =
      isArray(item) || item instanceof RegoSet
        ? (isArray(item) ? item : item.sorted()).map((element) => write(element, depth + 1))
        : objectMembers(item).map(
            ([key, member]) => `${goString(key)}:${indent === undefined ? '' : ' '}${write(member, depth + 1)}`,
          );
    const [open, close] = isArray(item) || item instanceof RegoSet ? ['[', ']'] : ['{', '}'];
    if (elements.length === 0 || indent === undefined) return `${open}${elements.join(',')}${close}`;
    const inner = `\n${prefix}${indent.repeat(depth + 1)}`;
    return `${open}${inner}${elements.join(`,${inner}`)}\n${prefix}${indent.repeat(depth)}${close}`;
  };
  return write(value, 0);
}

function objectMembers(value: Value): (readonly [string, Value])[] {
  if (!isObject(value)) return [];
  return entries(value).map(([key, member]) => [typeof key === 'string' ? key : jsonText(key), member] as const);
}

function goString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A value from parsed JSON whose numbers may be beyond 2^53: integers there become bigint. */
export function fromPlainJson(json: unknown): Value {
  if (typeof json === 'number') {
    return Number.isInteger(json) && !Number.isSafeInteger(json) ? normalizeInteger(BigInt(json)) : json;
  }
  if (typeof json !== 'object' || json === null) return json as Value;
  if (json instanceof RegoSet || json instanceof RegoMap) return json;
  if (Array.isArray(json)) {
    const copy = json.map(fromPlainJson);
    return copy.every((element, index) => element === json[index]) ? (json as Value[]) : copy;
  }
  let changed: Record<string, Value> | undefined;
  for (const [key, element] of Object.entries(json)) {
    const converted = fromPlainJson(element);
    if (converted === element) continue;
    changed ??= { ...(json as Record<string, Value>) };
    changed[key] = converted;
  }
  return changed ?? (json as Value);
}

/** Parses JSON and keeps integers of any size. Throws SyntaxError. */
export function parseJson(text: string): Value {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as Value;
  JSON.parse(text);
  return new ExactReader(text).read();
}

/** A second reading of text that is known to be JSON. */
class ExactReader {
  private position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): Value {
    this.skip();
    const character = this.text[this.position];
    if (character === '{') {
      const object: Record<string, Value> = {};
      this.list('}', () => {
        const key = this.string();
        this.skip();
        this.position++;
        const value = this.read();
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      });
      return object;
    }
    if (character === '[') {
      const array: Value[] = [];
      this.list(']', () => array.push(this.read()));
      return array;
    }
    if (character === '"') return this.string();
    const [token = ''] = /^[^\s,\]}]+/.exec(this.text.slice(this.position, this.position + 400)) ?? [];
    this.position += token.length;
    if (token === 'null') return null;
    if (token === 'true') return true;
    return token === 'false' ? false : parseNumber(token);
  }

  private skip(): void {
    while (/\s/.test(this.text[this.position] ?? '')) this.position++;
  }

  private list(close: string, element: () => void): void {
    this.position++;
    for (;;) {
      this.skip();
      const character = this.text[this.position];
      if (character === close) {
        this.position++;
        return;
      }
      if (character === ',') {
        this.position++;
        this.skip();
      }
      element();
    }
  }

  private string(): string {
    const start = this.position;
    let end = start + 1;
    while (this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    this.position = end + 1;
    return JSON.parse(this.text.slice(start, end + 1)) as string;
  }
}
