/** What a provider executable that is shut in must see besides its folder: names, certificates, credential files that the user names. */
import { closeSync, openSync, readSync } from 'node:fs';
import { canEnclose, type Enclosure, enclosed } from './enclosure.ts';

const SYSTEM = [
  '/etc/resolv.conf',
  '/etc/hosts',
  '/etc/nsswitch.conf',
  '/etc/ssl',
  '/etc/pki',
  '/etc/ca-certificates',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
  '/usr/share/zoneinfo',
];
const LIBRARIES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];
/** Variables that name a file or a list of files. */
const NAMED =
  /^(AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_CA_BUNDLE|GOOGLE_APPLICATION_CREDENTIALS|KUBECONFIG|KUBE_CONFIG_PATH|SSL_CERT_FILE|AZURE_FEDERATED_TOKEN_FILE|ARM_CLIENT_CERTIFICATE_PATH)$/;

function shownToExecutables(path: string): NonNullable<Enclosure['shown']> {
  const named = Object.entries(process.env).flatMap(([name, value]) =>
    NAMED.test(name) && value?.startsWith('/') && value !== '/dev/null' ? value.split(':') : [],
  );
  const libraries = isDynamic(path) ? LIBRARIES : [];
  return [...SYSTEM, ...libraries, ...named].map((from) => ({ from, at: from, readOnly: true }));
}

/**
 * Shuts provider executables in: each sees its home, what every program needs, and the run's folder where it has one, at the place where
 * Terraform sees it. Nothing else can be read or written. Undefined where this system forbids that.
 */
export function enclosing(run?: { readonly folder: string; readonly at: string }) {
  if (!canEnclose()) return undefined;
  return (home: string, path: string): readonly string[] =>
    enclosed([path], {
      root: home,
      folder: run?.at ?? '/',
      network: true,
      shown: [...(run === undefined ? [] : [{ from: run.folder, at: run.at }]), ...shownToExecutables(path)],
    });
}

/** Whether the program names a loader of libraries, which stands near its beginning. */
function isDynamic(path: string): boolean {
  const beginning = Buffer.alloc(8192);
  const file = openSync(path, 'r');
  try {
    readSync(file, beginning, 0, beginning.length, 0);
  } finally {
    closeSync(file);
  }
  return /\/ld-(linux|musl)/.test(beginning.toString('latin1'));
}
