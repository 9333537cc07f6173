/** The bcrypt password hash ($2a$), from its definition: Blowfish with a key schedule that depends on password, salt and cost. */
import { randomBytes } from 'node:crypto';

const WORDS = 18 + 4 * 256;
let initial: Uint32Array | undefined;

/** Blowfish begins with the fraction bits of pi; they are computed once (Machin's formula) rather than kept as tables. */
function initialState(): Uint32Array {
  if (initial !== undefined) return initial;
  const guard = 64n;
  const bits = BigInt(WORDS * 32) + guard;
  const pi = 16n * arctan(5n, bits) - 4n * arctan(239n, bits);
  const fraction = (pi - (3n << bits)) >> guard;
  const hex = fraction.toString(16).padStart(WORDS * 8, '0');
  initial = Uint32Array.from({ length: WORDS }, (_, i) => Number.parseInt(hex.slice(i * 8, i * 8 + 8), 16));
  return initial;
}

function arctan(inverse: bigint, bits: bigint): bigint {
  let power = (1n << bits) / inverse;
  let sum = power;
  const square = inverse * inverse;
  for (let n = 3n, negative = true; power > 0n; n += 2n, negative = !negative) {
    power /= square;
    sum += negative ? -(power / n) : power / n;
  }
  return sum;
}

interface Cipher {
  readonly p: Uint32Array;
  readonly s: Uint32Array;
}

/** Encrypts the two words at `block[at]` in place. */
function encrypt({ p, s }: Cipher, block: Uint32Array, at: number): void {
  let left = block[at] as number;
  let right = block[at + 1] as number;
  for (let round = 0; round < 16; round += 2) {
    left ^= p[round] as number;
    right ^= mix(s, left);
    right ^= p[round + 1] as number;
    left ^= mix(s, right);
  }
  block[at] = right ^ (p[17] as number);
  block[at + 1] = left ^ (p[16] as number);
}

function mix(s: Uint32Array, x: number): number {
  const sum = ((s[x >>> 24] as number) + (s[256 + ((x >>> 16) & 255)] as number)) | 0;
  return ((sum ^ (s[512 + ((x >>> 8) & 255)] as number)) + (s[768 + (x & 255)] as number)) | 0;
}

/** The bytes as a cycle of big-endian words. */
function wordsOf(bytes: Uint8Array, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => {
    let word = 0;
    for (let j = 0; j < 4; j++) word = (word << 8) | (bytes[(i * 4 + j) % bytes.length] as number);
    return word;
  });
}

function expand(cipher: Cipher, key: Uint32Array, salt: Uint32Array | undefined): void {
  for (let i = 0; i < 18; i++) cipher.p[i] = (cipher.p[i] as number) ^ (key[i] as number);
  const block = new Uint32Array(2);
  let step = 0;
  for (const target of [cipher.p, cipher.s]) {
    for (let i = 0; i < target.length; i += 2) {
      if (salt !== undefined) {
        block[0] = (block[0] as number) ^ (salt[step % 4] as number);
        block[1] = (block[1] as number) ^ (salt[(step + 1) % 4] as number);
        step += 2;
      }
      encrypt(cipher, block, 0);
      target[i] = block[0] as number;
      target[i + 1] = block[1] as number;
    }
  }
}

const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encode(bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  return [...base64].map((letter) => ALPHABET[STANDARD.indexOf(letter)]).join('');
}

/** `$2a$COST$SALT+HASH` of a text of at most 72 bytes; the salt (16 bytes) is random unless given. */
export function bcrypt(password: string, cost: number, salt: Uint8Array = randomBytes(16)): string {
  const start = initialState();
  const cipher: Cipher = { p: start.slice(0, 18), s: start.slice(18) };
  const key = wordsOf(Buffer.from(`${password}\0`), 18);
  const saltWords = wordsOf(salt, 4);
  const longSalt = wordsOf(salt, 18);
  expand(cipher, key, saltWords);
  for (let i = 2 ** cost; i > 0; i--) {
    expand(cipher, key, undefined);
    expand(cipher, longSalt, undefined);
  }
  const block = wordsOf(Buffer.from('OrpheanBeholderScryDoubt'), 6);
  for (let i = 0; i < 64; i++) for (let at = 0; at < 6; at += 2) encrypt(cipher, block, at);
  const hash = Buffer.alloc(24);
  block.forEach((word, i) => {
    hash.writeUInt32BE(word, i * 4);
  });
  return `$2a$${String(cost).padStart(2, '0')}$${encode(salt)}${encode(hash.subarray(0, 23))}`;
}
