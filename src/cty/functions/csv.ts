/** csvdecode */
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { tooManyElements } from '../limits.ts';
import { DYNAMIC, listOf, objectOf, STRING, type Type } from '../type.ts';
import { known, objectValue, stringValue, type Value } from '../value.ts';
import { declare, fail, string, text } from './define.ts';

/** Records of a CSV text, quoted fields included; the failure names the line. Empty lines are skipped. */
export function parseCsv(source: string): readonly (readonly string[])[] | FunctionFailure {
  const records: string[][] = [];
  const input = source.replace(/\r\n/g, '\n');
  let position = 0;
  let line = 1;
  while (position < input.length) {
    if (input[position] === '\n') {
      position++;
      line++;
      continue;
    }
    const record: string[] = [];
    const start = line;
    for (let more = true; more; ) {
      let field: string;
      if (input[position] === '"') {
        const end = closingQuote(input, position + 1);
        if (end < 0) return fail(`CSV parse error on line ${start}: extraneous or missing " in quoted-field`);
        field = input.slice(position + 1, end).replaceAll('""', '"');
        line += field.split('\n').length - 1;
        position = end + 1;
        if (position < input.length && input[position] !== ',' && input[position] !== '\n') {
          return fail(`CSV parse error on line ${line}: extraneous or missing " in quoted-field`);
        }
      } else {
        let end = position;
        while (end < input.length && input[end] !== ',' && input[end] !== '\n') end++;
        field = input.slice(position, end);
        if (field.includes('"')) return fail(`CSV parse error on line ${line}: bare " in non-quoted-field`);
        position = end;
      }
      record.push(field);
      more = input[position] === ',';
      if (more) position++;
    }
    position++;
    if (records.length > 0 && record.length !== (records[0] as string[]).length) {
      return fail(`CSV parse error on line ${start}: wrong number of fields`);
    }
    line++;
    records.push(record);
  }
  return records;
}

function closingQuote(input: string, from: number): number {
  for (let i = from; i < input.length; i++) {
    if (input[i] !== '"') continue;
    if (input[i + 1] !== '"') return i;
    i++;
  }
  return -1;
}

function decode(source: string): Value | FunctionFailure {
  const records = parseCsv(source);
  if ('failure' in records) return records;
  const [header, ...rows] = records;
  if (header === undefined) return fail('missing header line');
  const names = new Set<string>();
  for (const name of header) {
    if (names.has(name)) return fail(`duplicate column name ${JSON.stringify(name)}`);
    names.add(name);
  }
  const type = objectOf(new Map(header.map((name): [string, Type] => [name, STRING])));
  const excess = tooManyElements(rows.length * header.length);
  if (excess !== undefined) return excess;
  return known(
    listOf(type),
    rows.map((row) => ({
      ...objectValue(
        header.map((name, i): [string, Value] => [name, stringValue((row[i] as string).normalize('NFC'))]),
      ),
      type,
    })),
  );
}

export const csvFunctions: readonly FunctionSpec[] = [
  declare('csvdecode', {
    parameters: [string('str')],
    returns: ([str]) => {
      if (str?.state !== 'known') return DYNAMIC;
      const result = decode(text(str));
      return 'failure' in result ? result : result.type;
    },
    call: ([str]) => decode(text(str)),
  }),
];
