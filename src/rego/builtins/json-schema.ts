/** json.match_schema and json.verify_schema: the keywords of JSON Schema drafts 4 to 7 that policies use. */
import { failed } from '../plan/builtin.ts';
import {
  entries,
  equals,
  isArray,
  isInteger,
  isNumber,
  isObject,
  lookup,
  objectSize,
  parseJson,
  type RegoNumber,
  typeNameOf,
  type Value,
  valueText,
} from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';
import { regex } from './regex.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'null', 'object', 'string'];

export const JSON_SCHEMA: BuiltinFamily = {
  'json.verify_schema': builtin(['string|object'], (given: Value) => {
    const schema = documentOf(given);
    const problem = schema === undefined ? 'not JSON' : problemWith(schema);
    return problem === undefined ? [true, null] : [false, `jsonschema: ${problem}`];
  }),
  'json.match_schema': builtin(['string|object', 'string|object'], (given: Value, givenSchema: Value) => {
    const document = documentOf(given);
    const schema = documentOf(givenSchema);
    if (document === undefined || schema === undefined) return failed('invalid JSON');
    const problem = problemWith(schema);
    if (problem !== undefined) return failed(problem);
    const found: Finding[] = [];
    check(document, schema, schema, '', found, 0);
    return [
      found.length === 0,
      found.map(({ field, type, description }): Value => {
        const name = field === '' ? '(Root)' : field;
        return { desc: description, error: `${name}: ${description}`, field: name, type };
      }),
    ];
  }),
};

interface Finding {
  readonly field: string;
  readonly type: string;
  readonly description: string;
}

function documentOf(value: Value): Value | undefined {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    return undefined;
  }
}

