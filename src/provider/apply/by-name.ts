/** What an attribute holds by its name alone, whichever provider it belongs to. */
import { createHash } from 'node:crypto';
import type { Subject } from './resource.ts';

type Rule = readonly [RegExp, (subject: Subject, path: string) => string];

const RULES: readonly Rule[] = [
  [
    /(^|_)(private|internal)_?ip(_address)?$|^ip_address$|^primary_ip|^ip$/,
    ({ draw }, path) => address4('10.0', draw.below(path, 65_000)),
  ],
  [/(^|_)public_?ip(_address)?$|^nat_ip$|external_ip/, ({ draw }, path) => address4('203.0', draw.below(path, 65_000))],
  [/ipv6_cidr/, ({ draw }, path) => `2600:1f18:${draw.hex(path, 4)}:${draw.hex(`${path}2`, 2)}00::/56`],
  [/ipv6/, ({ draw }, path) => `2600:1f18:${draw.hex(path, 4)}::${draw.hex(`${path}2`, 4)}`],
  [/cidr/, ({ draw }, path) => `10.${draw.below(path, 256)}.0.0/16`],
  [/mac_address/, ({ draw }, path) => `02:${(draw.hex(path, 10).match(/../g) ?? []).join(':')}`],
  [/fingerprint|thumbprint/, ({ draw }, path) => (draw.hex(path, 40).match(/../g) ?? []).join(':')],
  [/sha256|content_hash|code_hash/, ({ draw }, path) => Buffer.from(draw.hex(path, 64), 'hex').toString('base64')],
  [/etag|md5|checksum|hash$/, ({ draw }, path) => draw.hex(path, 32)],
  [
    /(^|_)(uuid|uid|guid|tenant_id|object_id|principal_id|client_id|application_id|subscription_id)$/,
    ({ draw }, path) => draw.uuid(path),
  ],
  [/_unix$|epoch/, ({ world }) => String(Math.floor(world.now.getTime() / 1000))],
  [
    /(^|_)(date|time|timestamp|at|created|updated|modified|on|expir\w*|not_(before|after)|rfc3339)$/,
    ({ world }) => rfc3339(world.now),
  ],
  [/certificate|public_key|pem$/, ({ draw }, path) => Buffer.from(draw.hex(path, 96)).toString('base64')],
  [
    /password|secret|token|private_key|access_key|primary_key|secondary_key|connection_string/,
    ({ draw }, path) => Buffer.from(draw.hex(path, 48), 'hex').toString('base64'),
  ],
  [
    /(^|_)(url|uri|endpoint|link)$/,
    ({ draw, name }, path) => `https://${slug(name)}-${draw.hex(path, 8)}.example.com/`,
  ],
  [
    /(^|_)(fqdn|hostname|host|dns|dns_name|domain|domain_name|address)$/,
    ({ draw, name }, path) => `${slug(name)}-${draw.hex(path, 8)}.example.com`,
  ],
  [/(^|_)(state|status|provisioning_state|lifecycle_state)$/, () => 'available'],
  [/(^|_)version$/, () => '1'],
  [/(^|_)(generation|revision)$/, () => '1'],
  [/policy$|(^|_)json$/, () => '{}'],
  [/(^|_)name$/, ({ name }) => name],
];

export function plainText(path: readonly string[], subject: Subject): string {
  const name = lastName(path);
  const key = path.join('.');
  const rule = RULES.find(([pattern]) => pattern.test(name));
  return rule === undefined ? subject.draw.hex(key, 17) : rule[1](subject, key);
}

const PORTS: readonly (readonly [RegExp, number])[] = [
  [/postgres|aurora/, 5432],
  [/redis|valkey|elasticache/, 6379],
  [/redshift/, 5439],
  [/mongo|docdb/, 27_017],
  [/mssql|sqlserver/, 1433],
  [/db_instance|rds|mysql|maria/, 3306],
];

export function plainNumber(path: readonly string[], subject: Subject): number {
  const name = lastName(path);
  if (/port$/.test(name)) {
    const about = `${subject.text('engine') ?? ''} ${subject.type}`;
    return PORTS.find(([pattern]) => pattern.test(about))?.[1] ?? 443;
  }
  if (/unix|epoch/.test(name)) return Math.floor(subject.world.now.getTime() / 1000);
  if (/version|generation|revision|count|priority|capacity/.test(name)) return 1;
  return 0;
}

/** The last name of a path, past the places in lists. */
export function lastName(path: readonly string[]): string {
  for (let at = path.length - 1; at >= 0; at--) if (!/^\d+$/.test(path[at] as string)) return path[at] as string;
  return '';
}

/** 0-based place in the list that holds the value. */
export function placeIn(path: readonly string[]): number {
  const last = path.at(-1) ?? '';
  return /^\d+$/.test(last) ? Number(last) : 0;
}

export function rfc3339(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

export function slug(name: string): string {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return text.slice(0, 40) || 'resource';
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function address4(prefix: string, number: number): string {
  return `${prefix}.${Math.floor(number / 254) % 256}.${(number % 254) + 1}`;
}
