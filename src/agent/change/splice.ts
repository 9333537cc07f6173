/**
 * Puts what a model answered into a configuration: changed blocks take the place of those with their address, new ones follow
 * their neighbours, and inside a changed block only what differs is touched. Everything else stays byte for byte.
 */
import type { Files } from '../assignment.ts';
import type { BlockPlace, Environment } from '../environment.ts';
import { applyEdits, type Edit, lineEnd, removal, startWithComments } from './edits.ts';

export type Syntax = Pick<Environment, 'blocksOf' | 'format'>;

/** A part of the answer, and the part of the base that it takes the place of. */
interface Pair {
  readonly answer: Part;
  readonly base: Part | undefined;
}

interface Part {
  readonly path: string;
  readonly text: string;
  readonly place: BlockPlace;
}

/** `removed`: addresses of blocks that go. A file that nothing is left of is not in the result. */
export function splice(base: Files, answer: Files, removed: readonly string[], syntax: Syntax): Files {
  const old = partsOf(base, syntax);
  const given = partsOf(answer, syntax);
  const pairs = pair(old.parts, given.parts);
  const gone = [...removedParts(old.parts, pairs, removed), ...leftOut(old.parts, pairs)];
  const result: Record<string, string> = {};
  for (const [path, text] of Object.entries(base)) {
    const changed = spliceFile({ path, text }, pairs, gone, syntax);
    if (changed.trim() !== '' || text.trim() === '') result[path] = changed;
  }
  for (const path of given.unread) result[path] = answer[path] as string;
  for (const path of old.unread) if (answer[path] !== undefined) result[path] = answer[path];
  return { ...result, ...newFiles(base, pairs) };
}

/** Files that cannot be read as blocks are given whole. */
function partsOf(files: Files, { blocksOf }: Syntax): { parts: Part[]; unread: string[] } {
  const parts: Part[] = [];
  const unread: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const places = /\.(tf|tfvars)$/.test(path) ? blocksOf?.(path, text) : undefined;
    if (places === undefined) unread.push(path);
    else parts.push(...places.map((place) => ({ path, text, place })));
  }
  return { parts, unread };
}

/** Of several parts with one address an equal one first, then one of the same file, then in order. */
function pair(old: readonly Part[], given: readonly Part[]): Pair[] {
  const free = new Map<string, Part[]>();
  for (const part of old) free.set(part.place.address, [...(free.get(part.place.address) ?? []), part]);
  const take = (wanted: Part, fits: (part: Part) => boolean): Part | undefined => {
    const candidates = free.get(wanted.place.address) ?? [];
    const index = candidates.findIndex(fits);
    return index < 0 ? undefined : candidates.splice(index, 1)[0];
  };
  const equal = given.map((part) => take(part, ({ place }) => place.essence === part.place.essence));
  const near = given.map((part, index) => equal[index] ?? take(part, ({ path }) => path === part.path));
  return given.map((answer, index) => ({ answer, base: near[index] ?? take(answer, () => true) }));
}

function removedParts(old: readonly Part[], pairs: readonly Pair[], removed: readonly string[]): Part[] {
  const kept = new Set(pairs.map(({ base }) => base));
  return old.filter((part) => removed.includes(part.place.address) && !kept.has(part));
}

/**
 * A model that repeats a file means what it leaves out to go. It repeats one if, of the blocks that it did not change, it says
 * again more than half.
 */
function leftOut(old: readonly Part[], pairs: readonly Pair[]): Part[] {
  const byFile = groupByPath(old);
  const paired = new Map(pairs.flatMap((each) => (each.base === undefined ? [] : [[each.base, each.answer] as const])));
  return [...byFile.values()].flatMap((parts) => {
    const answers = parts.map((part) => paired.get(part));
    const same = parts.filter((part, index) => answers[index]?.place.essence === part.place.essence).length;
    const changed = answers.filter((answer) => answer !== undefined).length - same;
    const repeats = same > (parts.length - changed) / 2;
    return repeats ? parts.filter((_, index) => answers[index] === undefined) : [];
  });
}

