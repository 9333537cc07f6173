/**
 * Recorded answers: JSONL of `{instance_id, completion | files, model?, sample?}`. Only an index of the file is kept in
 * memory; an answer is read when it is asked for.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { readLines } from '../util/read-lines.ts';
import { type Completion, type Model, ModelError, type Task } from './model.ts';

interface Place {
  readonly offset: number;
  readonly length: number;
}

interface Recording {
  readonly path: string;
  /** By model (or '' where the rows name none), then `instance_id NUL sample`. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

/** One model for each model named in the file; a single one is named `replay/FILE`, several `replay/FILE#MODEL`. */
export async function replayModels(path: string, only?: string): Promise<Model[]> {
  const recording = await indexRecording(path);
  const names = [...recording.answers.keys()].filter((name) => only === undefined || name === only);
  if (names.length === 0) {
    const known = [...recording.answers.keys()].filter((name) => name !== '').join(', ');
    const why = only === undefined ? 'holds no answers' : `has no model "${only}"; it has: ${known}`;
    throw new ModelError(`${path} ${why}`, { retryable: false });
  }
  const single = recording.answers.size === 1 && only === undefined;
  return names.map((name) => replayModel(recording, name, single ? `replay/${path}` : `replay/${path}#${name}`));
}

function replayModel({ path, answers }: Recording, recorded: string, name: string): Model {
  const places = answers.get(recorded) ?? new Map<string, Place>();
  return {
    name,
    covers: (task) => placeOf(places, task) !== undefined,
    async complete({ task }) {
      const place = task && placeOf(places, task);
      if (place === undefined) {
        throw new ModelError(`${path} has no answer to ${task?.id ?? 'this request'}`, { retryable: false });
      }
      return readAnswer(path, place);
    },
  };
}

function placeOf(places: ReadonlyMap<string, Place>, { id, aliases = [], sample }: Task): Place | undefined {
  for (const each of [id, ...aliases]) {
    const place = places.get(key(each, sample));
    if (place !== undefined) return place;
  }
  return undefined;
}

const key = (id: string, sample: number) => `${id}\0${sample}`;

async function indexRecording(path: string): Promise<Recording> {
  const answers = new Map<string, Map<string, Place>>();
  try {
    for await (const { number, offset, bytes } of readLines(path)) {
      const text = Buffer.from(bytes).toString('utf8').trim();
      if (text === '') continue;
      const row = parseRow(text, path, number);
      const model = typeof row.model === 'string' ? row.model : '';
      let places = answers.get(model);
      if (places === undefined) {
        places = new Map();
        answers.set(model, places);
      }
      let sample = typeof row.sample === 'number' ? row.sample : 0;
      if (typeof row.sample !== 'number') while (places.has(key(row.instance_id, sample))) sample++;
      places.set(key(row.instance_id, sample), { offset, length: bytes.length });
    }
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    throw new ModelError(`the recorded answers in ${path} cannot be read: ${(cause as Error).message}`, {
      retryable: false,
      cause,
    });
  }
  return { path, answers };
}

interface ReplayRow {
  readonly instance_id: string;
  readonly completion?: unknown;
  readonly files?: unknown;
  readonly model?: unknown;
  readonly sample?: unknown;
  readonly usage?: unknown;
}

function parseRow(text: string, path: string, line: number): ReplayRow {
  const fail = (what: string) => new ModelError(`${path}:${line}: ${what}`, { retryable: false });
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (error) {
    throw fail(`expected one JSON object on the line: ${(error as Error).message}`);
  }
  if (typeof row !== 'object' || row === null) throw fail('expected a JSON object');
  const { instance_id, completion, files } = row as Record<string, unknown>;
  if (typeof instance_id !== 'string' && typeof instance_id !== 'number') throw fail('instance_id: expected a text');
  if (typeof completion !== 'string' && !isFiles(files)) {
    throw fail('expected completion (a text) or files (an object of texts by path)');
  }
  return { ...(row as object), instance_id: String(instance_id) };
}

function isFiles(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

function readAnswer(path: string, { offset, length }: Place): Completion {
  const bytes = Buffer.allocUnsafe(length);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, bytes, 0, length, offset);
  } finally {
    closeSync(descriptor);
  }
  const row = JSON.parse(bytes.toString('utf8')) as ReplayRow;
  const text = typeof row.completion === 'string' ? row.completion : '';
  return typeof row.completion === 'string' || !isFiles(row.files) ? { text } : { text, files: row.files };
}
