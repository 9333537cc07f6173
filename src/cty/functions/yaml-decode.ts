/** yamldecode: YAML with the scalar rules of Terraform's parser, which are partly those of YAML 1.1 (`yes` and `on` are true). */
import { createRequire } from 'node:module';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { limits } from '../../source/index.ts';
import { primitiveText } from '../convert/primitive.ts';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { numericFromBigInt, parseNumeric } from '../number.ts';
import { DYNAMIC, isPrimitive } from '../type.ts';
import {
  boolValue,
  DYNAMIC_NULL,
  entriesOf,
  known,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  type Value,
} from '../value.ts';
import { declare, fail, string, text } from './define.ts';

type Library = typeof import('yaml');
let library: Library | undefined;
/** The parser is loaded at the first call: few configurations use it. */
function yaml(): Library {
  library ??= createRequire(import.meta.url)('yaml') as Library;
  return library;
}

export const yamlDecodeFunctions: readonly FunctionSpec[] = [
  declare('yamldecode', {
    parameters: [string('src')],
    mayReturnNull: true,
    returns: ([source]) => {
      if (source?.state !== 'known') return DYNAMIC;
      const result = decode(text(source));
      return 'failure' in result ? result : result.type;
    },
    call: ([source]) => decode(text(source)),
  }),
];

interface Reading {
  readonly document: Document;
  readonly anchors: Map<Node, Value>;
  readonly open: Set<Node>;
  count: number;
}

const last: { source?: string; result?: Value | FunctionFailure } = {};

/** The type and the value of a call ask for the same text in turn. */
function decode(source: string): Value | FunctionFailure {
  if (last.source !== source || last.result === undefined) {
    last.result = decodeDocument(source);
    last.source = source;
  }
  return last.result;
}

function decodeDocument(source: string): Value | FunctionFailure {
  try {
    return readDocument(source);
  } catch (error) {
    // The parser gives up on alias bombs and on nesting beyond the stack.
    return failParsing(error instanceof Error ? error.message : String(error));
  }
}

function failParsing(message: string): FunctionFailure {
  if (message.includes('call stack')) return fail(`nested too deeply to be read (limit maxDepth: ${limits.maxDepth})`);
  return fail(message.split('\n')[0] as string);
}

function readDocument(source: string): Value | FunctionFailure {
  const version = /^%YAML[ \t]+(\S+)/m.exec(source)?.[1];
  if (version !== undefined && version !== '1.1') return fail('found incompatible YAML document');
  const documents = yaml().parseAllDocuments(source, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    merge: false,
    logLevel: 'silent',
  });
  const document = documents[0];
  if (!Array.isArray(documents) || document === undefined) return fail('missing start of document');
  if (documents.length > 1) return fail('unexpected extra content after value');
  const problem = document.errors[0];
  if (problem !== undefined) return failParsing(problem.message);
  const reading: Reading = { document: document as unknown as Document, anchors: new Map(), open: new Set(), count: 0 };
  return read(reading, document.contents as Node | null);
}

function lineOf(reading: Reading, node: Node): string {
  const position = node.range?.[0];
  return position === undefined || reading.document === undefined ? '' : `at offset ${position}: `;
}

function read(reading: Reading, node: Node | null): Value | FunctionFailure {
  if (node === null) return DYNAMIC_NULL;
  if (++reading.count > limits.maxElements) return fail(`more than ${limits.maxElements} parts (limit maxElements)`);
  if (reading.open.size > limits.maxDepth) return fail(`nested deeper than ${limits.maxDepth} levels (limit maxDepth)`);
  if (yaml().isAlias(node)) return readAlias(reading, node);
  reading.open.add(node);
  const result = readPlain(reading, node);
  reading.open.delete(node);
  if (!('failure' in result)) reading.anchors.set(node, result);
  return result;
}

function readAlias(reading: Reading, alias: Alias): Value | FunctionFailure {
  const target = alias.resolve(reading.document) as Node | undefined;
  if (target === undefined) return fail(`reference to undefined anchor ${JSON.stringify(alias.source)}`);
  if (reading.open.has(target))
    return fail(`cannot refer to anchor ${JSON.stringify(alias.source)} from inside its own definition`);
  const value = reading.anchors.get(target);
  reading.count += value === undefined ? 0 : sizeOf(value);
  if (reading.count > limits.maxElements) return fail(`more than ${limits.maxElements} parts (limit maxElements)`);
  return value ?? read(reading, target);
}

function sizeOf(value: Value): number {
  if (value.state !== 'known') return 1;
  if (Array.isArray(value.data)) return (value.data as readonly Value[]).reduce((sum, part) => sum + sizeOf(part), 1);
  if (value.data instanceof Map) return [...value.data.values()].reduce((sum, part) => sum + sizeOf(part), 1);
  return 1;
}

