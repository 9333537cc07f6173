/**
 * A self-signed certificate for mutual TLS with a plugin, as go-plugin's AutoMTLS expects of a host: ECDSA, valid for `localhost`,
 * for servers and clients, its own authority. Node can make keys and signatures but no certificates, so the DER is written here.
 */
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

export interface ClientCertificate {
  readonly pem: string;
  readonly privateKey: string;
}

const DAY = 86_400_000;

export function clientCertificate(): ClientCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(1, 2, 840, 10045, 4, 3, 2));
  const name = sequence(
    set(sequence(objectId(2, 5, 4, 10), utf8('Terrasmith'))),
    set(sequence(objectId(2, 5, 4, 3), utf8('localhost'))),
  );
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(serial),
    algorithm,
    name,
    sequence(time(Date.now() - DAY), time(Date.now() + 365 * DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions())),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.of(0), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensions(): Buffer[] {
  const extension = (id: Buffer, critical: boolean, value: Buffer): Buffer =>
    sequence(id, ...(critical ? [Buffer.of(0x01, 0x01, 0xff)] : []), der(0x04, value));
  return [
    // Key usage: digital signature, key encipherment, key agreement, signing of certificates.
    extension(objectId(2, 5, 29, 15), true, der(0x03, Buffer.of(2, 0b10101100))),
    // Extended key usage: client and server authentication.
    extension(
      objectId(2, 5, 29, 37),
      false,
      sequence(objectId(1, 3, 6, 1, 5, 5, 7, 3, 2), objectId(1, 3, 6, 1, 5, 5, 7, 3, 1)),
    ),
    // Basic constraints: an authority.
    extension(objectId(2, 5, 29, 19), true, sequence(Buffer.of(0x01, 0x01, 0xff))),
    // Alternative name.
    extension(objectId(2, 5, 29, 17), false, sequence(der(0x82, Buffer.from('localhost')))),
  ];
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}
function set(...contents: readonly Buffer[]): Buffer {
  return der(0x31, ...contents);
}
function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}
function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}
function objectId(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const number of rest) {
    const digits = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}
