/** The YAML that policies read and write: block and flow collections, scalars, quoted and block strings. No anchors. */
import {
  entries,
  isArray,
  isNumber,
  isObject,
  numberText,
  objectOf,
  parseNumber,
  RegoSet,
  type Value,
} from '../values/index.ts';

class YamlProblem extends Error {}

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly raw: string;
}

export function parseYaml(text: string): { value: Value } | { error: string } {
  try {
    const trimmed = text.trim();
    if (/^[[{"]/.test(trimmed)) {
      const flow = new Flow(trimmed);
      const value = flow.value();
      flow.end();
      return { value };
    }
    const reader = new Reader(text);
    return { value: reader.document() };
  } catch (problem) {
    if (problem instanceof YamlProblem)
      return {
        error: `error converting YAML to JSON: yaml: ${/^line /.test(problem.message) ? '' : 'line 1: '}${problem.message}`,
      };
    throw problem;
  }
}

class Reader {
  private readonly lines: Line[] = [];
  private at = 0;

  constructor(text: string) {
    for (const raw of text.replaceAll('\r\n', '\n').split('\n')) {
      if (/^\s*\t/.test(raw) && raw.trim() !== '') throw new YamlProblem('found character that cannot start any token');
      const body = raw.trim();
      this.lines.push({ indent: raw.length - raw.trimStart().length, text: body, raw });
    }
  }

  document(): Value {
    this.skip();
    if (this.line()?.text === '---') this.at++;
    this.skip();
    if (this.line() === undefined) return null;
    const value = this.block((this.line() as Line).indent);
    this.skip();
    const rest = this.line();
    if (rest !== undefined && rest.text !== '...')
      throw new YamlProblem(`line ${this.at + 1}: did not find expected key`);
    return value;
  }

  private line(): Line | undefined {
    return this.lines[this.at];
  }

  private skip(): void {
    for (;;) {
      const line = this.line();
      if (line === undefined || (line.text !== '' && !line.text.startsWith('#'))) return;
      this.at++;
    }
  }

  private block(indent: number): Value {
    const line = this.line() as Line;
    if (line.text === '-' || line.text.startsWith('- ')) return this.sequence(indent);
    if (keyOf(line.text) !== undefined) return this.mapping(indent);
    this.at++;
    let text = line.text;
    if (/^[[{]/.test(text)) {
      while (!balanced(text) && this.line() !== undefined) text += ` ${(this.lines[this.at++] as Line).text}`;
      return scalar(text);
    }
    for (;;) {
      this.skip();
      const next = this.line();
      if (next === undefined || next.indent < indent || keyOf(next.text) !== undefined) break;
      text += ` ${next.text}`;
      this.at++;
    }
    return scalar(text);
  }

  private sequence(indent: number): Value {
    const elements: Value[] = [];
    for (;;) {
      this.skip();
      const line = this.line();
      if (line === undefined || line.indent !== indent || !(line.text === '-' || line.text.startsWith('- '))) break;
      const rest = line.text.slice(1).trimStart();
      if (rest === '' || rest.startsWith('#')) {
        this.at++;
        elements.push(this.nested(indent));
      } else {
        const inner = indent + line.text.length - rest.length;
        this.lines[this.at] = { indent: inner, text: rest, raw: rest };
        elements.push(this.inline(rest, inner));
      }
    }
    return elements;
  }

  private inline(text: string, indent: number): Value {
    if (/^[|>][+-]?$/.test(text)) {
      this.at++;
      return this.literal(text, indent - 1);
    }
    return this.block(indent);
  }

  private mapping(indent: number): Value {
    const pairs: [Value, Value][] = [];
    for (;;) {
      this.skip();
      const line = this.line();
      if (line === undefined || line.indent !== indent) break;
      const split = keyOf(line.text);
      if (split === undefined) break;
      const key = scalar(split.key);
      const name = typeof key === 'string' ? key : split.key;
      this.at++;
      const rest = split.rest;
      if (/^[|>][+-]?\d?\s*(#.*)?$/.test(rest)) pairs.push([name, this.literal(rest, indent)]);
      else if (rest === '' || rest.startsWith('#')) pairs.push([name, this.nested(indent)]);
      else {
        let text = rest;
        if (/^[[{]/.test(text))
          while (!balanced(text) && this.line() !== undefined) text += ` ${(this.lines[this.at++] as Line).text}`;
        else {
          for (;;) {
            const next = this.line();
            if (next === undefined || next.indent <= indent || next.text === '' || next.text.startsWith('#')) break;
            text += ` ${next.text}`;
            this.at++;
          }
        }
        pairs.push([name, scalar(text)]);
      }
    }
    return objectOf(pairs);
  }

  /** What stands below a key or a dash. */
  private nested(indent: number): Value {
    this.skip();
    const line = this.line();
    if (line === undefined) return null;
    if (line.indent > indent) return this.block(line.indent);
    if (line.indent === indent && (line.text === '-' || line.text.startsWith('- '))) return this.sequence(indent);
    return null;
  }

  private literal(style: string, indent: number): string {
    const lines: string[] = [];
    let inner: number | undefined;
    for (;;) {
      const line = this.line();
      if (line === undefined || (line.text !== '' && line.indent <= indent)) break;
      if (inner === undefined && line.text !== '') inner = line.indent;
      lines.push(line.raw.slice(inner ?? 0));
      this.at++;
    }
    let trailing = 0;
    while (lines.at(-1)?.trim() === '') {
      lines.pop();
      trailing++;
    }
    const body = style.startsWith('|')
      ? lines.join('\n')
      : lines
          .join('\n')
          .replace(/([^\n])\n(?=[^\n ])/g, '$1 ')
          .replace(/\n\n/g, '\n');
    if (style.includes('-')) return body;
    return style.includes('+') ? body + '\n'.repeat(trailing) : `${body}\n`;
  }
}

/** `key: rest`, where a line has that form. */
function keyOf(text: string): { key: string; rest: string } | undefined {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:(?:\s+(.*))?$/.exec(text);
  if (quotedKey !== null) return { key: quotedKey[1] as string, rest: quotedKey[2] ?? '' };
  if (/^[[{"'&*!|>%@`#]/.test(text)) return undefined;
  const plain = /^(.*?):(?:\s+(.*))?$/.exec(text);
  if (plain === null || (plain[2] === undefined && !text.endsWith(':'))) return undefined;
  return { key: (plain[1] as string).trim(), rest: (plain[2] ?? '').trim() };
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '')) {
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
  }
  return depth <= 0;
}

function scalar(text: string): Value {
  if (/^[[{"']/.test(text)) {
    const flow = new Flow(text);
    const value = flow.value();
    flow.end();
    return value;
  }
  if (/^[@`%&*!]/.test(text)) throw new YamlProblem('found character that cannot start any token');
  return plainScalar(text.replace(/\s+#.*$/, '').trim());
}

function plainScalar(text: string): Value {
  if (text === '' || /^(~|null|Null|NULL)$/.test(text)) return null;
  if (/^(true|True|TRUE|yes|Yes|on|On)$/.test(text)) return true;
  if (/^(false|False|FALSE|no|No|off|Off)$/.test(text)) return false;
  if (/^[-+]?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return parseNumber(text.replace(/^\+/, ''));
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  return text;
}

class Flow {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  end(): void {
    this.space();
    const rest = this.text.slice(this.at);
    if (rest !== '' && !rest.startsWith('#')) throw new YamlProblem('did not find expected node content');
  }

  value(): Value {
    this.space();
    const character = this.text[this.at];
    if (character === undefined) throw new YamlProblem('did not find expected node content');
    if (character === '[') return this.list(']', () => this.value());
    if (character === '{') {
      const pairs: [Value, Value][] = [];
      this.list('}', () => {
        const key = this.value();
        this.space();
        let value: Value = null;
        if (this.text[this.at] === ':') {
          this.at++;
          this.space();
          if (!/[,}]/.test(this.text[this.at] ?? '')) value = this.value();
        }
        pairs.push([typeof key === 'string' ? key : String(key), value]);
        return null;
      });
      return objectOf(pairs);
    }
    if (character === '"' || character === "'") return this.string(character);
    const [plain = ''] = /^[^,[\]{}]*?(?=:\s|:$|\s#|[,[\]{}]|$)/.exec(this.text.slice(this.at)) ?? [];
    this.at += plain.length;
    if (plain.trim() === '') throw new YamlProblem('did not find expected node content');
    return plainScalar(plain.trim());
  }

  private list(close: string, element: () => Value): Value[] {
    const elements: Value[] = [];
    this.at++;
    for (;;) {
      this.space();
      if (this.text[this.at] === undefined) throw new YamlProblem(`did not find expected ',' or '${close}'`);
      if (this.text[this.at] === close) {
        this.at++;
        return elements;
      }
      elements.push(element());
      this.space();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== close) throw new YamlProblem(`did not find expected ',' or '${close}'`);
    }
  }

  private string(quote: string): string {
    const pattern = quote === '"' ? /"(?:[^"\\]|\\.)*"/y : /'(?:[^']|'')*'/y;
    pattern.lastIndex = this.at;
    const [token] = pattern.exec(this.text) ?? [];
    if (token === undefined) throw new YamlProblem('found unexpected end of stream');
    this.at += token.length;
    if (quote === "'") return token.slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(token.replace(/\\x([0-9a-fA-F]{2})/g, '\\u00$1')) as string;
    } catch {
      throw new YamlProblem('found unknown escape character');
    }
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
}

/** YAML as Go's encoder writes it: keys sorted, sequences at the indentation of their key. */
export function yamlText(value: Value): string {
  return `${block(value, 0).replace(/^\n/, '')}\n`;
}

function block(value: Value, indent: number): string {
  const lead = `\n${' '.repeat(indent)}`;
  if (isArray(value) || value instanceof RegoSet) {
    const elements = isArray(value) ? value : value.sorted();
    if (elements.length === 0) return '[]';
    return elements.map((element) => `${lead}- ${block(element, indent + 2).replace(/^\n\s*/, '')}`).join('');
  }
  if (isObject(value)) {
    const pairs = entries(value);
    if (pairs.length === 0) return '{}';
    return pairs
      .map(([key, element]) => {
        const inner = block(element, isArray(element) ? indent : indent + 2);
        return `${lead}${stringText(String(key))}:${inner.startsWith('\n') ? '' : ' '}${inner}`;
      })
      .join('');
  }
  if (typeof value === 'string') {
    if (!value.includes('\n')) return stringText(value);
    const lines = value.replace(/\n$/, '').split('\n');
    return `|${value.endsWith('\n') ? '' : '-'}${lines.map((line) => `\n${' '.repeat(indent)}${line}`).join('')}`;
  }
  return isNumber(value) ? numberText(value) : String(value);
}

function stringText(text: string): string {
  if (text === '' || typeof plainScalar(text) !== 'string' || /^[\s\-?:,[\]{}#&*!|>'"%@`]|:\s|:$|\s#|\s$/.test(text)) {
    return /^[\x20-\x7e]*$/.test(text) && !text.includes("'") && typeof plainScalar(text) === 'string'
      ? `'${text}'`
      : JSON.stringify(text);
  }
  return text;
}
