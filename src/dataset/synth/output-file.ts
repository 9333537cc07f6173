/** The file that rows go to: appended to as they are made, so that an interrupted synthesis goes on where it stopped. */
import { existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Instance } from '../instance.ts';
import type { EarlierRow } from './synthesise.ts';

export class SynthFileError extends Error {
  override readonly name = 'SynthFileError';
}

/** Rows of an interrupted run; half a line at its end is cut off. Throws where the rows are of another seed. */
export function readEarlier(path: string, seed: number): readonly EarlierRow[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(10) + 1;
  if (whole < bytes.length) truncateSync(path, whole);
  const lines = bytes.subarray(0, whole).toString().split('\n');
  return lines.filter((line) => line !== '').map((line, index) => earlierRow(line, index + 1, path, seed));
}

function earlierRow(line: string, number: number, path: string, seed: number): EarlierRow {
  let row: Instance;
  try {
    row = JSON.parse(line) as Instance;
  } catch {
    throw new SynthFileError(`${path}:${number} is not JSON`);
  }
  const { metadata, problem_statement: prompt, gold_solution: gold = {}, expected_resources: types = {} } = row;
  if (metadata?.seed !== seed || typeof metadata.number !== 'number') {
    throw new SynthFileError(`${path}:${number} was not made with the seed ${seed}; name another file`);
  }
  return {
    number: metadata.number,
    text: `${prompt}\n${Object.values(gold).join('\n')}`,
    structure: String(metadata.structure),
    types: Object.keys(types),
  };
}

/** Writes a line at the file's end at once. */
export function appendingTo(path: string): (line: string) => void {
  const file = openSync(path, 'a');
  return (line) => {
    writeSync(file, `${line}\n`);
  };
}
