import { expect, test } from 'vitest';
import { arnErrors } from './arn.ts';
import { parseFormat } from './formats.ts';
import { goDurationError, goTimeError, RFC3339 } from './go-time.ts';

test.each([
  ['2024-02-29T23:59:59Z', undefined],
  ['2024-02-20T4:00:00.5+01:00', undefined],
  ['2024-01-01', 'cannot parse "" as "T"'],
  ['2024-2-20T04:00:00Z', 'cannot parse "2-20T04:00:00Z" as "01"'],
  ['2024-02-20T04:00:00+0100', 'cannot parse "+0100" as "Z07:00"'],
])('Go reads %s as a time, or says where it is stuck', (text, stuck) => {
  const wanted = stuck && `parsing time "${text}" as "${RFC3339}": ${stuck}`;
  expect(goTimeError(text, RFC3339)).toBe(wanted);
});

test.each([
  ['2024-13-01T00:00:00Z', 'month out of range'],
  ['2023-02-29T00:00:00Z', 'day out of range'],
  ['2024-02-20T24:00:00Z', 'hour out of range'],
  ['2024-02-20T04:00:00+25:00', 'time zone offset hour out of range'],
  ['2024-02-20T04:00:00ZZ', 'extra text: "Z"'],
])('Go can read %s, and says why it is no time', (text, reason) => {
  expect(goTimeError(text, RFC3339)).toBe(`parsing time "${text}": ${reason}`);
});

test.each([
  ['1h30m', undefined],
  ['0', undefined],
  ['1.5', 'time: missing unit in duration "1.5"'],
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['x', 'time: invalid duration "x"'],
])('Go reads %s as a duration, or says why not', (text, error) => {
  expect(goDurationError(text)).toBe(error);
});

test('each part of an ARN that is wrong is told', () => {
  expect(arnErrors('arn:aws:sns:REGION:ACCOUNT_ID:')).toEqual([
    'invalid region value',
    expect.stringMatching(/^invalid account ID value /),
    'missing resource value',
  ]);
});

test('a URL without a host, and one of another scheme, are different mistakes', () => {
  const told = (text: string) => (['url', 'url-host', 'scheme-https'] as const).map((name) => parseFormat(name, text));
  expect(told('https://x.y')).toEqual([undefined, undefined, undefined]);
  expect(told('x.y')).toEqual([undefined, 'no host', undefined]);
  expect(told('http://x.y')).toEqual([undefined, undefined, 'unexpected scheme']);
  expect(told('05:00')).toEqual([
    'parse "05:00": first path segment in URL cannot contain colon',
    undefined,
    undefined,
  ]);
});
