/**
 * Where a module call finds its module: a local folder, a registry, or a package somewhere else. Only recognises the
 * address; nothing is fetched.
 */
import { DEFAULT_REGISTRY, hostForComparison } from './provider-address.ts';

export type ModuleSource =
  /** Normalised: begins with `./` or `../`. */
  | { readonly kind: 'local'; readonly path: string }
  | {
      readonly kind: 'registry';
      readonly host: string;
      readonly namespace: string;
      readonly name: string;
      readonly target: string;
      readonly subfolder: string;
    }
  | { readonly kind: 'remote'; readonly package: string; readonly subfolder: string };

export type ModuleSourceFailure = { readonly kind: 'failure'; readonly reason: string };

const LOCAL_PREFIXES = ['./', '../', '.\\', '..\\'];

export function parseModuleSource(text: string): ModuleSource | ModuleSourceFailure {
  if (LOCAL_PREFIXES.some((prefix) => text.startsWith(prefix))) return parseLocal(text);
  const registry = parseRegistrySource(text);
  return registry.kind === 'registry' ? registry : parseRemote(text);
}

function failure(reason: string): ModuleSourceFailure {
  return { kind: 'failure', reason };
}

function parseLocal(text: string): ModuleSource {
  const clean = cleanPath(text.replaceAll('\\', '/'));
  if (clean === '..') return { kind: 'local', path: '../' };
  if (clean === '.') return { kind: 'local', path: './' };
  return { kind: 'local', path: clean.startsWith('../') ? clean : `./${clean}` };
}

/** Resolves `.` and `..` and repeated slashes; leading `..` stay. An empty result is `.`. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !absolute) out.push(part);
  }
  const joined = out.join('/');
  return absolute ? `/${joined}` : joined === '' ? '.' : joined;
}

const NAME = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?$/;
const TARGET = /^[0-9a-z]{1,64}$/;
/** Hosts that are known for repositories and never were module registries. */
const NEVER_REGISTRIES = new Set(['github.com', 'bitbucket.org', 'gitlab.com']);

/** `[HOST/]NAMESPACE/NAME/TARGET[//SUBFOLDER]`. */
export function parseRegistrySource(text: string): ModuleSource | ModuleSourceFailure {
  if (LOCAL_PREFIXES.some((prefix) => text.startsWith(prefix))) {
    return failure('a module registry address cannot begin with a path');
  }
  const [address, subfolderText] = splitSubfolder(text);
  const subfolder = subfolderText === undefined ? '' : cleanPath(subfolderText);
  if (subfolder.startsWith('..')) return failure(`the subfolder “${subfolderText}” leads out of the module package`);
  const parts = address.split('/');
  if (parts.length < 3 || parts.length > 4) {
    return failure('a module registry source address has three or four parts, separated by slashes');
  }
  let host: string | undefined = DEFAULT_REGISTRY;
  if (parts.length === 4) {
    host = hostForComparison(parts[0] as string);
    if (host === undefined) return failure(`“${parts[0]}” is not a host name`);
    if (NEVER_REGISTRIES.has(host)) return failure(`“${host}” is not a module registry`);
    parts.shift();
  }
  const [namespace, name, target] = parts as [string, string, string];
  if (!NAME.test(namespace)) return failure(`“${namespace}” is not a namespace: letters, digits, dashes, underscores`);
  if (!NAME.test(name)) return failure(`“${name}” is not a module name: letters, digits, dashes, underscores`);
  if (!TARGET.test(target)) return failure(`“${target}” is not a target system: lower-case letters and digits`);
  return { kind: 'registry', host, namespace, name, target, subfolder: subfolder === '.' ? '' : subfolder };
}

/** Text before and after the `//` that is no part of a `://`. */
function splitSubfolder(text: string): [string, string | undefined] {
  const query = text.indexOf('?');
  const stop = query < 0 ? text.length : query;
  const scheme = text.slice(0, stop).indexOf('://');
  const slashes = text.slice(0, stop).indexOf('//', scheme < 0 ? 0 : scheme + 3);
  if (slashes < 0) return [text, undefined];
  return [text.slice(0, slashes) + text.slice(stop), text.slice(slashes + 2, stop)];
}

/** Anything that can be read as a URL passes; whether it leads anywhere shows at installation. */
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const FORCED = /^[a-z0-9]+::/i;

function parseRemote(text: string): ModuleSource | ModuleSourceFailure {
  const [address, subfolderText] = splitSubfolder(text);
  const subfolder = subfolderText === undefined ? '' : cleanPath(subfolderText);
  if (subfolder.startsWith('..')) return failure(`the subfolder “${subfolderText}” leads out of the module package`);
  if (subfolderText?.startsWith('/')) return failure('the subfolder must not begin with a slash');
  const at = subfolder === '.' ? '' : subfolder;
  if (/^[a-z0-9_.-]+@[^:/]+:/i.test(address)) {
    return { kind: 'remote', package: `git::ssh://${address.replace(':', '/')}`, subfolder: at };
  }
  if (SCHEME.test(address) || FORCED.test(address)) return { kind: 'remote', package: address, subfolder: at };
  const host = address.split('/')[0] as string;
  const parts = address.split('/').length;
  if (host === 'github.com' || host === 'gitlab.com' || host === 'bitbucket.org') {
    if (parts < 3) return failure(`an address on ${host} has the form ${host}/OWNER/REPOSITORY`);
    const repository = address.split(/[/?]/).slice(0, 3).join('/');
    const suffix = repository.endsWith('.git') ? '' : '.git';
    const deeper = address.split('?')[0]?.split('/').slice(3).join('/') ?? '';
    return { kind: 'remote', package: `git::https://${repository}${suffix}`, subfolder: at === '' ? deeper : at };
  }
  if (/amazonaws\.com$/.test(host) || /googleapis\.com$/.test(host)) {
    return { kind: 'remote', package: `${host.includes('google') ? 'gcs' : 's3'}::https://${address}`, subfolder: at };
  }
  if (address.startsWith('/')) {
    return { kind: 'remote', package: `file://${address}`, subfolder: at };
  }
  return failure('Terraform cannot detect a supported external module source type for it');
}

export function displaySource(source: ModuleSource): string {
  switch (source.kind) {
    case 'local':
      return source.path;
    case 'registry': {
      const host = source.host === DEFAULT_REGISTRY ? '' : `${source.host}/`;
      const subfolder = source.subfolder === '' ? '' : `//${source.subfolder}`;
      return `${host}${source.namespace}/${source.name}/${source.target}${subfolder}`;
    }
    case 'remote':
      return source.subfolder === '' ? source.package : `${source.package}//${source.subfolder}`;
  }
}
