/** Values that an argument may have, by what facts say of it and by what it is called. */
import type { Scalar } from '../intent.ts';
import type { Check } from './knowledge.ts';

/** Forms by the argument's name, tried where no fact lists the values. The first that fits is used. */
const BY_NAME: readonly (readonly [name: RegExp, forms: readonly string[]])[] = [
  [
    /(^|_)description$|^comment$/,
    [
      '{subject.title} of {team}',
      'Serves {subject}',
      'Used by {team}',
      '{company.title} {subject}',
      'Made for {subject}',
    ],
  ],
  [/display_name$/, ['{subject.title}', '{company.title} {subject.title}', '{team.title}']],
  [/(^|_)email(_address)?$/, ['{team}@{domain}', 'ops@{domain}', '{subject}@{domain}']],
  [/(^|_)(domain_name|dns_name|fqdn|hostname)$/, ['{domain}', '{subject}.{domain}', '{env}.{domain}']],
  [/(^|_)instance_class$/, ['db.t3.medium', 'db.r5.large', 'db.r6g.large', 'db.t4g.medium']],
  [/(^|_)replication_instance_class$/, ['dms.t3.micro', 'dms.t3.medium', 'dms.c5.large']],
  [/(^|_)cidr_block$/, ['{cidr}', '{subnet}']],
  [/(^|_)availability_zone$/, ['{zone}']],
  [/(^|_)(schedule_expression|schedule)$/, ['rate(1 hour)', 'rate(1 day)', 'rate(6 hours)', 'cron(0 3 * * ? *)']],
  [/^path$/, ['/{team}/', '/{subject}/']],
  [/(^|_)(?<!name_)prefix$/, ['{subject}/', '{env}/', '{team}/']],
  [/(^|_)url$/, ['https://{domain}/{subject}', 'https://{subject}.{domain}']],
  [/(^|_)account_id$/, ['{account}']],
  [/(^|_)(username|user_name|master_username)$/, ['{team}', 'dbadmin', '{company}']],
  [/private_ip/, ['{ip}']],
  [/(^|_)ip_address$/, ['{public_ip}']],
  [/(^|_)(title|namespace)$/, ['{subject}', '{team}', '{company}']],
];

const NUMBERS: readonly number[] = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 15, 20, 24, 25, 30, 40, 45, 50, 60, 80, 90, 100, 120, 150, 180, 200, 250, 256, 300,
  365, 400, 500, 512, 600, 900, 1000, 1024, 1200, 1800, 2000, 2048, 3600, 4096, 5000, 7200, 8192, 10000,
];

/** Undefined where nobody knows what would be sensible. */
export function stringValues(name: string, checks: readonly Check[]): readonly string[] | undefined {
  const listed = listedValues(checks).filter((value): value is string => typeof value === 'string' && value !== '');
  if (listed.length > 0) return listed.slice(0, 16);
  if (checks.some(({ is }) => is === 'format' || is === 'oneOf')) return undefined;
  const [, forms] = BY_NAME.find(([pattern]) => pattern.test(name)) ?? [];
  const fitting = forms?.filter((form) => fits(form, checks)) ?? [];
  return fitting.length > 0 ? fitting : undefined;
}

const PORTS: readonly number[] = [80, 443, 3000, 3306, 5000, 5432, 6379, 8080, 8443, 9090];
/** Bounds and amounts that make sense only beside others. */
const RELATIVE = /(^|_)(min|max|minimum|maximum|desired|low|high|from|to|start|end|offset|index|weight|version)(_|$)/;

/** Numbers are taken only where a range is known: any other might be nonsense. */
export function numberValues(name: string, checks: readonly Check[]): readonly number[] | undefined {
  if (/(^|_)port$/.test(name)) return PORTS;
  if (RELATIVE.test(name)) return undefined;
  const listed = listedValues(checks).filter((value): value is number => typeof value === 'number');
  if (listed.length > 0) return listed.slice(0, 16);
  const range = checks.find(({ is, min, max }) => is === 'range' && (min !== undefined || max !== undefined));
  if (range === undefined) return undefined;
  const { min = 1, max = min + 100, multipleOf = 1 } = range;
  const chosen = NUMBERS.filter((value) => value >= min && value <= max && value % multipleOf === 0).slice(0, 14);
  return chosen.length > 0 ? chosen : undefined;
}

/** Forms of names that the facts allow. */
export function nameForms(forms: readonly string[], checks: readonly Check[]): readonly string[] {
  return forms.filter((form) => fits(form, checks));
}

function listedValues(checks: readonly Check[]): readonly Scalar[] {
  return checks.find(({ is }) => is === 'oneOf')?.values ?? [];
}

const SAMPLES: Readonly<Record<string, string>> = {
  subject: 'orders-core',
  env: 'staging',
  team: 'platform',
  company: 'acme',
  domain: 'acme.co.uk',
  n: '17',
  cidr: '10.1.0.0/16',
  subnet: '10.1.2.0/24',
  zone: 'eu-west-1a',
  account: '123456789012',
  public_ip: '203.0.113.7',
  ip: '10.1.2.7',
  id8: '0a1b2c3d',
  owner: 'orders',
};

/** Whether a name of this form passes the patterns and lengths, tried on a sample. */
function fits(form: string, checks: readonly Check[]): boolean {
  const text = form.replaceAll(/\{(\w+)(?:\.(\w+))?\}/g, (_, name: string, how?: string) =>
    spelledAs(SAMPLES[name] ?? name, how),
  );
  return checks.every((check) => passes(text, check));
}

function spelledAs(text: string, how: string | undefined): string {
  if (how === 'snake') return text.replaceAll('-', '_');
  if (how === 'flat') return text.replaceAll('-', '');
  if (how === 'pascal' || how === 'title')
    return text.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return text;
}

function passes(text: string, { is, min, max, pattern, matches = true }: Check): boolean {
  if (is === 'length') return text.length >= (min ?? 0) && text.length + 6 <= (max ?? Number.POSITIVE_INFINITY);
  if (is !== 'pattern' || pattern === undefined) return true;
  try {
    return new RegExp(pattern, 'u').test(text) === matches;
  } catch {
    return false;
  }
}
