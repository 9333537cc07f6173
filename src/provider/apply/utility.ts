/** Providers without a cloud, applied for real: random, time, tls, null, local. Each gives the members that applying decides. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { elementsOf, known, numberValue, stringValue, type Value } from '../../cty/index.ts';
import { describeFile } from '../behaviour/files.ts';
import { flagIn, member, numberIn, problem, textOf } from '../behaviour/values.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { madeArchive } from './archive.ts';
import { rfc3339 } from './by-name.ts';
import type { Subject } from './resource.ts';
import { writeInside } from './write-inside.ts';

export type Decided = Readonly<Record<string, Value>> | { readonly failed: readonly ProviderDiagnostic[] };

/** Undefined: nothing special, the attributes' names decide. */
export function utilityMembers(subject: Subject): Decided | undefined {
  switch (subject.type) {
    case 'random_password':
    case 'random_string':
      return randomText(subject);
    case 'random_id':
      return randomId(subject);
    case 'random_bytes': {
      const bytes = Buffer.from(subject.draw.hex('bytes', 2 * (numberIn(subject.object, 'length') ?? 1)), 'hex');
      return { base64: stringValue(bytes.toString('base64')), hex: stringValue(bytes.toString('hex')) };
    }
    case 'random_integer': {
      const [min, max] = [numberIn(subject.object, 'min') ?? 0, numberIn(subject.object, 'max') ?? 0];
      const result = min + subject.draw.below('result', max - min + 1);
      return { result: numberValue(result), id: stringValue(String(result)) };
    }
    case 'random_uuid':
    case 'random_uuid4':
    case 'random_uuid7': {
      const uuid = stringValue(subject.draw.uuid('result'));
      return { result: uuid, id: uuid };
    }
    case 'random_pet':
      return { id: stringValue(petName(subject)) };
    case 'random_shuffle':
      return shuffled(subject);
    case 'time_static':
      return timeParts(baseTime(subject, 'rfc3339'));
    case 'time_offset':
      return offsetTime(subject);
    case 'time_rotating':
      return rotatingTime(subject);
    case 'time_sleep':
      return { id: stringValue(rfc3339(subject.world.now)) };
    case 'tls_private_key':
      return privateKey(subject);
    case 'null_resource':
      return { id: stringValue(subject.draw.digits('id', 19)) };
    case 'archive_file':
      return subject.world.folder === undefined ? undefined : madeArchive(subject.object, subject.world);
    case 'local_file':
    case 'local_sensitive_file':
      return localFile(subject);
    default:
      return undefined;
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const SPECIAL = '!@#$%&*()-_=+[]{}<>:?';

function randomText({ object, draw }: Subject): Decided {
  const length = numberIn(object, 'length') ?? 0;
  const sets: [string, string][] = [
    ['lower', LOWER],
    ['upper', LOWER.toUpperCase()],
    ['numeric', '0123456789'],
    ['special', textOf(object, 'override_special') || SPECIAL],
  ];
  const pick = (alphabet: string, name: string) => alphabet[draw.below(name, alphabet.length)] as string;
  const characters: string[] = [];
  for (const [kind, alphabet] of sets)
    for (let count = numberIn(object, `min_${kind}`) ?? 0; count > 0; count--)
      characters.push(pick(alphabet, `${kind}.${count}`));
  const all = sets
    .filter(([kind]) => flagIn(object, kind) !== false)
    .map(([, alphabet]) => alphabet)
    .join('');
  if (all === '' && characters.length < length)
    return {
      failed: [
        problem('Create Random String Error', 'There is no kind of characters to draw from.', 'random/characters'),
      ],
    };
  while (characters.length < length) characters.push(pick(all, `any.${characters.length}`));
  const result = stringValue(shuffle(characters, draw).join(''));
  const secret = member(object, 'bcrypt_hash') !== undefined;
  return {
    result,
    id: secret ? stringValue('none') : result,
    bcrypt_hash: stringValue(`$2a$10$${draw.hex('bcrypt', 53)}`),
  };
}

function shuffle<T>(items: readonly T[], draw: Subject['draw']): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = draw.below(`shuffle.${at}`, at + 1);
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}

function randomId({ object, draw }: Subject): Decided {
  const hex = draw.hex('bytes', 2 * (numberIn(object, 'byte_length') ?? 1));
  const bytes = Buffer.from(hex, 'hex');
  const prefix = textOf(object, 'prefix') ?? '';
  const url = bytes.toString('base64url');
  return {
    hex: stringValue(prefix + hex),
    dec: stringValue(prefix + BigInt(`0x${hex}`).toString()),
    b64_std: stringValue(prefix + bytes.toString('base64')),
    b64_url: stringValue(prefix + url),
    id: stringValue(url),
  };
}

const ADJECTIVES =
  'amber brave calm clever eager fond gentle happy keen kind lively merry noble proud quick quiet'.split(' ');
const ADVERBS =
  'boldly calmly fairly gladly kindly mainly nearly neatly openly partly purely rarely surely truly'.split(' ');
const ANIMALS =
  'badger bison crane dolphin eagle falcon gecko heron ibex jackal koala lemur marmot otter panda raven'.split(' ');

function petName({ object, draw }: Subject): string {
  const length = Math.max(1, numberIn(object, 'length') ?? 2);
  const separator = textOf(object, 'separator') ?? '-';
  const prefix = textOf(object, 'prefix');
  const pick = (words: readonly string[], at: number) => words[draw.below(`pet.${at}`, words.length)] as string;
  const words = Array.from({ length }, (_, at) =>
    pick(at === length - 1 ? ANIMALS : at === length - 2 ? ADJECTIVES : ADVERBS, at),
  );
  return [...(prefix === undefined || prefix === '' ? [] : [prefix]), ...words].join(separator);
}

function shuffled({ object, draw }: Subject): Decided {
  const input = member(object, 'input');
  const elements = input?.state === 'known' ? elementsOf(input) : [];
  const count = numberIn(object, 'result_count') ?? elements.length;
  const result: Value[] = [];
  while (elements.length > 0 && result.length < count) result.push(...shuffle(elements, draw));
  const type = member(object, 'result')?.type;
  if (type === undefined) return {};
  return { result: known(type, result.slice(0, count)), id: stringValue('-') };
}

function baseTime({ object, world }: Subject, name: string): Date {
  const text = textOf(object, name);
  const given = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(given) ? world.now : new Date(given);
}

function timeParts(time: Date): Record<string, Value> {
  return {
    rfc3339: stringValue(rfc3339(time)),
    id: stringValue(rfc3339(time)),
    year: numberValue(time.getUTCFullYear()),
    month: numberValue(time.getUTCMonth() + 1),
    day: numberValue(time.getUTCDate()),
    hour: numberValue(time.getUTCHours()),
    minute: numberValue(time.getUTCMinutes()),
    second: numberValue(time.getUTCSeconds()),
    unix: numberValue(Math.floor(time.getTime() / 1000)),
  };
}

function shifted(time: Date, by: (unit: string) => number): Date {
  return new Date(
    Date.UTC(
      time.getUTCFullYear() + by('years'),
      time.getUTCMonth() + by('months'),
      time.getUTCDate() + by('days'),
      time.getUTCHours() + by('hours'),
      time.getUTCMinutes() + by('minutes'),
      time.getUTCSeconds() + by('seconds'),
    ),
  );
}

function offsetTime(subject: Subject): Decided {
  const base = baseTime(subject, 'base_rfc3339');
  const time = shifted(base, (unit) => numberIn(subject.object, `offset_${unit}`) ?? 0);
  return { ...timeParts(time), base_rfc3339: stringValue(rfc3339(base)), id: stringValue(rfc3339(base)) };
}

function rotatingTime(subject: Subject): Decided {
  const base = baseTime(subject, 'rfc3339');
  const rotation = shifted(base, (unit) => numberIn(subject.object, `rotation_${unit}`) ?? 0);
  return { ...timeParts(base), rotation_rfc3339: stringValue(rfc3339(rotation)) };
}

const CURVES: Readonly<Record<string, string>> = { P224: 'P-224', P256: 'P-256', P384: 'P-384', P521: 'P-521' };

/** A key of the wanted kind, drawn by the system: keys are the one thing that is not reproducible. */
function privateKey({ object }: Subject): Decided {
  const algorithm = textOf(object, 'algorithm');
  const { privateKey: own, publicKey } =
    algorithm === 'ED25519'
      ? generateKeyPairSync('ed25519')
      : algorithm === 'ECDSA'
        ? generateKeyPairSync('ec', { namedCurve: CURVES[textOf(object, 'ecdsa_curve') ?? 'P224'] ?? 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: numberIn(object, 'rsa_bits') ?? 2048 });
  const pkcs8 = pem(own, 'pkcs8');
  const type = algorithm === 'RSA' ? 'pkcs1' : algorithm === 'ECDSA' ? 'sec1' : 'pkcs8';
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const print = (hash: 'md5' | 'sha256') =>
    createHash(hash)
      .update(spki)
      .digest(hash === 'md5' ? 'hex' : 'base64');
  return {
    private_key_pem: stringValue(pem(own, type)),
    private_key_pem_pkcs8: stringValue(pkcs8),
    private_key_openssh: stringValue(pem(own, type)),
    public_key_pem: stringValue(publicKey.export({ type: 'spki', format: 'pem' }) as string),
    public_key_openssh: stringValue(sshKey(publicKey, spki)),
    public_key_fingerprint_md5: stringValue((print('md5').match(/../g) ?? []).join(':')),
    public_key_fingerprint_sha256: stringValue(`SHA256:${print('sha256').replace(/=+$/, '')}`),
    id: stringValue(createHash('sha1').update(spki).digest('hex')),
  };
}

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string {
  return key.export({ type, format: 'pem' } as never) as unknown as string;
}

/** The line of authorized_keys: of RSA and Ed25519 keys; the others' form is not written by Node. */
function sshKey(key: KeyObject, spki: Buffer): string {
  const part = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const jwk = key.export({ format: 'jwk' });
  if (jwk.kty === 'RSA') {
    const [e, n] = [Buffer.from(jwk.e ?? '', 'base64url'), Buffer.from(jwk.n ?? '', 'base64url')];
    const positive = (n[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), n]) : n;
    return `ssh-rsa ${Buffer.concat([part(Buffer.from('ssh-rsa')), part(e), part(positive)]).toString('base64')}\n`;
  }
  if (jwk.crv === 'Ed25519') {
    const own = Buffer.from(jwk.x ?? '', 'base64url');
    return `ssh-ed25519 ${Buffer.concat([part(Buffer.from('ssh-ed25519')), part(own)]).toString('base64')}\n`;
  }
  return `ecdsa ${spki.toString('base64')}\n`;
}

const FILE_LIMIT = 16 << 20;

/** Written inside the working folder and nowhere else, symbolic links considered. */
function localFile({ object, world }: Subject): Decided {
  const encoded = textOf(object, 'content_base64');
  const text = textOf(object, 'content') ?? textOf(object, 'sensitive_content');
  const bytes = encoded === undefined ? Buffer.from(text ?? '') : Buffer.from(encoded, 'base64');
  const name = textOf(object, 'filename') ?? '';
  if (world.folder !== undefined) {
    const refusal = bytes.length > FILE_LIMIT ? 'it is too large' : writeInside(world, name, bytes);
    if (refusal !== undefined)
      return {
        failed: [problem('Create local file error', `${name} is not written: ${refusal}.`, 'local/not-written')],
      };
  }
  const { content: _, content_base64: __, ...sums } = describeFile(bytes);
  return sums;
}
