/** Values as HCL expressions. */
import type { Scalar, Value } from '../intent.ts';

export interface Writer {
  /** The expression that stands for a value instead of the value itself, such as `var.name`. */
  instead(value: Value): string | undefined;
  reference(value: Value & { kind: 'reference' }): string;
  readonly json: 'jsonencode' | 'heredoc';
}

export function expression(value: Value, writer: Writer): string {
  const instead = writer.instead(value);
  if (instead !== undefined) return instead;
  switch (value.kind) {
    case 'scalar':
      return literal(value.value);
    case 'list':
      return list(value.items.map((item) => expression(item, writer)));
    case 'map':
      return object(value.entries, writer);
    case 'json':
      return document(value.document, writer);
    case 'reference':
      return writer.reference(value);
    case 'template':
      return `"${value.parts.map((part) => templatePart(part, writer)).join('')}"`;
    case 'expression':
      return value.text;
    case 'blocks':
      return list(value.bodies.map((body) => object(body, writer)));
  }
}

export function literal(value: Scalar): string {
  return typeof value === 'string' ? `"${escaped(value)}"` : String(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{');
}

/** On one line where it is short and flat. */
function list(items: readonly string[]): string {
  const line = `[${items.join(', ')}]`;
  if (line.length <= 80 && !line.includes('\n')) return line;
  if (items.length === 1) return line;
  return `[\n${items.map((item) => `${item},`).join('\n')}\n]`;
}

function object(entries: Readonly<Record<string, Value>>, writer: Writer): string {
  const lines = Object.entries(entries).map(([key, item]) => `${objectKey(key)} = ${expression(item, writer)}`);
  if (lines.length === 0) return '{}';
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && only.length <= 60 && !only.includes('\n')) return `{ ${only} }`;
  return `{\n${lines.join('\n')}\n}`;
}

export function objectKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : literal(key);
}

function templatePart(part: Value, writer: Writer): string {
  if (part.kind === 'scalar') {
    const instead = writer.instead(part);
    return instead === undefined ? escaped(String(part.value)) : `\${${instead}}`;
  }
  return `\${${expression(part, writer)}}`;
}

function document(value: Value, writer: Writer): string {
  if (writer.json === 'jsonencode') return `jsonencode(${expression(value, { ...writer, instead: () => undefined })})`;
  return `<<EOF\n${jsonText(value, writer, '')}\nEOF\n`;
}

/** JSON on lines, with references as interpolations. */
function jsonText(value: Value, writer: Writer, indent: string): string {
  const inner = `${indent}  `;
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value).replaceAll('${', '$${');
    case 'list':
      if (value.items.length === 0) return '[]';
      return `[\n${value.items.map((item) => inner + jsonText(item, writer, inner)).join(',\n')}\n${indent}]`;
    case 'map': {
      const rows = Object.entries(value.entries).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${jsonText(item, writer, inner)}`,
      );
      return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${indent}}`;
    }
    case 'reference':
      return `"\${${writer.reference(value)}}"`;
    case 'template':
      return expression(value, { ...writer, instead: () => undefined });
    default:
      return expression(value, writer);
  }
}
