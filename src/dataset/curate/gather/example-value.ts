/** Values as the author of a module's caller might write them, by type and name. */
import type { Type } from '../../../cty/index.ts';

export type Example = string | number | boolean | readonly Example[] | { readonly [name: string]: Example };

/** What a name says of a text; the first that fits. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/cidr/, '10.0.0.0/16'],
  [/polic(y|ies)(_document|_json)?$|(^|_)json$/, '{"Version":"2012-10-17","Statement":[]}'],
  [/(^|_)arn$|_arn_/, 'arn:aws:iam::123456789012:role/example'],
  [/hosted_zone|zone_id/, 'Z0123456789ABCDEFGHIJ'],
  [/availability_zone|(^|_)az$/, 'us-east-1a'],
  [/(^|_)region$/, 'us-east-1'],
  [/^location$/, 'westeurope'],
  [/vpc_id/, 'vpc-0123456789abcdef0'],
  [/subnet(_ids?|s)?$/, 'subnet-0123456789abcdef0'],
  [/security_group(_ids?|s)?$/, 'sg-0123456789abcdef0'],
  [/(^|_)ami(_|$)/, 'ami-0123456789abcdef0'],
  [/account_id/, '123456789012'],
  [/e?mail/, 'someone@example.com'],
  [/_(url|uri|endpoint)$|^(url|uri|endpoint)$/, 'https://example.com'],
  [/domain|hostname|fqdn/, 'example.com'],
  [/instance_(type|class)/, 't3.micro'],
  [/^env(ironment)?$|_env(ironment)?$|^stage$/, 'dev'],
  [/password|secret|token/, 'example-Secret-1'],
];

/** Undefined for types that no value is made for. */
export function exampleOf(type: Type, name: string): Example | undefined {
  switch (type.kind) {
    case 'string':
    case 'dynamic':
      return textFor(name);
    case 'number':
      return /port/.test(name) ? 8080 : 2;
    case 'bool':
      return true;
    case 'list':
    case 'set':
      return present([exampleOf(type.element, name)]);
    case 'map':
      return membersOf([['example', type.element]]);
    case 'tuple':
      return present(type.elements.map((element) => exampleOf(element, name)));
    case 'object':
      return membersOf([...type.attributes].filter(([member]) => !type.optional.has(member)));
    default:
      return undefined;
  }
}

function membersOf(members: readonly (readonly [string, Type])[]): Example | undefined {
  const made = members.map(([name, type]) => [name, exampleOf(type, name)] as const);
  if (made.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(made) as Record<string, Example>;
}

function present(items: readonly (Example | undefined)[]): Example | undefined {
  return items.includes(undefined) ? undefined : (items as Example[]);
}

function textFor(name: string): string {
  const lower = name.toLowerCase();
  return TEXTS.find(([sign]) => sign.test(lower))?.[1] ?? 'example';
}

/** As it stands in a `.tfvars` file. */
export function exampleText(value: Example): string {
  if (Array.isArray(value)) return `[${value.map((each: Example) => exampleText(each)).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const lines = Object.entries(value).map(([name, member]) => `${name} = ${exampleText(member)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`;
}
