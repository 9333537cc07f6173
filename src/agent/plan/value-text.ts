/** Values of a plan as HCL expressions. */
import type { PlanValue } from './schema.ts';

export interface Names {
  /** Whether the plan declares what an address such as `aws_vpc.main` or `var.name` begins with. */
  declares(head: string): boolean;
}

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
const REFERENCE = /^(?:(data\.[\w-]+\.[\w-]+)|([\w-]+\.[\w-]+))(?:\.[\w-]+|\[(?:\d+|"[^"]*")\]|\[\*\])*$/;

export function valueText(value: PlanValue, names: Names, indent = ''): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return isReference(value, names) ? value : stringText(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((each: PlanValue) => valueText(each, names, inner)).join(', ')}]`;
  const object = value as { readonly [name: string]: PlanValue };
  const expression = object.$ref ?? object.$expr;
  if (typeof expression === 'string' && Object.keys(object).length === 1) return unwrapped(expression);
  const members = Object.entries(object).map(
    ([key, each]) => `${inner}${IDENTIFIER.test(key) ? key : stringText(key)} = ${valueText(each, names, inner)}\n`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

/** Models write references as plain texts too; one to something the plan declares can be nothing else. */
function isReference(text: string, names: Names): boolean {
  const match = REFERENCE.exec(text);
  const head = match?.[1] ?? match?.[2];
  return head !== undefined && names.declares(head);
}

/** `${aws_vpc.a.id}` and `aws_vpc.a.id` mean the same where an expression is expected. */
function unwrapped(expression: string): string {
  const inner = /^\$\{([^{}]*)\}$/.exec(expression.trim())?.[1];
  return (inner ?? expression).trim() || 'null';
}

/** A quoted template: interpolations stay, everything else is literal. */
export function stringText(text: string): string {
  if (/^\$\{[^{}]*\}$/.test(text) && !isPolicyVariable(text)) return unwrapped(text);
  let result = '';
  for (let index = 0; index < text.length; ) {
    const end =
      text.startsWith('${', index) && !isPolicyVariable(text.slice(index)) ? endOfInterpolation(text, index) : -1;
    if (end > 0) {
      result += text.slice(index, end);
      index = end;
    } else {
      result += literal(text, index);
      index++;
    }
  }
  return `"${result}"`;
}

/** IAM's own variables, such as `${aws:username}`, look like interpolations and are none. */
const isPolicyVariable = (text: string) => /^\$\{[\w-]+:[\w-]/.test(text);

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function literal(text: string, index: number): string {
  const character = text[index] as string;
  if ((character === '$' || character === '%') && text[index + 1] === '{') return character + character;
  return ESCAPES[character] ?? character;
}

/** After the brace that closes the interpolation, or -1 where none does. */
function endOfInterpolation(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '\n') return -1;
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '{') depth++;
    else if (!quoted && character === '}' && --depth === 0) return index + 1;
  }
  return -1;
}
