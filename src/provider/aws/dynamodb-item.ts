/** The item of an `aws_dynamodb_table_item`: attributes by name, each an object of one descriptor such as `{"S": "text"}`. */
import { goJsonFault } from '../facts/index.ts';

/** The title of what is wrong; undefined where nothing is. */
export function itemError(text: string): string | undefined {
  if (text === '') return undefined;
  const problem = problemIn(text);
  return problem && `Invalid format of "item": ${problem}`;
}

function problemIn(text: string): string | undefined {
  const fault = goJsonFault(text);
  if (fault !== undefined) return fault.message === 'unexpected end of JSON input' ? 'unexpected EOF' : fault.message;
  const item: unknown = JSON.parse(text);
  if (item === null) return undefined;
  if (goTypeOf(item) === OBJECT) return firstProblem(Object.values(item as object));
  const kind = Array.isArray(item) ? 'array' : typeof item === 'boolean' ? 'bool' : typeof item;
  return `json: cannot unmarshal ${kind} into Go value of type ${OBJECT}`;
}

const OBJECT = 'map[string]interface {}';

function goTypeOf(value: unknown): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return OBJECT;
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'float64' : 'string';
}

function firstProblem(attributes: readonly unknown[]): string | undefined {
  for (const attribute of attributes) {
    const problem = attributeProblem(attribute);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What each descriptor holds. */
const HELD: Readonly<Record<string, string>> = {
  S: 'string',
  N: 'string',
  B: 'string',
  BOOL: 'bool',
  NULL: 'bool',
  SS: '[]interface {}',
  NS: '[]interface {}',
  BS: '[]interface {}',
  L: '[]interface {}',
  M: OBJECT,
};

function attributeProblem(attribute: unknown): string | undefined {
  const type = goTypeOf(attribute);
  if (type !== OBJECT) return `unexpected raw attribute type: ${type}`;
  const [first, ...more] = Object.entries(attribute as object);
  if (first === undefined || more.length > 0)
    return `invalid raw attribute map len: ${first === undefined ? 0 : more.length + 1}`;
  const [descriptor, held] = first;
  const holds = goTypeOf(held);
  if (!Object.hasOwn(HELD, descriptor) || HELD[descriptor] !== holds)
    return `unexpected raw attribute type (${holds}) for data type descriptor: ${descriptor}`;
  return descriptor === 'L' || descriptor === 'M' ? firstProblem(Object.values(held as object)) : undefined;
}
