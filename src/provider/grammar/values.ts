/** The value of an argument, by its type and the tests that it must pass. */
import { numberValue, type Type } from '../../cty/index.ts';
import type { Test } from '../facts/format.ts';
import { failsTest } from '../facts/index.ts';
import type { AttributeSchema } from '../schema.ts';
import { jsonRule } from './json.ts';
import { anyWholeNumber, LARGEST, wholeNumbers } from './numbers.ts';
import { oneOf, type RuleBook } from './rules.ts';
import type { Stated } from './stated.ts';
import { stringRule } from './strings.ts';

/** What is known about arguments, by path as facts write it. */
export interface ValueContext {
  readonly book: RuleBook;
  readonly stated: Stated;
  /** For a model that knows the language: texts of any shape, maps and documents as `fmt` lays them out. */
  readonly free: boolean;
  /** Expressions that lead to anything in the answer, for documents. */
  readonly references: readonly string[];
  testsAt(path: string): readonly Test[];
  /** Expressions that refer to other resources and may stand for the argument; `only` where nothing else should. */
  referencesFor(path: string): readonly string[];
}

/** GBNF of the value; undefined where no value is known to be right. */
export function valueRule(path: string, type: Type, context: ValueContext): string | undefined {
  const references = isText(type) ? context.referencesFor(path) : [];
  if (references.length === 0) return plainRule(path, type, context);
  const plain = context.free ? plainRule(path, type, context) : undefined;
  const all = context.free ? [context.book.add('reference', oneOf(references))] : references;
  return oneOf(plain === undefined ? all : [...all, plain]);
}

function plainRule(path: string, type: Type, context: ValueContext): string | undefined {
  const tests = context.testsAt(path);
  switch (type.kind) {
    case 'string':
    case 'dynamic': {
      const text = structured(tests, context) ?? textRule(path, tests, context);
      return named(path, context.free ? orReference(text ?? ANY_TEXT, tests, context) : text, context);
    }
    case 'number':
      return named(path, numberRule(tests, context) ?? (context.free ? ANY_NUMBER : undefined), context);
    case 'bool':
      return boolRule(tests);
    case 'list':
    case 'set':
      return collectionRule(path, type.element, tests, context);
    case 'map':
      return named(path, mapRule(path, type.element, context), context);
    default:
      return undefined;
  }
}

const ANY_TEXT = stringRule([], 'free') as string;

/** What is known for certain of a text may also come from another resource, but for one of a set. */
function orReference(text: string, tests: readonly Test[], { book, references }: ValueContext): string {
  if (references.length === 0 || tests.some(({ is }) => is === 'oneOf')) return text;
  return oneOf([text, book.add('reference', oneOf(references))]);
}

const textRule = (path: string, tests: readonly Test[], { free, stated }: ValueContext) =>
  stringRule(tests, free ? 'free' : NAME.test(path) ? 'name' : 'text', stated.texts);

const NAME = /(?:^|[._])(?:name|bucket|identifier|prefix|label|alias|key)$/;

const isText = (type: Type) => type.kind === 'string' || type.kind === 'dynamic';

const named = (path: string, body: string | undefined, { book }: ValueContext) =>
  body === undefined ? undefined : book.add(`v-${path.split('.').at(-1)}`, body);

function boolRule(tests: readonly Test[]): string {
  const [first] = tests.filter((test) => test.is === 'oneOf');
  return first === undefined ? '("true" | "false")' : oneOf(first.values.map((value) => `"${String(value)}"`));
}

const ANY_NUMBER = '"-"? ([0-9] | [1-9] [0-9]{1,8})';

function numberRule(tests: readonly Test[], { free, stated: { numbers: stated } }: ValueContext): string | undefined {
  const guessed = guessedNumber(tests, free ? ANY_NUMBER : anyWholeNumber);
  const known = stated.filter((value) => tests.every((test) => !failsNumber(test, value)) && value > LARGEST);
  if (known.length === 0) return guessed;
  return oneOf([...(guessed === undefined ? [] : [guessed]), ...known.map((value) => `"${value}"`)]);
}

function guessedNumber(tests: readonly Test[], any: string): string | undefined {
  const [first] = tests.filter((test) => test.is === 'oneOf');
  if (first !== undefined) {
    const values = first.values.filter((value) => tests.every((test) => !failsNumber(test, Number(value))));
    return values.length === 0 ? undefined : oneOf(values.map((value) => `"${Number(value)}"`));
  }
  const ranges = tests.filter((test) => test.is === 'range');
  if (ranges.length === 0) return tests.some(({ is }) => is !== 'unset' && is !== 'set') ? undefined : any;
  const least = Math.max(...ranges.map(({ min = 0 }) => Math.ceil(min)), 0);
  const most = Math.min(...ranges.map(({ max }) => Math.floor(max ?? least + LARGEST)));
  return most < least
    ? undefined
    : wholeNumbers(least, most, Math.max(...ranges.map(({ multipleOf = 1 }) => multipleOf)));
}

