/** Between texts, numbers and truth values. */
import { formatNumeric } from '../decimal.ts';
import { parseNumeric } from '../number.ts';
import { STRING, type Type } from '../type.ts';
import { boolValue, type KnownValue, type Numeric, numberValue, stringValue, type Value } from '../value.ts';
import { type ConversionFailure, failure } from './conversion.ts';

export function primitiveConversion(
  from: Type,
  to: Type,
  unsafe: boolean,
): ((value: KnownValue) => Value | ConversionFailure) | undefined {
  if (to.kind === 'string') {
    if (from.kind === 'number') return (value) => stringValue(formatNumeric(value.data as Numeric));
    if (from.kind === 'bool') return (value) => stringValue(value.data ? 'true' : 'false');
    return (value) => value;
  }
  if (!unsafe || from.kind !== 'string') return from.kind === to.kind ? (value) => value : undefined;
  return to.kind === 'number' ? textToNumber : textToBool;
}

function textToNumber(value: KnownValue): Value | ConversionFailure {
  const number = parseNumeric(value.data as string);
  return number === undefined ? failure('a number is required') : numberValue(number);
}

function textToBool(value: KnownValue): Value | ConversionFailure {
  const text = value.data as string;
  if (text === 'true' || text === '1') return boolValue(true);
  if (text === 'false' || text === '0') return boolValue(false);
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') {
    return failure(`a bool is required; to convert from string, use lowercase "${lower}"`);
  }
  return failure('a bool is required');
}

/** Text of a known primitive value, as in a template. */
export function primitiveText(value: KnownValue): string {
  if (value.type === STRING || typeof value.data === 'string') return value.data as string;
  if (typeof value.data === 'boolean') return value.data ? 'true' : 'false';
  return formatNumeric(value.data as Numeric);
}
