import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { readLines } from '../../util/read-lines.ts';
import { formatRowProblem } from '../instance.ts';
import { DatasetError } from '../load.ts';
import { type Pair, parsePair } from './pair.ts';

/** The pairs of a file that `data pairs` wrote. Throws `DatasetError` at the first row that is none. */
export async function* readPairs(path: string): AsyncGenerator<Pair> {
  for await (const { number, bytes } of readLines(path)) {
    const text = new TextDecoder().decode(bytes).trim();
    if (text === '') continue;
    const parsed = parsePair(JSON.parse(text), { file: basename(path), line: number });
    if ('problems' in parsed) throw new DatasetError(parsed.problems.map(formatRowProblem).join('\n'));
    yield parsed.pair;
  }
}

/** Whether the file holds pairs and not instances, by its beginning. */
export function holdsPairs(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(64);
    return start.subarray(0, readSync(file, start)).toString().includes('"pair/1"');
  } finally {
    closeSync(file);
  }
}
