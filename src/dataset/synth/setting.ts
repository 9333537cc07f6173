/** The world a task plays in: who asks, what their system is about, and the small values that go with it. */
import type { Random } from './random.ts';
import { COMPANIES, ENVIRONMENTS, QUALIFIERS, SUBJECTS, TEAMS } from './words.ts';

export interface TaskSetting {
  readonly subject: string;
  readonly env: string;
  readonly team: string;
  readonly company: string;
  readonly domain: string;
  readonly region: string;
  /** Zones of the region, such as `us-east-1a`. */
  readonly zones: readonly string[];
  readonly account: string;
  /** A namespace that exists already. */
  readonly namespace: string;
  /** The first two bytes of the network: `10.42`. */
  readonly network: string;
  readonly random: Random;
  /** Numbers handed out so far, by what they are for. */
  readonly counters: Map<string, number>;
}

export interface Places {
  readonly regions: readonly string[];
  readonly zonesOf: (region: string) => readonly string[];
  /** Whether a task may say its region as such: where the provider's configuration has it. Default: yes. */
  readonly said?: boolean;
}

export function makeSetting(random: Random, places: Places): TaskSetting {
  const company = random.pick(COMPANIES);
  const subject = random.pick(SUBJECTS);
  const region = random.pick(places.regions);
  const team = random.pick(TEAMS);
  return {
    subject: random.chance(0.35) ? `${subject}-${random.pick(QUALIFIERS)}` : subject,
    env: random.pick(ENVIRONMENTS),
    team,
    company,
    domain: `${random.chance(0.6) ? company : subject}.${random.pick(['com', 'net', 'io', 'org', 'dev', 'example.com', 'co.uk', 'eu'])}`,
    region,
    zones: places.zonesOf(region),
    account: String(random.integer(100_000_000_000, 999_999_999_999)),
    namespace: random.pick(['default', 'apps', 'monitoring', 'web', 'backend', 'jobs', team]),
    network: chooseNetwork(random),
    random,
    counters: new Map(),
  };
}

function chooseNetwork(random: Random): string {
  const draw = random.next();
  if (draw < 0.8) return `10.${random.integer(0, 254)}`;
  return draw < 0.95 ? `172.${random.integer(16, 31)}` : '192.168';
}

/** Fills `{…}` in a text of a pattern. Names given in `more` come first; what nobody knows stays as it is. */
export function fill(text: string, setting: TaskSetting, more: Readonly<Record<string, string>> = {}): string {
  if (!text.includes('{')) return text;
  return text.replaceAll(/\{(\w+)(?:\.(\w+))?\}/g, (whole, name: string, form: string | undefined) => {
    const value = more[name] ?? placeholder(name, setting);
    return value === undefined ? whole : inForm(value, form);
  });
}

const WORDS_OF_SETTING = ['subject', 'env', 'team', 'company', 'domain', 'region', 'account', 'namespace'] as const;

function placeholder(name: string, setting: TaskSetting): string | undefined {
  if ((WORDS_OF_SETTING as readonly string[]).includes(name)) return setting[name as (typeof WORDS_OF_SETTING)[number]];
  switch (name) {
    case 'cidr':
      return `${setting.network}.0.0/16`;
    case 'subnet':
      return `${setting.network}.${counted('subnet', setting) + (setting.network.length % 3)}.0/24`;
    case 'zone':
      return setting.zones[counted('zone', setting) % setting.zones.length];
    case 'ip':
      return `${setting.network}.${setting.random.integer(1, 200)}.${setting.random.integer(4, 250)}`;
    case 'public_ip':
      return `${setting.random.pick(['203.0.113', '198.51.100', '192.0.2'])}.${setting.random.integer(4, 250)}`;
    case 'id':
      return hexadecimal(setting.random, 17);
    case 'id8':
      return hexadecimal(setting.random, 8);
    case 'uuid':
      return [8, 4, 4, 4, 12].map((length) => hexadecimal(setting.random, length)).join('-');
    case 'n':
      return String(setting.random.integer(1, 99));
    case 'ou':
      return hexadecimal(setting.random, 10);
    default:
      return undefined;
  }
}

function counted(what: string, { counters }: TaskSetting): number {
  const number = counters.get(what) ?? 0;
  counters.set(what, number + 1);
  return number;
}

function hexadecimal(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');
}

/** `{subject.snake}` and its like: a name in the spelling that an argument wants. */
function inForm(value: string, form: string | undefined): string {
  switch (form) {
    case 'snake':
      return value.replaceAll(/[-. ]/g, '_');
    case 'flat':
      return value.replaceAll(/[-._ ]/g, '');
    case 'pascal':
      return value.replaceAll(/(?:^|[-_. ])(\w)/g, (_, letter: string) => letter.toUpperCase());
    case 'brief':
      return value.replaceAll(/[-._ ]/g, '').slice(0, 12);
    case 'upper':
      return value.replaceAll(/[-. ]/g, '_').toUpperCase();
    case 'title':
      return value.replaceAll(
        /(?:^|[-_. ])(\w)/g,
        (whole, letter: string) => `${whole.length > 1 ? ' ' : ''}${letter.toUpperCase()}`,
      );
    case 'short':
      return value.slice(0, 12).replace(/-$/, '');
    default:
      return value;
  }
}
