/** providers.aws.sign_req: AWS signature version 4 of a request, nothing is sent. */
import { createHash, createHmac } from 'node:crypto';
import {
  entries,
  isInteger,
  isNumber,
  isObject,
  jsonText,
  lookup,
  type ObjectValue,
  objectOf,
  type RegoNumber,
  setOf,
  toBigInt,
  type Value,
  valueText,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongType } from './operands.ts';

const REQUEST = ['method', 'url'];
const CONFIG = ['aws_access_key', 'aws_region', 'aws_secret_access_key', 'aws_service'];

export const AWS: BuiltinFamily = {
  'providers.aws.sign_req': builtin(['object', 'object', 'number'], signRequest, 'object'),
};

function signRequest(request: ObjectValue, config: ObjectValue, when: RegoNumber) {
  for (const [object, names, position, what] of [
    [request, REQUEST, 1, 'request'],
    [config, CONFIG, 2, 'AWS config'],
  ] as const) {
    const missing = names.filter((name) => lookup(object, name) === undefined);
    if (missing.length > 0)
      return wrongType(`operand ${position} missing required ${what} parameters(s): ${valueText(setOf(missing))}`);
    const wrong = names.filter((name) => typeof lookup(object, name) !== 'string');
    if (wrong.length > 0)
      return wrongType(
        `operand ${position} invalid values for required ${what} parameters(s): ${valueText(setOf(wrong))}`,
      );
  }
  const unsigned = lookup(config, 'disable_payload_signing');
  if (unsigned !== undefined && typeof unsigned !== 'boolean')
    return wrongType("operand 2 invalid value for 'disable_payload_signing' in AWS config");
  if (!isNumber(when) || !isInteger(when))
    return wrongType('operand 3 could not convert time_ns value into a unix timestamp');
  const nanoseconds = toBigInt(when);
  if (nanoseconds > 2n ** 63n - 1n || nanoseconds < -(2n ** 63n))
    return wrongType('operand 3 could not convert time_ns value into a unix timestamp');
  const text = (object: ObjectValue, name: string) => lookup(object, name) as string;
  const url = new URL(text(request, 'url'));
  const service = text(config, 'aws_service');
  const raw = lookup(request, 'raw_body');
  const body = lookup(request, 'body');
  const payload = typeof raw === 'string' ? raw : body === undefined ? '' : jsonText(body);
  const hash = unsigned === true ? 'UNSIGNED-PAYLOAD' : createHash('sha256').update(payload).digest('hex');
  const date = new Date(Number(nanoseconds / 1_000_000n)).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const given = lookup(request, 'headers');
  const signed = new Map<string, string>();
  const kept = new Map<string, Value>();
  for (const [name, value] of isObject(given) ? entries(given) : []) {
    kept.set(String(name), value);
    signed.set(String(name).toLowerCase(), typeof value === 'string' ? value : valueText(value));
  }
  signed.set('host', url.host);
  signed.set('x-amz-date', date);
  if (service === 's3' || service === 'glacier' || unsigned === true) signed.set('x-amz-content-sha256', hash);
  if (service === 'glacier') signed.set('x-amz-glacier-version', '2012-06-01');
  const token = lookup(config, 'aws_session_token');
  if (typeof token === 'string') signed.set('x-amz-security-token', token);
  const names = [...signed.keys()].sort();
  const canonical = [
    text(request, 'method'),
    /^[^:]+:\/\/[^/?#]+(?:[?#]|$)/.test(text(request, 'url')) ? '' : url.pathname,
    [...url.searchParams]
      .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${(signed.get(name) as string).trim()}`),
    '',
    names.join(';'),
    hash,
  ].join('\n');
  const scope = `${day}/${text(config, 'aws_region')}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const keyForDay = hmac(`AWS4${text(config, 'aws_secret_access_key')}`, day);
  const key = hmac(hmac(hmac(keyForDay, text(config, 'aws_region')), service), 'aws4_request');
  const signature = hmac(key, toSign).toString('hex');
  const credential = `${text(config, 'aws_access_key')}/${scope}`;
  const headers = new Map<string, Value>();
  for (const [name, value] of kept) headers.set(name, value);
  for (const name of names)
    if (![...kept.keys()].some((own) => own.toLowerCase() === name)) headers.set(name, signed.get(name) as string);
  headers.set(
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(';')},Signature=${signature}`,
  );
  return objectOf([
    ...entries(request).filter(([name]) => name !== 'headers'),
    ['headers', objectOf(headers)] as const,
  ]);
}
