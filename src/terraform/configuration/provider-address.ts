/** Provider source addresses: `aws`, `hashicorp/aws`, `registry.terraform.io/hashicorp/aws`. */
import type { Diagnostic, Span } from '../../source/index.ts';
import { mistake } from './problem.ts';

export const DEFAULT_REGISTRY = 'registry.terraform.io';
export const BUILTIN_HOST = 'terraform.io';
export const BUILTIN_TERRAFORM = 'terraform.io/builtin/terraform';

/** Fully qualified address of the provider that a bare name means where nothing else is declared. */
export function impliedProviderAddress(localName: string): string {
  return localName === 'terraform' ? BUILTIN_TERRAFORM : `${DEFAULT_REGISTRY}/hashicorp/${localName}`;
}

/** One part of an address in its normal form, or the sentence that says why it is none. */
export function parseProviderPart(part: string): { readonly part: string } | { readonly error: string } {
  if (part === '') return { error: 'at least one character is needed' };
  if (part.includes('.')) return { error: 'dots are not allowed' };
  if (part.startsWith('-') || part.endsWith('-')) return { error: 'it must not begin or end with a dash' };
  if (part.includes('--')) return { error: 'dashes must not stand side by side' };
  const lower = part.toLowerCase();
  if (!/^[\p{L}\p{N}\p{M}-]+$/u.test(lower)) return { error: 'only letters, digits and dashes are allowed' };
  return { part: lower };
}

/** The address in full, or undefined with problems appended; the problems point at `span`. */
export function parseProviderSource(
  source: string,
  span: Span | undefined,
  problems: Diagnostic[],
): string | undefined {
  const parts = source.split('/');
  const refuse = (title: string, reason: string): undefined => {
    problems.push(mistake(title, reason, span));
    return undefined;
  };
  if (source === '' || parts.length > 3) {
    return refuse(
      'Invalid provider source string',
      `“${source}” is not a provider source: expected [HOSTNAME/]NAMESPACE/NAME.`,
    );
  }
  const type = parseProviderPart(parts[parts.length - 1] as string);
  if ('error' in type) {
    return refuse('Invalid provider type', `The provider type in “${source}” is not valid: ${type.error}.`);
  }
  if (parts.length === 1) return checkedType(`${DEFAULT_REGISTRY}/hashicorp`, type.part, source, refuse);
  const writtenNamespace = parts[parts.length - 2] as string;
  let namespace = '-';
  if (writtenNamespace !== '-') {
    const part = parseProviderPart(writtenNamespace);
    if ('error' in part) {
      return refuse('Invalid provider namespace', `The namespace in “${source}” is not valid: ${part.error}.`);
    }
    namespace = part.part;
  }
  const host = parts.length === 3 ? hostForComparison(parts[0] as string) : DEFAULT_REGISTRY;
  if (host === undefined) {
    return refuse('Invalid provider source hostname', `“${parts[0]}” in “${source}” is not a host name.`);
  }
  if (namespace === '-' && host !== DEFAULT_REGISTRY) {
    return refuse('Invalid provider namespace', 'The legacy namespace "-" exists only on the public registry.');
  }
  return checkedType(`${host}/${namespace}`, type.part, source, refuse);
}

/** Executables and repositories carry a `terraform-` prefix that an address must not have. */
function checkedType(
  prefix: string,
  type: string,
  source: string,
  refuse: (title: string, reason: string) => undefined,
): string | undefined {
  if (type.startsWith('terraform-')) {
    const shorter = type.replace(/^terraform-(provider-)?/, '');
    return refuse(
      'Invalid provider type',
      `In “${source}” the type has the prefix of its executable; ${shorter === '' ? 'it must be left out' : `write ${prefix}/${shorter}`}.`,
    );
  }
  return `${prefix}/${type}`;
}

/** A host name in the form that comparisons use, or undefined where it is none. */
export function hostForComparison(host: string): string | undefined {
  const match = /^([^:]*)(?::([0-9]{1,5}))?$/.exec(host);
  if (match === null) return undefined;
  const name = (match[1] as string).toLowerCase();
  if (name === '' || !name.split('.').every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label))) {
    return undefined;
  }
  const port = match[2];
  if (port === undefined || port === '443') return name;
  return Number(port) > 65535 ? undefined : `${name}:${port}`;
}

/** As messages print it: the public registry's host is left out. */
export function displayAddress(address: string): string {
  return address.startsWith(`${DEFAULT_REGISTRY}/`) ? address.slice(DEFAULT_REGISTRY.length + 1) : address;
}
