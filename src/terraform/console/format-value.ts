/** Values as the console prints them: in the language's own syntax, with what cannot be shown in parentheses. */
import {
  elementsOf,
  entriesOf,
  formatNumeric,
  type KnownValue,
  type NullValue,
  type Numeric,
  stringValue,
  type Type,
  typeName,
  type Value,
} from '../../cty/index.ts';
import { quoteGo } from '../../util/quote-go.ts';

export function formatValue(value: Value, indent = 0): string {
  if (value.state === 'unknown') return '(known after apply)';
  if (value.marks.has('sensitive')) return '(sensitive value)';
  if (value.marks.has('ephemeral')) return '(ephemeral value)';
  if (value.state === 'null') return formatNull(value);
  switch (value.type.kind) {
    case 'string':
      return formatString(value.data as string, indent);
    case 'number':
      return formatNumeric(value.data as Numeric);
    case 'bool':
      return String(value.data);
    case 'object':
      return formatMapping(value, indent);
    case 'map':
      return `tomap(${formatMapping(value, indent)})`;
    case 'tuple':
      return formatSequence(value, indent);
    case 'list':
      return `tolist(${formatSequence(value, indent)})`;
    case 'set':
      return `toset(${formatSequence(value, indent)})`;
    default:
      return `(${typeName(value.type)})`;
  }
}

function formatNull({ type }: NullValue): string {
  switch (type.kind) {
    case 'dynamic':
      return 'null';
    case 'string':
    case 'number':
    case 'bool':
      return `to${type.kind}(null)`;
    case 'list':
    case 'set':
    case 'map':
      return `to${type.kind}(null) /* of ${typeName(type.element)} */`;
    default:
      return `null /* ${typeName(type)} */`;
  }
}

/** Text of several lines is a heredoc, whose marker grows until no line is like it. */
function formatString(text: string, indent: number): string {
  if (!text.includes('\n')) return quoteGo(text);
  const lines = text.split('\n');
  let marker = 'EOT';
  while (lines.some((line) => line.trim() === marker)) marker += '_';
  const margin = ' '.repeat(indent);
  const body = [...lines, marker].map((line) => margin + line).join('\n');
  return `${indent > 0 ? '<<-' : '<<'}${marker}\n${body}`;
}

function formatMapping(value: KnownValue, indent: number): string {
  const entries = entriesOf(value);
  if (entries.size === 0) return '{}';
  const margin = ' '.repeat(indent + 2);
  const lines = [...entries].map(
    ([key, part]) => `${margin}${formatValue(stringValue(key), indent + 2)} = ${formatValue(part, indent + 2)}\n`,
  );
  return `{\n${lines.join('')}${' '.repeat(indent)}}`;
}

function formatSequence(value: KnownValue, indent: number): string {
  const elements = elementsOf(value);
  if (elements.length === 0) return '[]';
  const margin = ' '.repeat(indent + 2);
  const lines = elements.map((part) => `${margin}${formatValue(part, indent + 2)},\n`);
  return `[\n${lines.join('')}${' '.repeat(indent)}]`;
}

/** A type as the console's `type` function prints it. */
export function formatType(type: Type, indent = 0): string {
  const inner = ' '.repeat(indent + 4);
  const outer = ' '.repeat(indent);
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map': {
      const { element } = type;
      const nested = element.kind !== 'string' && element.kind !== 'number' && element.kind !== 'bool';
      if (!nested || element.kind === 'dynamic') return `${type.kind}(${formatType(element, indent)})`;
      return `${type.kind}(\n${inner}${formatType(element, indent + 4)},\n${outer})`;
    }
    case 'tuple':
      if (type.elements.length === 0) return 'tuple([])';
      return `tuple([\n${type.elements.map((part) => `${inner}${formatType(part, indent + 4)},\n`).join('')}${outer}])`;
    case 'object': {
      if (type.attributes.size === 0) return 'object({})';
      const lines = [...type.attributes].map(([name, part]) => `${inner}${name}: ${formatType(part, indent + 4)},\n`);
      return `object({\n${lines.join('')}${outer}})`;
    }
    case 'capsule':
      return type.name;
    default:
      return type.kind;
  }
}
