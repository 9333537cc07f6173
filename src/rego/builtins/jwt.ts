/** JSON Web Tokens: decode, verify, sign, with the keys that node:crypto reads. */
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate,
} from 'node:crypto';
import { BuiltinFailure, failed } from '../plan/builtin.ts';
import type { Evaluation } from '../plan/context.ts';
import {
  isArray,
  isNumber,
  isObject,
  isPlainObject,
  jsonText,
  lookup,
  type ObjectValue,
  parseJson,
  toBigInt,
  type Value,
  valueText,
} from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';

const ALGORITHM = /^(HS|RS|PS|ES)(256|384|512)$|^EdDSA$/;

const verifyWithKey = (algorithm: string) =>
  builtin(
    ['string', 'string'],
    (token: string, key: string) => {
      const parts = split(token);
      if (parts instanceof BuiltinFailure) return parts;
      const keys = publicKeys(key);
      if (keys instanceof BuiltinFailure) return keys;
      const signature = bytesOf(parts[2], 'signature');
      if (signature instanceof BuiltinFailure) return signature;
      return keys.some((one) => matches(algorithm, one, `${parts[0]}.${parts[1]}`, signature));
    },
    'boolean',
  );
const verifyWithSecret = (size: string) =>
  builtin(
    ['string', 'string'],
    (token: string, secret: string) => {
      const parts = split(token);
      if (parts instanceof BuiltinFailure) return parts;
      const signature = bytesOf(parts[2], 'signature');
      if (signature instanceof BuiltinFailure) return signature;
      return hmacMatches(size, secret, `${parts[0]}.${parts[1]}`, signature);
    },
    'boolean',
  );

export const JWT: BuiltinFamily = {
  'io.jwt.decode': builtin(['string'], decode, 'array'),
  'io.jwt.decode_verify': builtin(['string', 'object'], decodeVerify, 'array'),
  'io.jwt.encode_sign': builtin(
    ['object', 'object', 'object'],
    (header: ObjectValue, payload: ObjectValue, key: ObjectValue, evaluation: Evaluation) => {
      const text = evaluation.dialect === 'v0' ? spacedJson : jsonText;
      return encode(text(header), text(payload), jsonText(key), evaluation);
    },
    'string',
  ),
  'io.jwt.encode_sign_raw': builtin(['string', 'string', 'string'], encode, 'string'),
  'io.jwt.verify_eddsa': verifyWithKey('EdDSA'),
  ...Object.fromEntries(
    ['256', '384', '512'].flatMap((size) => [
      ...['rs', 'ps', 'es'].map((kind) => [
        `io.jwt.verify_${kind}${size}`,
        verifyWithKey(`${kind.toUpperCase()}${size}`),
      ]),
      [`io.jwt.verify_hs${size}`, verifyWithSecret(size)],
    ]),
  ),
};