const failsNumber = (test: Test, number: number) => failsTest(test, numberValue(number)) !== undefined;

const MOST_ELEMENTS = 4;

function collectionRule(
  path: string,
  element: Type,
  tests: readonly Test[],
  context: ValueContext,
): string | undefined {
  const references = context.referencesFor(path);
  const item = references.length > 0 ? oneOf(references) : valueRule(`${path}.*`, element, context);
  if (item === undefined) return undefined;
  const counts = tests.filter((test) => test.is === 'count');
  const least = Math.max(1, ...counts.map(({ min = 0 }) => min));
  const most = Math.min(Math.max(MOST_ELEMENTS, least), ...counts.map(({ max }) => max ?? Number.POSITIVE_INFINITY));
  if (least > most) return undefined;
  const several = references.length > 0 ? '' : ` (", " ${item}){${least - 1},${most - 1}}`;
  return named(path, `"[" ${item}${several} "]"`, context);
}

const MAP_KEY = '[A-Za-z] [A-Za-z0-9_]{1,20}';

function mapRule(path: string, element: Type, context: ValueContext): string | undefined {
  const value = valueRule(`${path}.*`, element, context);
  if (value === undefined) return undefined;
  const row = `"{ " ${MAP_KEY} " = " ${value} (", " ${MAP_KEY} " = " ${value}){0,3} " }"`;
  if (!context.free) return row;
  const key = context.book.add('key', ANY_KEY);
  return `(${row} | "{\\n" (" "+ ${key} " "+ "= " ${value} "\\n")+ " "+ "}")`;
}

const ANY_KEY = `(${MAP_KEY} | "\\"" [A-Za-z] [A-Za-z0-9_:/.-]{1,40} "\\"")`;

/** Texts that hold a structure are written with jsonencode. */
function structured(tests: readonly Test[], context: ValueContext): string | undefined {
  const formats = tests.flatMap((test) => (test.is === 'format' ? [test.format] : []));
  if (context.free && formats.some((format) => DOCUMENTS.has(format)))
    return `("jsonencode(" ${jsonRule(context.book, context.references)} ")" | ${context.book.add('heredoc', HEREDOC)})`;
  if (formats.includes('iam-policy')) return POLICY;
  if (formats.includes('json') || formats.includes('json-object')) return OBJECT;
  return undefined;
}

const DOCUMENTS = new Set(['iam-policy', 'json', 'json-object']);

const HEREDOC = '"<<" "-"? "EOF\\n" ([^\\n]* "\\n")+ " "* "EOF"';
const WORD = '[A-Za-z] [A-Za-z0-9_.-]{0,30}';
const ACTION = '"\\"" [a-z] [a-z0-9-]{1,12} ":" ([A-Z] [A-Za-z]{2,24} | "*") "\\""';
const RESOURCE = '("\\"*\\"" | "\\"arn:aws:" [a-z] [a-z0-9]{1,10} ":::" [a-z] [a-z0-9-]{2,20} ("/*")? "\\"")';
const SERVICE = '"\\"" [a-z] [a-z0-9-]{1,14} ".amazonaws.com\\""';
const POLICY = [
  '"jsonencode({ Version = \\"2012-10-17\\", Statement = [{ Effect = " ("\\"Allow\\"" | "\\"Deny\\"") ", "',
  `("Action = \\"sts:AssumeRole\\", Principal = { Service = " ${SERVICE} " }"`,
  `| ("Principal = \\"*\\", ")? "Action = [" ${ACTION} (", " ${ACTION}){0,3} "], Resource = " ${RESOURCE}) " }] })"`,
].join(' ');
const OBJECT = `"jsonencode({ " [a-z] [A-Za-z0-9_]{0,20} " = \\"" ${WORD} "\\" })"`;

/** What a nested attribute (an object, or several) may hold is the caller's to say; this wraps it. */
export function nestedRule(body: string, { nesting }: NonNullable<AttributeSchema['nested']>): string {
  if (nesting === 'single') return `"{\\n" ${body} "}"`;
  if (nesting === 'map') return `"{ " [a-z] [a-z0-9_]{0,20} " = {\\n" ${body} "} }"`;
  return `"[{\\n" ${body} "}]"`;
}