function readPlain(reading: Reading, node: Node): Value | FunctionFailure {
  const { isMap, isSeq } = yaml();
  if (
    (isSeq(node) || isMap(node)) &&
    node.tag !== undefined &&
    !/^(?:tag:yaml\.org,2002:|!!?)(?:map|seq)?$/.test(node.tag)
  ) {
    return fail(`${lineOf(reading, node)}unsupported tag ${JSON.stringify(node.tag)}`);
  }
  if (isSeq(node)) return readSequence(reading, node);
  if (isMap(node)) return readMapping(reading, node);
  return readScalar(reading, node as Scalar);
}

function readSequence(reading: Reading, node: YAMLSeq): Value | FunctionFailure {
  const elements: Value[] = [];
  for (const item of node.items) {
    const value = read(reading, item as Node);
    if ('failure' in value) return value;
    elements.push(value);
  }
  return tupleValue(elements);
}

function readMapping(reading: Reading, node: YAMLMap): Value | FunctionFailure {
  const entries = new Map<string, Value>();
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const merging = yaml().isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';
    const value = read(reading, pair.value);
    if ('failure' in value) return value;
    if (merging) {
      const parts = value.type.kind === 'tuple' && value.state === 'known' ? (value.data as readonly Value[]) : [value];
      for (const part of parts) {
        if (part.type.kind !== 'object' || part.state !== 'known')
          return fail('cannot merge a value that is not a mapping');
        for (const [name, element] of entriesOf(part)) if (!entries.has(name)) entries.set(name, element);
      }
      continue;
    }
    const name = readKey(reading, pair.key);
    if (typeof name !== 'string') return name;
    entries.set(name, value);
  }
  return objectValue(entries);
}

function readKey(reading: Reading, node: Node | null): string | FunctionFailure {
  const key = read(reading, node);
  if ('failure' in key) return key;
  if (key.state !== 'known') return fail('mapping key cannot be null');
  if (isPrimitive(key.type)) return primitiveText(key);
  return fail('only string mapping keys are supported');
}

const STRING_TAG = /^(?:tag:yaml\.org,2002:|!!)(str|binary|timestamp)$/;
const CORE_TAG = /^(?:tag:yaml\.org,2002:|!!)(int|float|bool|null|seq|map|merge)$/;

function readScalar(reading: Reading, node: Scalar): Value | FunctionFailure {
  const source = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const tag = node.tag;
  if (tag !== undefined && node.tag !== '!' && !STRING_TAG.test(tag) && !CORE_TAG.test(tag)) {
    return fail(`${lineOf(reading, node)}unsupported tag ${JSON.stringify(tag)}`);
  }
  if (tag?.endsWith('null') === true && CORE_TAG.test(tag)) return DYNAMIC_NULL;
  if (tag?.endsWith('timestamp') === true && STRING_TAG.test(tag)) {
    const date = DATE.exec(source);
    return date === null ? fail(`${lineOf(reading, node)}not a timestamp`) : stringValue(dateText(date));
  }
  if (tag !== undefined && STRING_TAG.test(tag)) return stringValue(source.normalize('NFC'));
  if (node.type !== 'PLAIN') return stringValue(source.normalize('NFC'));
  return resolve(source) ?? fail(`${lineOf(reading, node)}floating point NaN is not supported`);
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUES = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSES = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const RADIX = /^(0x[0-9a-fA-F]+|0o[0-7]+)$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const DATE =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|[-+]\d\d?(?::?\d\d)?))?)?$/;

/** What an unquoted scalar without a tag stands for; undefined for NaN. */
function resolve(source: string): Value | undefined {
  if (NULLS.has(source)) return DYNAMIC_NULL;
  if (TRUES.has(source)) return boolValue(true);
  if (FALSES.has(source)) return boolValue(false);
  if (DECIMAL.test(source)) {
    const number = parseNumeric(source);
    if (number !== undefined) return numberValue(number);
  }
  const radix = RADIX.exec(source);
  if (radix !== null) return numberValue(numericFromBigInt(BigInt(source)));
  const infinite = INFINITE.exec(source);
  if (infinite !== null) return numberValue(infinite[1] === '-' ? -Infinity : Infinity);
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return undefined;
  const date = DATE.exec(source);
  return date === null ? known(stringValue('').type, source.normalize('NFC')) : stringValue(dateText(date));
}

function dateText(match: RegExpExecArray): string {
  const [, year, month, day, hour = '0', minute = '00', second = '00', , zone = 'Z'] = match;
  const two = (part: string | undefined) => (part ?? '').padStart(2, '0');
  const offset = /^([-+])(\d\d?)(?::?(\d\d))?$/.exec(zone);
  const shown = offset === null ? 'Z' : `${offset[1]}${two(offset[2])}:${offset[3] ?? '00'}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${shown.endsWith('00:00') ? 'Z' : shown}`;
}