/** OPA before 1.0 signed the text of Rego terms, which has spaces. */
function spacedJson(value: Value): string {
  if (isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (isPlainObject(value)) return valueText(JSON.parse(jsonText(value)) as Value);
  return valueText(value);
}

function split(token: string): [string, string, string] | BuiltinFailure {
  const parts = token.split('.');
  if (parts.length === 1) return failed('encoded JWT had no period separators');
  if (parts.length !== 3) return failed(`encoded JWT must have 3 sections, found ${parts.length}`);
  return parts as [string, string, string];
}

function bytesOf(text: string, what: string): Buffer | BuiltinFailure {
  const bad = text.search(/[^A-Za-z0-9_-]/);
  if (bad !== -1 && !/^=*$/.test(text.slice(bad))) {
    return failed(`JWT ${what} had invalid encoding: illegal base64 data at input byte ${bad}`);
  }
  return Buffer.from(text, 'base64url');
}

function objectIn(text: string, what: string): ObjectValue | BuiltinFailure {
  try {
    const value = parseJson(text);
    if (isObject(value)) return value;
  } catch {
    // Falls through: what is no JSON is no object either.
  }
  return failed(`JWT ${what} is not a JSON object`);
}

interface Decoded {
  readonly parts: readonly [string, string, string];
  readonly header: ObjectValue;
  readonly payload: Value;
  readonly signature: Buffer;
}

function open(token: string): Decoded | BuiltinFailure {
  const parts = split(token);
  if (parts instanceof BuiltinFailure) {
    return token.split('.').length === 5 ? failed('JWT is a JWE object, which is not supported') : parts;
  }
  const headerBytes = bytesOf(parts[0], 'header');
  if (headerBytes instanceof BuiltinFailure) return headerBytes;
  const header = objectIn(headerBytes.toString(), 'header');
  if (header instanceof BuiltinFailure) return header;
  if (lookup(header, 'enc') !== undefined) return failed('JWT is a JWE object, which is not supported');
  const payloadBytes = bytesOf(parts[1], 'payload');
  if (payloadBytes instanceof BuiltinFailure) return payloadBytes;
  const contentType = lookup(header, 'cty');
  if (typeof contentType === 'string' && contentType.toUpperCase() === 'JWT') {
    const inner = payloadBytes.toString();
    return open(inner.startsWith('"') ? (JSON.parse(inner) as string) : inner);
  }
  const payload = objectIn(payloadBytes.toString(), 'payload');
  if (payload instanceof BuiltinFailure) return payload;
  const signature = bytesOf(parts[2], 'signature');
  return signature instanceof BuiltinFailure ? signature : { parts, header, payload, signature };
}

function decode(token: string) {
  const opened = open(token);
  return opened instanceof BuiltinFailure ? opened : [opened.header, opened.payload, opened.signature.toString('hex')];
}

function publicKeys(text: string): KeyObject[] | BuiltinFailure {
  if (text.trimStart().startsWith('-----BEGIN')) {
    const [, kind = '', tail = ''] = /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----([\s\S]*)$/.exec(text) ?? [];
    if (tail.trim() !== '') return failed('extra data after a PEM certificate block');
    if (!/CERTIFICATE$|PUBLIC KEY$/.test(kind)) return failed('failed to extract a Key from the PEM certificate');
    try {
      return [kind.endsWith('CERTIFICATE') ? new X509Certificate(text).publicKey : createPublicKey(text)];
    } catch {
      return failed(`failed to parse a PEM ${kind.endsWith('CERTIFICATE') ? 'certificate' : 'key'}`);
    }
  }
  try {
    const parsed = JSON.parse(text) as { keys?: JsonWebKey[] } & JsonWebKey;
    const list = Array.isArray(parsed.keys) ? parsed.keys : [parsed];
    return list.filter((key) => key.kty !== 'oct').map((key) => createPublicKey({ key, format: 'jwk' }));
  } catch (problem) {
    return failed(`failed to parse a JWK key (set): ${problem instanceof Error ? problem.message : ''}`);
  }
}

function matches(algorithm: string, key: KeyObject, data: string, signature: Buffer): boolean {
  const kind = key.asymmetricKeyType;
  try {
    if (algorithm === 'EdDSA') return kind === 'ed25519' && verify(null, Buffer.from(data), key, signature);
    const hash = `sha${algorithm.slice(2)}`;
    if (algorithm.startsWith('ES')) {
      return kind === 'ec' && verify(hash, Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, signature);
    }
    if (kind !== 'rsa') return false;
    const options = algorithm.startsWith('PS')
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
      : { key, padding: constants.RSA_PKCS1_PADDING };
    return verify(hash, Buffer.from(data), options, signature);
  } catch {
    return false;
  }
}

function hmacMatches(size: string, secret: string | Buffer, data: string, signature: Buffer): boolean {
  const own = createHmac(`sha${size}`, secret).update(data).digest();
  return own.length === signature.length && timingSafeEqual(own, signature);
}

const CONSTRAINTS = new Set(['cert', 'secret', 'alg', 'iss', 'aud', 'time']);

function decodeVerify(token: string, constraints: ObjectValue, evaluation: Evaluation) {
  const rejected: Value = [false, {}, {}];
  for (const name of Object.keys(constraints)) {
    if (!CONSTRAINTS.has(name)) return failed(`unknown token validation constraint: ${name}`);
  }
  const cert = lookup(constraints, 'cert');
  const secret = lookup(constraints, 'secret');
  if (cert === undefined && secret === undefined) return failed('no verification key specified');
  if (cert !== undefined && secret !== undefined) return failed('duplicate verification keys specified');
  let current = token;
  for (;;) {
    const parts = split(current);
    if (parts instanceof BuiltinFailure) return parts;
    const headerBytes = bytesOf(parts[0], 'header');
    if (headerBytes instanceof BuiltinFailure) return headerBytes;
    const header = objectIn(headerBytes.toString(), 'header');
    if (header instanceof BuiltinFailure) return header;
    const algorithm = lookup(header, 'alg');
    if (lookup(header, 'enc') !== undefined || lookup(header, 'crit') !== undefined) return rejected;
    if (typeof algorithm !== 'string' || !ALGORITHM.test(algorithm)) return rejected;
    const wanted = lookup(constraints, 'alg');
    if (wanted !== undefined && wanted !== algorithm) return rejected;
    const signature = bytesOf(parts[2], 'signature');
    if (signature instanceof BuiltinFailure) return signature;
    const data = `${parts[0]}.${parts[1]}`;
    if (algorithm.startsWith('HS')) {
      if (typeof secret !== 'string' || !hmacMatches(algorithm.slice(2), secret, data, signature)) return rejected;
    } else {
      if (typeof cert !== 'string') return rejected;
      const keys = publicKeys(cert);
      if (keys instanceof BuiltinFailure) return keys;
      const kid = lookup(header, 'kid');
      const chosen = keys.length > 1 && typeof kid === 'string' ? keysById(cert, kid) : keys;
      if (!(chosen.length > 0 ? chosen : keys).some((key) => matches(algorithm, key, data, signature))) return rejected;
    }
    const payloadBytes = bytesOf(parts[1], 'payload');
    if (payloadBytes instanceof BuiltinFailure) return payloadBytes;
    const contentType = lookup(header, 'cty');
    if (typeof contentType === 'string' && contentType.toUpperCase() === 'JWT') {
      const inner = payloadBytes.toString();
      current = inner.startsWith('"') ? (JSON.parse(inner) as string) : inner;
      continue;
    }
    const payload = objectIn(payloadBytes.toString(), 'payload');
    if (payload instanceof BuiltinFailure) return payload;
    const verdict = claims(payload, constraints, evaluation);
    return verdict === true ? [true, header, payload] : verdict === false ? rejected : verdict;
  }
}

function keysById(text: string, kid: string): KeyObject[] {
  const parsed = JSON.parse(text) as { keys?: (JsonWebKey & { kid?: string })[] };
  return (parsed.keys ?? []).filter((key) => key.kid === kid).map((key) => createPublicKey({ key, format: 'jwk' }));
}

function claims(payload: ObjectValue, constraints: ObjectValue, evaluation: Evaluation): boolean | BuiltinFailure {
  const issuer = lookup(constraints, 'iss');
  if (issuer !== undefined && lookup(payload, 'iss') !== issuer) return false;
  const audience = lookup(constraints, 'aud');
  const own = lookup(payload, 'aud');
  if (audience !== undefined) {
    if (!(isArray(own) ? own.includes(audience) : own === audience)) return false;
  } else if (own !== undefined) return false;
  const given = lookup(constraints, 'time');
  evaluation.nowValue ??= evaluation.now();
  const now = isNumber(given) ? toBigInt(given) : evaluation.nowValue;
  const expires = lookup(payload, 'exp');
  if (expires !== undefined) {
    if (!isNumber(expires)) return failed('exp value must be a number');
    if (now >= nanoseconds(expires)) return false;
  }
  const notBefore = lookup(payload, 'nbf');
  if (notBefore !== undefined) {
    if (!isNumber(notBefore)) return failed('nbf value must be a number');
    if (now < nanoseconds(notBefore)) return false;
  }
  return true;
}

function nanoseconds(seconds: number | bigint): bigint {
  if (typeof seconds === 'bigint') return seconds * 1_000_000_000n;
  const whole = Math.floor(seconds);
  return BigInt(whole) * 1_000_000_000n + BigInt(Math.round((seconds - whole) * 1e9));
}

function encode(header: string, payload: string, key: string, { dialect }: Evaluation) {
  const problem = (old: string, modern: string) =>
    failed(
      dialect === 'v0' ? old : modern.startsWith('unknown') ? modern : `missing or invalid 'alg' header: ${modern}`,
    );
  let parsed: Value;
  try {
    parsed = parseJson(header);
  } catch {
    if (header === '') return problem('unexpected end of JSON input', 'cannot parse JSON: cannot parse empty string');
    const isObjectText = header.trimStart().startsWith('{');
    return problem(
      'invalid character in JSON',
      isObjectText ? 'cannot parse JSON: invalid character' : 'jwsbb: header "alg" not found',
    );
  }
  const algorithm = lookup(parsed, 'alg');
  const type = lookup(parsed, 'typ');
  if (typeof algorithm !== 'string') return problem('unsupported signature algorithm', 'jwsbb: header "alg" not found');
  if (!ALGORITHM.test(algorithm)) return problem('unknown signature algorithm', `unknown JWS algorithm: ${algorithm}`);
  if (type === 'JWT' || type === undefined) {
    try {
      JSON.parse(payload);
    } catch {
      if (type === 'JWT') return failed('type is JWT but payload is not JSON');
    }
  }
  const data = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  try {
    const jwk = JSON.parse(key) as JsonWebKey & { k?: string };
    if (algorithm.startsWith('HS')) {
      const secret = Buffer.from(jwk.k ?? '', 'base64url');
      return `${data}.${createHmac(`sha${algorithm.slice(2)}`, secret)
        .update(data)
        .digest('base64url')}`;
    }
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
    const signature = algorithm.startsWith('ES')
      ? sign(hash, Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      : algorithm.startsWith('PS')
        ? sign(hash, Buffer.from(data), { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING })
        : sign(hash, Buffer.from(data), privateKey);
    return `${data}.${signature.toString('base64url')}`;
  } catch (problem) {
    return failed(`failed to sign: ${problem instanceof Error ? problem.message : ''}`);
  }
}
