/** A script as a file, for tests of whole commands and demonstrations: JSONL of `"text"` or `{completion, delay_ms?}` or `{error}`. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Model, ModelError } from './model.ts';

interface Line {
  readonly completion?: string;
  readonly delay_ms?: number;
  readonly error?: string;
}

/** Says one line after the other. Throws ModelError where the file cannot be read, and after its last line. */
export function scriptedFile(path: string): Model {
  const lines = readScript(path);
  let next = 0;
  return {
    name: `scripted/${path}`,
    async complete(_, signal) {
      signal?.throwIfAborted();
      const line = lines[next++];
      if (line === undefined) throw new ModelError(`${path} ended after ${lines.length} answers`, { retryable: false });
      if (line.delay_ms !== undefined) await sleep(line.delay_ms, undefined, signal === undefined ? {} : { signal });
      if (line.error !== undefined) throw new ModelError(line.error, { retryable: false });
      return { text: line.completion ?? '' };
    },
  };
}

function readScript(path: string): Line[] {
  try {
    const texts = readFileSync(path, 'utf8').split('\n');
    return texts.filter((text) => text.trim() !== '').map(parseLine);
  } catch (cause) {
    throw new ModelError(`the script ${path} cannot be read: ${(cause as Error).message}`, { retryable: false, cause });
  }
}

function parseLine(text: string): Line {
  const value: unknown = JSON.parse(text);
  return typeof value === 'string' ? { completion: value } : (value as Line);
}