function problemWith(schema: Value): string | undefined {
  if (isArray(schema)) return schema.map(problemWith).find((problem) => problem !== undefined);
  if (!isObject(schema)) return undefined;
  const type = lookup(schema, 'type');
  const names = typeof type === 'string' ? [type] : isArray(type) ? type : [];
  const odd = names.find((name) => !TYPES.includes(name as string));
  if (odd !== undefined) {
    return `has a primitive type that is NOT VALID -- given: /${odd}/ Expected valid values are:[${TYPES.join(' ')}]`;
  }
  for (const key of ['items', 'additionalProperties', 'not', 'allOf', 'anyOf', 'oneOf']) {
    const problem = problemWith(lookup(schema, key) ?? null);
    if (problem !== undefined) return problem;
  }
  for (const key of ['properties', 'patternProperties', 'definitions', '$defs']) {
    const named = lookup(schema, key);
    if (named === undefined || !isObject(named)) continue;
    for (const [, inner] of entries(named)) {
      const problem = problemWith(inner);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

const MAXIMUM_DEPTH = 100;

function check(value: Value, schema: Value, root: Value, field: string, found: Finding[], depth: number): void {
  if (schema === false) found.push({ field, type: 'false', description: 'False always fails validation' });
  if (!isObject(schema) || depth > MAXIMUM_DEPTH) return;
  const get = (key: string) => lookup(schema, key);
  const report = (type: string, description: string) => found.push({ field, type, description });
  const passes = (inner: Value) => {
    const problems: Finding[] = [];
    check(value, inner, root, field, problems, depth + 1);
    return problems.length === 0;
  };
  const reference = get('$ref');
  if (typeof reference === 'string') {
    const target = reference
      .replace(/^#\/?/, '')
      .split('/')
      .filter((step) => step !== '')
      .reduce<Value | undefined>((at, step) => (at === undefined ? undefined : lookup(at, step)), root);
    if (target !== undefined) check(value, target, root, field, found, depth + 1);
    return;
  }
  const type = get('type');
  const types = typeof type === 'string' ? [type] : isArray(type) ? (type as string[]) : undefined;
  const own = typeName(value);
  if (types !== undefined && !types.some((name) => name === own || (name === 'number' && own === 'integer'))) {
    report('invalid_type', `Invalid type. Expected: ${types.join(',')}, given: ${own}`);
    return;
  }
  const allowed = get('enum');
  if (isArray(allowed) && !allowed.some((one) => equals(one, value))) {
    report(
      'enum',
      `${field === '' ? '(Root)' : field} must be one of the following: ${allowed.map(valueText).join(', ')}`,
    );
  }
  const constant = get('const');
  if (constant !== undefined && !equals(constant, value))
    report('const', `${field} does not match: ${valueText(constant)}`);
  const all = get('allOf');
  if (isArray(all)) for (const inner of all) check(value, inner, root, field, found, depth + 1);
  const any = get('anyOf');
  if (isArray(any) && !any.some(passes)) report('number_any_of', 'Must validate at least one schema (anyOf)');
  const one = get('oneOf');
  if (isArray(one) && one.filter(passes).length !== 1)
    report('number_one_of', 'Must validate one and only one schema (oneOf)');
  const not = get('not');
  if (not !== undefined && passes(not)) report('number_not', 'Must not validate the schema (not)');
  if (isNumber(value)) checkNumber(value, get, report);
  if (typeof value === 'string') checkString(value, get, report);
  if (isArray(value)) {
    const least = get('minItems');
    if (isNumber(least) && value.length < least) report('array_min_items', `Array must have at least ${least} items`);
    const most = get('maxItems');
    if (isNumber(most) && value.length > most) report('array_max_items', `Array must have at most ${most} items`);
    if (
      get('uniqueItems') === true &&
      value.some((element, index) => value.findIndex((other) => equals(other, element)) !== index)
    ) {
      report('unique', 'array items must be unique');
    }
    const items = get('items');
    value.forEach((element, index) => {
      const inner = isArray(items) ? items[index] : items;
      if (inner !== undefined) check(element, inner, root, join(field, String(index)), found, depth + 1);
    });
  }
  if (isObject(value)) {
    const required = get('required');
    for (const name of isArray(required) ? required : []) {
      if (lookup(value, name) === undefined) report('required', `${name} is required`);
    }
    const least = get('minProperties');
    if (isNumber(least) && objectSize(value) < least)
      report('array_min_properties', `Must have at least ${least} properties`);
    const most = get('maxProperties');
    if (isNumber(most) && objectSize(value) > most)
      report('array_max_properties', `Must have at most ${most} properties`);
    const properties = get('properties') ?? {};
    const patterns = get('patternProperties') ?? {};
    const additional = get('additionalProperties');
    for (const [key, element] of entries(value)) {
      const name = String(key);
      const inner = lookup(properties, name);
      if (inner !== undefined) check(element, inner, root, join(field, name), found, depth + 1);
      let known = inner !== undefined;
      for (const [pattern, schemaOf] of isObject(patterns) ? entries(patterns) : []) {
        const expression = regex(String(pattern));
        if (typeof expression === 'string' || !expression.matcher(name).find()) continue;
        known = true;
        check(element, schemaOf, root, join(field, name), found, depth + 1);
      }
      if (known || additional === undefined) continue;
      if (additional === false) report('additional_property_not_allowed', `Additional property ${name} is not allowed`);
      else check(element, additional, root, join(field, name), found, depth + 1);
    }
  }
}

type Get = (key: string) => Value | undefined;
type Report = (type: string, description: string) => void;

function checkNumber(value: RegoNumber, get: Get, report: Report): void {
  const least = get('minimum');
  if (isNumber(least) && value < least) report('number_gte', `Must be greater than or equal to ${least}`);
  const most = get('maximum');
  if (isNumber(most) && value > most) report('number_lte', `Must be less than or equal to ${most}`);
  const above = get('exclusiveMinimum');
  if (isNumber(above) && value <= above) report('number_gt', `Must be greater than ${above}`);
  const below = get('exclusiveMaximum');
  if (isNumber(below) && value >= below) report('number_lt', `Must be less than ${below}`);
  const factor = get('multipleOf');
  if (isNumber(factor) && !Number.isInteger(Number(value) / Number(factor)))
    report('multiple_of', `Must be a multiple of ${factor}`);
}

function checkString(value: string, get: Get, report: Report): void {
  const length = [...value].length;
  const least = get('minLength');
  if (isNumber(least) && length < least)
    report('string_gte', `String length must be greater than or equal to ${least}`);
  const most = get('maxLength');
  if (isNumber(most) && length > most) report('string_lte', `String length must be less than or equal to ${most}`);
  const pattern = get('pattern');
  if (typeof pattern !== 'string') return;
  const expression = regex(pattern);
  if (typeof expression !== 'string' && !expression.matcher(value).find())
    report('pattern', `Does not match pattern '${pattern}'`);
}

function typeName(value: Value): string {
  return isNumber(value) && isInteger(value) ? 'integer' : typeNameOf(value);
}

function join(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}
