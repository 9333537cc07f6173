import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isUnknown, type Tree, UNKNOWN } from '../../scripts/configurations/tree.ts';
import type { ResourceMode } from '../../src/provider/index.ts';

/** A configuration of one block and the titles of the errors that the real provider found in it. */
export interface Recorded {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly flavour: string;
  readonly tree: Tree;
  readonly titles: readonly string[];
}

export function recordedAnswers(): readonly Recorded[] {
  return readFileSync(fileURLToPath(new URL('answers.jsonl', import.meta.url)), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, (_, value: unknown) => (isUnknown(value) ? UNKNOWN : value)) as Recorded);
}
