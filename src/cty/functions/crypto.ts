/** base64sha256, base64sha512, bcrypt, md5, rsadecrypt, sha1, sha256, sha512, uuid, uuidv5, and the same digests of files */
import { constants, createHash, createPrivateKey, privateDecrypt, randomUUID } from 'node:crypto';
import { limits } from '../../source/index.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { unknownNotNull } from '../refinement.ts';
import { STRING } from '../type.ts';
import { stringValue, type Value } from '../value.ts';
import { bcrypt } from './bcrypt.ts';
import { type Declaration, declare, fail, integer, number, string, text } from './define.ts';
import { decodeBase64, utf8Text } from './encoding.ts';
import type { FunctionOptions } from './options.ts';
import { readFile } from './read-file.ts';

type Encoding = 'hex' | 'base64';

const DIGESTS: readonly (readonly [name: string, file: string, algorithm: string, encoding: Encoding])[] = [
  ['md5', 'filemd5', 'md5', 'hex'],
  ['sha1', 'filesha1', 'sha1', 'hex'],
  ['sha256', 'filesha256', 'sha256', 'hex'],
  ['sha512', 'filesha512', 'sha512', 'hex'],
  ['base64sha256', 'filebase64sha256', 'sha256', 'base64'],
  ['base64sha512', 'filebase64sha512', 'sha512', 'base64'],
];

const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};
const UUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

export const cryptoFunctions: readonly FunctionSpec[] = [
  ...DIGESTS.map(([name, , algorithm, encoding]) =>
    declare(name, {
      parameters: [string('str')],
      returns: STRING,
      call: ([str]) => stringValue(createHash(algorithm).update(text(str)).digest(encoding)),
    }),
  ),
  declare('rsadecrypt', {
    parameters: [string('ciphertext'), string('privatekey')],
    returns: STRING,
    call: ([ciphertext, key]) => decrypt(text(ciphertext), text(key)),
  }),
  declare('uuidv5', {
    parameters: [string('namespace'), string('name')],
    returns: STRING,
    call: ([namespace, name]) => uuidV5(text(namespace), text(name)),
  }),
];

/** The functions of this family that depend on files or on chance. */
export function environmentCryptoFunctions(options: FunctionOptions): readonly FunctionSpec[] {
  return [
    ...DIGESTS.map(([, name, algorithm, encoding]) =>
      declare(name, {
        parameters: [string('path')],
        returns: STRING,
        call: ([path]) => {
          const bytes = readFile(options, text(path));
          if ('failure' in bytes) return fail(bytes.failure);
          return stringValue(createHash(algorithm).update(bytes).digest(encoding));
        },
      }),
    ),
    declare('uuid', {
      parameters: [],
      returns: STRING,
      call: () => (options.pure ? unknownNotNull(STRING) : stringValue(randomUUID())),
    }),
    declare('bcrypt', bcryptFunction(options)),
  ];
}

function bcryptFunction(options: FunctionOptions): Declaration {
  return {
    parameters: [string('str')],
    variadic: number('cost'),
    returns: STRING,
    call: ([str, ...costs]): Value | FunctionFailure => {
      // Every call salts anew, so a plan cannot know the result.
      if (options.pure) return unknownNotNull(STRING);
      if (costs.length > 1) return fail('bcrypt() takes no more than two arguments');
      const cost = costs.length === 1 ? integer(costs[0], 1) : 10;
      if (typeof cost !== 'number') return cost;
      if (cost > 31) return fail(`the cost ${cost} is outside of the allowed range 4 to 31`);
      if (cost > limits.maxBcryptCost)
        return fail(`the cost must be at most ${limits.maxBcryptCost} (limit maxBcryptCost)`);
      if (Buffer.byteLength(text(str)) > 72) return fail('the text must be at most 72 bytes long');
      return stringValue(bcrypt(text(str), cost < 4 ? 10 : cost));
    },
  };
}

function uuidV5(namespace: string, name: string): Value | FunctionFailure {
  const id = NAMESPACES[namespace] ?? (UUID.test(namespace) ? namespace : undefined);
  if (id === undefined) return fail('the namespace must be dns, url, oid, x500 or a UUID');
  const bytes = createHash('sha1')
    .update(Buffer.from(id.replace(/-/g, ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return stringValue(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

function decrypt(ciphertext: string, pem: string): Value | FunctionFailure {
  const bytes = decodeBase64(ciphertext);
  if (bytes === undefined) return fail('failed to decode input: cipher text must be base64-encoded', 0);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'rsa') return fail('invalid private key type', 1);
    const plain = unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes));
    const decrypted = plain && utf8Text(plain);
    return decrypted === undefined ? fail('failed to decrypt: the key does not fit') : stringValue(decrypted);
  } catch (error) {
    return /decrypt|data/i.test(String(error)) && !/PEM|DECODER/i.test(String(error))
      ? fail('failed to decrypt: the key does not fit')
      : fail('failed to parse key: it must be an RSA private key in PEM form', 1);
  }
}

/** Takes off PKCS #1 v1.5 padding by hand: Node refuses to, for fear of timing attacks that are of no concern here. */
function unpad(block: Uint8Array): Uint8Array | undefined {
  if (block[0] !== 0 || block[1] !== 2) return undefined;
  const end = block.indexOf(0, 2);
  return end < 10 ? undefined : block.subarray(end + 1);
}
