/** The folder of a curation: what it was asked for, what it found, and what came of it. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../util/read-lines.ts';
import { writeFileAtomically } from '../../util/write-file-atomically.ts';
import type { Candidate, Gathered } from './gather/gather.ts';

/** The curation cannot go on as it was asked for. */
export class CurateError extends Error {
  override readonly name = 'CurateError';
}

export const PLACES = {
  run: 'run.json',
  candidates: 'candidates.jsonl',
  gathered: 'gathered.json',
  journal: 'journal.jsonl',
  configurations: 'configurations.jsonl',
  broken: 'broken.jsonl',
  instances: 'instances.jsonl',
  yield: 'yield.json',
  report: 'yield.md',
} as const;

export type Settings = Readonly<Record<string, unknown>>;

/** Begins a curation or goes on with one. Throws where the folder holds another. */
export function openFolder(folder: string, settings: Settings): void {
  mkdirSync(folder, { recursive: true });
  const place = join(folder, PLACES.run);
  if (!existsSync(place)) {
    writeFileAtomically(place, `${JSON.stringify({ format: 'curation/1', settings }, null, 2)}\n`);
    return;
  }
  const { settings: before } = JSON.parse(readFileSync(place, 'utf8')) as { settings: Settings };
  const other = Object.keys({ ...before, ...settings }).filter((key) => text(before[key]) !== text(settings[key]));
  if (other.length === 0) return;
  const said = other.map((key) => `${key} was ${text(before[key])} and is ${text(settings[key])} now`).join('; ');
  throw new CurateError(
    `${folder} holds another curation: ${said}. Go on with the same settings, or name another folder.`,
  );
}

const text = (value: unknown) => JSON.stringify(value) ?? 'not given';

/** Undefined before all candidates are found. */
export function readGathered(folder: string): Gathered | undefined {
  if (!existsSync(join(folder, PLACES.candidates))) return undefined;
  return JSON.parse(readFileSync(join(folder, PLACES.gathered), 'utf8')) as Gathered;
}

/** From now on the candidates are those of the file. */
export function keepGathered(folder: string, written: string, gathered: Gathered): void {
  writeFileAtomically(join(folder, PLACES.gathered), `${JSON.stringify(gathered, null, 2)}\n`);
  renameSync(written, join(folder, PLACES.candidates));
}

export async function* readCandidates(folder: string): AsyncGenerator<Candidate> {
  for await (const { bytes } of readLines(join(folder, PLACES.candidates)))
    yield JSON.parse(new TextDecoder().decode(bytes)) as Candidate;
}
