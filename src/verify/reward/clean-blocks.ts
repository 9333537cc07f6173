/**
 * How far an answer is from passing: the share of its blocks in which no error lies. Blocks are weighed by what they declare:
 * every kind of object (a type of resource, a type of data source, variables, …) counts once, however many there are of it, so
 * that padding with more of the same gains nothing. Kinds of resource that the task does not expect gain nothing either.
 */
import type { VerdictDiagnostic } from '../verdict.ts';
import { type Answer, stageOf } from './answer.ts';
import { type TopBlock, topBlocks } from './blocks.ts';

/** 0 to 1; 0 where there is no block. */
export function cleanShare(answer: Answer): number {
  const errors = (['init', 'validate', 'plan'] as const)
    .flatMap((name) => stageOf(answer, name)?.diagnostics ?? [])
    .filter(({ severity }) => severity === 'error');
  const expected = answer.task.expectedResources;
  const shares = [...groupedBy(topBlocks(answer.files), kindOf)].flatMap(([kind, blocks]) => {
    const clean = blocks.filter((block) => !errors.some((error) => liesIn(error, block))).length;
    return clean === blocks.length && isUnexpected(kind, expected) ? [] : [clean / blocks.length];
  });
  const missing = Object.keys(expected ?? {}).filter((type) => !shares.length || !declares(answer, type)).length;
  const total = shares.length + missing;
  return total === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / total;
}

function kindOf({ type, labels }: TopBlock): string {
  return type === 'resource' || type === 'data' ? `${type} ${labels[0] ?? ''}` : type;
}

function isUnexpected(kind: string, expected: Readonly<Record<string, number>> | undefined): boolean {
  if (expected === undefined || !kind.startsWith('resource ')) return false;
  return !Object.hasOwn(expected, kind.slice('resource '.length));
}

function declares({ files }: Answer, type: string): boolean {
  return Object.values(files).some((content) => typeof content === 'string' && content.includes(`"${type}"`));
}

/** An error without a place lies nowhere: it does not tell one block from another. */
function liesIn({ file, line }: VerdictDiagnostic, block: TopBlock): boolean {
  return file === block.file && line !== null && line >= block.firstLine && line <= block.lastLine;
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