function groupByPath(parts: readonly Part[]): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) groups.set(part.path, [...(groups.get(part.path) ?? []), part]);
  return groups;
}

function spliceFile(
  { path, text }: { readonly path: string; readonly text: string },
  pairs: readonly Pair[],
  gone: readonly Part[],
  syntax: Syntax,
): string {
  const edits: Edit[] = [];
  let neighbour: BlockPlace | undefined;
  for (const { answer, base } of pairs) {
    if (base?.path === path) {
      neighbour = base.place;
      if (base.place.essence !== answer.place.essence) edits.push(replacement(base, answer, syntax));
    } else if (base === undefined && answer.path === path) {
      edits.push(insertion(text, neighbour, withComments(answer)));
    }
  }
  for (const part of gone) if (part.path === path) edits.push(removal(text, part.place.start, part.place.end));
  return edits.length === 0 ? text : tidyEnd(applyEdits(text, edits), text);
}

/** Every file ends as it did: with one line break where it had one. */
function tidyEnd(text: string, before: string): string {
  return before.endsWith('\n') || before === '' ? `${text.trimEnd()}\n` : text;
}

function insertion(text: string, neighbour: BlockPlace | undefined, added: string): Edit {
  if (neighbour !== undefined) {
    const at = lineEnd(text, neighbour.end);
    return { start: at, end: at, text: `\n\n${added}` };
  }
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return { start: text.length, end: text.length, text: `${gap}${added}\n` };
}

function withComments({ text, place }: Part): string {
  return text.slice(startWithComments(text, place.start), place.end);
}

/** A block that was in canonical style stays so. */
function replacement(base: Part, answer: Part, { format }: Syntax): Edit {
  const { start, end } = base.place;
  const before = base.text.slice(start, end);
  const after = changedPart(base, answer);
  return { start, end, text: format !== undefined && format(before) === before ? format(after) : after };
}

/** The old part with only those of its parts changed that differ. */
function changedPart(base: Part, answer: Part): string {
  const old = base.place.inside;
  const given = answer.place.inside;
  if (old === undefined || given === undefined) return answer.text.slice(answer.place.start, answer.place.end);
  const inner = (part: Part, places: readonly BlockPlace[]) => places.map((place) => ({ ...part, place }));
  const pairs = pair(inner(base, old.parts), inner(answer, given.parts));
  const kept = new Set(pairs.map(({ base: part }) => part?.place));
  const edits: Edit[] = [];
  let neighbour = lineEnd(base.text, old.start);
  for (const { base: mine, answer: theirs } of pairs) {
    if (mine === undefined) {
      const added = theirs.text.slice(startWithComments(theirs.text, theirs.place.start), theirs.place.end);
      edits.push({ start: neighbour, end: neighbour, text: `\n${added}` });
      continue;
    }
    const { start, end, essence } = mine.place;
    if (essence !== theirs.place.essence) edits.push({ start, end, text: changedPart(mine, theirs) });
    neighbour = lineEnd(base.text, end);
  }
  for (const place of old.parts) {
    if (!kept.has(place)) edits.push(removal(base.text, place.start, place.end));
  }
  const { start, end } = base.place;
  const shifted = edits.map((edit) => ({ ...edit, start: edit.start - start, end: Math.min(edit.end, end) - start }));
  return applyEdits(base.text.slice(start, end), shifted);
}

/** Blocks that the base has nowhere, in files that it does not have. */
function newFiles(base: Files, pairs: readonly Pair[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { answer, base: old } of pairs) {
    if (old !== undefined || base[answer.path] !== undefined) continue;
    const before = files[answer.path];
    files[answer.path] = `${before === undefined ? '' : `${before}\n`}${withComments(answer)}\n`;
  }
  return files;
}
