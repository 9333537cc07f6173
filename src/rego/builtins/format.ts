/** Go's fmt.Sprintf over Rego values, as `sprintf` has it. */
import type { failed } from '../plan/builtin.ts';
import {
  isInteger,
  isNumber,
  numberText,
  quote,
  type RegoNumber,
  toBigInt,
  type Value,
  valueText,
} from '../values/index.ts';

const VERB = /%([-+# 0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(\[\d+\])?([a-zA-Z%])?/g;

/** `integer` is what Go's type of a small integer is called in messages about a wrong verb. */
export function formatText(
  format: string,
  args: readonly Value[],
  integer: 'int' | 'int64',
): string | ReturnType<typeof failed> {
  let next = 0;
  const text = format.replace(
    VERB,
    (
      whole,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      indexed: string | undefined,
      verb: string | undefined,
    ) => {
      if (verb === undefined) return '%!(NOVERB)';
      if (verb === '%') return '%';
      let size = width;
      if (width === '*') size = String(args[next++] ?? 0);
      if (indexed !== undefined) next = Number(indexed.slice(1, -1)) - 1;
      if (next >= args.length) return `%!${verb}(${indexed === undefined ? 'MISSING' : 'BADINDEX'})`;
      const value = args[next++] as Value;
      const digits = precision === undefined ? (/\.[a-zA-Z]/.test(whole) ? 0 : undefined) : Number(precision);
      return pad(formatOne(verb, value, flags, digits, integer), flags, size);
    },
  );
  const rest = args.slice(next);
  if (rest.length === 0 || /%\[/.test(format)) return text;
  return `${text}%!(EXTRA ${rest.map((value) => `${goType(value, integer)}=${plain(value)}`).join(', ')})`;
}

function plain(value: Value): string {
  return typeof value === 'string' ? value : valueText(value);
}

/** The Go type that OPA hands to fmt for a value. */
function goType(value: Value, integer: string): string {
  if (isNumber(value)) return isInteger(value) ? (typeof value === 'bigint' ? '*big.Int' : integer) : 'float64';
  return 'string';
}

function pad(text: string, flags: string, width: string | undefined): string {
  const size = Number(width ?? 0);
  const length = [...text].length;
  if (size <= length) return text;
  if (flags.includes('-')) return text + ' '.repeat(size - length);
  if (!flags.includes('0')) return ' '.repeat(size - length) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(size - length) + text.slice(sign.length);
}

function formatOne(verb: string, value: Value, flags: string, precision: number | undefined, integer: string): string {
  const wrong = () => `%!${verb}(${goType(value, integer)}=${plain(value)})`;
  switch (verb) {
    case 'v':
    case 's':
      if (isNumber(value)) {
        if (verb === 's' && typeof value !== 'bigint') return wrong();
        return isInteger(value) ? signed(value, flags) : numberText(value);
      }
      return cut(plain(value), precision);
    case 'q':
      if (isNumber(value)) return isInteger(value) ? `'${String.fromCodePoint(Number(value))}'` : wrong();
      return quote(plain(value));
    case 'd':
      return isNumber(value) && isInteger(value) ? signed(value, flags) : wrong();
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
      if (isNumber(value)) {
        if (!isInteger(value)) return wrong();
        const text = toBigInt(value).toString(verb === 'b' ? 2 : verb === 'o' ? 8 : 16);
        const prefixed =
          flags.includes('#') && verb !== 'b' ? text.replace(/^-?/, verb === 'o' ? '$&0' : '$&0x') : text;
        return verb === 'X' ? prefixed.toUpperCase() : prefixed;
      }
      const hex = Buffer.from(plain(value)).toString('hex');
      if (verb === 'x') return hex;
      return verb === 'X' ? hex.toUpperCase() : wrong();
    }
    case 'c':
      return isNumber(value) && isInteger(value) ? String.fromCodePoint(Number(value)) : wrong();
    case 'f':
    case 'F':
      if (!isNumber(value) || (isInteger(value) && typeof value !== 'number')) return wrong();
      return isInteger(value) ? wrong() : plus(Number(value).toFixed(precision ?? 6), flags);
    case 'e':
    case 'E':
    case 'g':
    case 'G': {
      if (!isNumber(value) || isInteger(value)) return wrong();
      const text =
        verb.toLowerCase() === 'e'
          ? exponent(Number(value).toExponential(precision ?? 6))
          : general(Number(value), precision);
      return plus(verb === verb.toUpperCase() ? text.toUpperCase() : text, flags);
    }
    case 'U':
      if (!isNumber(value) || !isInteger(value)) return wrong();
      return `U+${toBigInt(value).toString(16).toUpperCase().padStart(4, '0')}`;
    case 't':
      return wrong();
    case 'T':
      return goType(value, integer);
    default:
      return wrong();
  }
}

/** Go's %g: exponents below -4 and, where no precision is given, from 21 on. */
function general(value: number, precision: number | undefined): string {
  const [digits = '', power = '0'] = value
    .toExponential(precision === undefined ? undefined : (precision || 1) - 1)
    .split('e');
  const limit = precision === undefined ? 21 : Math.max(precision, 1);
  const shortened = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  if (Number(power) < -4 || Number(power) >= limit) return exponent(`${shortened}e${power}`);
  return numberText(Number(`${digits}e${power}`));
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('');
}

function signed(value: RegoNumber, flags: string): string {
  return plus(typeof value === 'bigint' ? String(value) : BigInt(value).toString(), flags);
}

function plus(text: string, flags: string): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}
