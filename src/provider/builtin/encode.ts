/** Values as text of the Terraform language, laid out as its own writer lays them out. */
import { elementsOf, entriesOf, formatNumeric, type Numeric, type Value } from '../../cty/index.ts';

export const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** An expression for a wholly known value; sets and maps are written as tuples and objects. */
export function encodeExpression(value: Value, indent = ''): string {
  if (value.state !== 'known') return 'null';
  const { data } = value;
  if (typeof data === 'string') return quoteTemplate(data);
  if (typeof data === 'boolean') return String(data);
  if (Array.isArray(data))
    return `[${elementsOf(value)
      .map((element) => encodeExpression(element, indent))
      .join(', ')}]`;
  if (data instanceof Map) return encodeObject(entriesOf(value), indent);
  return formatNumeric(data as Numeric);
}

function encodeObject(entries: ReadonlyMap<string, Value>, indent: string): string {
  if (entries.size === 0) return '{}';
  const inner = `${indent}  `;
  const rows = [...entries].map(([key, value]) => ({
    key: IDENTIFIER.test(key) ? key : quoteTemplate(key),
    text: encodeExpression(value, inner),
  }));
  // Neighbours whose values take one line each have their equals signs in one column.
  const lines: string[] = [];
  for (let i = 0; i < rows.length; ) {
    let end = i;
    while (end < rows.length && !rows[end]?.text.includes('\n')) end++;
    const width = Math.max(0, ...rows.slice(i, end).map((row) => row.key.length));
    for (const row of rows.slice(i, end)) lines.push(`${inner}${row.key.padEnd(width)} = ${row.text}`);
    const wide = rows[end];
    if (wide !== undefined) lines.push(`${inner}${wide.key} = ${wide.text}`);
    i = end + 1;
  }
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function quoteTemplate(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]|[$%](?=\{)/g, (char) => {
    switch (char) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      case '$':
      case '%':
        return char + char;
      default:
        return `\\${char}`;
    }
  });
  return `"${escaped}"`;
}
