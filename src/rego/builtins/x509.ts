/** Certificates and keys, as far as node:crypto tells what is in them. */
import { createPrivateKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto';
import { failed } from '../plan/builtin.ts';
import type { Value } from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';

const PEM = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/g;

export const X509: BuiltinFamily = {
  'crypto.x509.parse_certificates': builtin(['string'], (text: string) => {
    const certificates = certificatesIn(text);
    return Array.isArray(certificates) ? certificates.map(certificateValue) : certificates;
  }),
  'crypto.x509.parse_and_verify_certificates': builtin(['string'], (text: string) => {
    const certificates = certificatesIn(text);
    if (!Array.isArray(certificates) || certificates.length < 2) return [false, []];
    // From the root, which comes first, to the leaf, which is given first.
    const chain = [...certificates].reverse();
    const now = Date.now();
    const valid = chain.every((certificate, index) => {
      const parent = chain[index + 1] ?? certificate;
      return (
        certificate.verify(parent.publicKey) &&
        Date.parse(certificate.validFrom) <= now &&
        now <= Date.parse(certificate.validTo)
      );
    });
    return valid ? [true, chain.map(certificateValue)] : [false, []];
  }),
  'crypto.x509.parse_certificate_request': builtin(['string'], (text: string) => {
    const bytes = derOf(text, 'CERTIFICATE REQUEST');
    if (!Buffer.isBuffer(bytes)) return bytes;
    const name = commonNameIn(bytes);
    return name === undefined
      ? failed('asn1: structure error: not a certificate request')
      : { Subject: { CommonName: name } };
  }),
  'crypto.x509.parse_keypair': builtin(['string', 'string'], (certificate: string, key: string) => {
    const certificates = certificatesIn(certificate);
    if (!Array.isArray(certificates)) return certificates;
    const parsed = privateKeyIn(key);
    if (parsed === undefined) return failed('tls: failed to find any PEM data in key input');
    return {
      Certificate: certificates.map((one) => one.raw.toString('base64')),
      PrivateKey: jwkValue(parsed),
    };
  }),
  'crypto.x509.parse_rsa_private_key': builtin(['string'], (text: string) => {
    const parsed = privateKeyIn(text);
    return parsed === undefined ? failed('illegal base64 data at input byte 4') : jwkValue(parsed);
  }),
  'crypto.parse_private_keys': builtin(['string'], (text: string) => {
    if (text === '') return null;
    const plain = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString();
    return [...plain.matchAll(PEM)].flatMap(([block]) => {
      const key = privateKeyIn(block);
      return key === undefined ? [] : [jwkValue(key)];
    });
  }),
};

function jwkValue(key: KeyObject): Value {
  return key.export({ format: 'jwk' }) as JsonWebKey as Value;
}

function privateKeyIn(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString());
  } catch {
    return undefined;
  }
}

function derOf(text: string, kind: string) {
  const plain = text.includes('-----BEGIN') ? text : fromBase64(text);
  if (plain === undefined) return failed('illegal base64 data at input byte 4');
  const source = Buffer.isBuffer(plain) ? plain.toString('latin1') : plain;
  const block = [...source.matchAll(PEM)].find(([, found]) => found === kind);
  if (block !== undefined) return Buffer.from(block[2] as string, 'base64');
  return Buffer.isBuffer(plain) ? plain : failed(`invalid PEM-encoded ${kind.toLowerCase()}`);
}

function fromBase64(text: string): Buffer | undefined {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/\s]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function certificatesIn(text: string) {
  const plain = text.includes('-----BEGIN') ? Buffer.from(text) : fromBase64(text);
  if (plain === undefined) return failed('illegal base64 data at input byte 4');
  const blocks = [...plain.toString('latin1').matchAll(PEM)].filter(([, kind]) => kind === 'CERTIFICATE');
  const parts = blocks.length > 0 ? blocks.map(([block]) => Buffer.from(block)) : sequences(plain);
  try {
    if (parts.length === 0) return failed('x509: malformed certificate');
    return parts.map((part) => new X509Certificate(part));
  } catch {
    return failed('x509: malformed certificate');
  }
}

/** Certificates in DER that stand one after another. */
function sequences(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0x30 || bytes[at + 1] !== 0x82) return [];
    const length = bytes.readUInt16BE(at + 2) + 4;
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}

function certificateValue(certificate: X509Certificate): Value {
  const subject = nameValue(certificate.subject);
  const names = (kind: string): Value => {
    const found = (certificate.subjectAltName ?? '')
      .split(', ')
      .filter((entry) => entry.startsWith(`${kind}:`))
      .map((entry) => entry.slice(kind.length + 1));
    return found.length === 0 ? null : found;
  };
  return {
    Subject: subject,
    Issuer: nameValue(certificate.issuer),
    SerialNumber: BigInt(`0x${certificate.serialNumber}`),
    NotBefore: new Date(certificate.validFrom).toISOString().replace('.000', ''),
    NotAfter: new Date(certificate.validTo).toISOString().replace('.000', ''),
    IsCA: certificate.ca,
    DNSNames: names('DNS'),
    URIStrings: names('URI'),
    EmailAddresses: names('email'),
    IPAddresses: names('IP Address'),
    Raw: certificate.raw.toString('base64'),
  };
}

function nameValue(text: string | undefined): Value {
  const fields = new Map(
    (text ?? '').split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
  const list = (key: string): Value => {
    const value = fields.get(key);
    return value === undefined ? null : [value];
  };
  return {
    CommonName: fields.get('CN') ?? '',
    SerialNumber: fields.get('serialNumber') ?? '',
    Country: list('C'),
    Locality: list('L'),
    Organization: list('O'),
    OrganizationalUnit: list('OU'),
    Province: list('ST'),
  };
}

/** The common name of a request's subject: the string after its object identifier, 2.5.4.3. */
function commonNameIn(bytes: Buffer): string | undefined {
  if (bytes[0] !== 0x30) return undefined;
  const at = bytes.indexOf(Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]));
  if (at === -1) return undefined;
  const length = bytes[at + 6] as number;
  return bytes.subarray(at + 7, at + 7 + length).toString();
}
