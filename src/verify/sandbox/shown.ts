/** What a provider executable that is shut in must see besides its folder: names, certificates, credential files that the user names. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Enclosure } from './enclosure.ts';

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

export function shownToExecutables(path: string): NonNullable<Enclosure['shown']> {
  const named = Object.entries(process.env).flatMap(([name, value]) =>
    NAMED.test(name) && value?.startsWith('/') && value !== '/dev/null' ? value.split(':') : [],
  );
  const libraries = isDynamic(path) ? LIBRARIES : [];
  return [...SYSTEM, ...libraries, ...named].map((from) => ({ from, at: from, readOnly: true }));
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
