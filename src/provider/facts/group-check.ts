/** Rules over several arguments: which exclude, require or replace each other. */
import { isWhollyKnown, type Value } from '../../cty/index.ts';
import { type Run, report, valueAt } from './check-run.ts';
import { stepsOf } from './check-tree.ts';
import type { Check, GroupCheck } from './format.ts';
import type { Holes } from './template.ts';
import { isEmptyBlocks, isSet } from './value-test.ts';

export function isGroup(check: Check): check is GroupCheck {
  return 'paths' in check;
}

/** `own`: the value at the check's own path. */
export function runGroup(check: GroupCheck, own: Value, run: Run): void {
  const group = groupOf(check, run);
  const { given } = group;
  const holes: Holes = {
    path: run.path,
    value: own,
    paths: check.paths.map(withIndices),
    given: given.map(withIndices),
  };
  switch (check.is) {
    case 'conflictsWith':
      if (!isSet(own) && (run.style === 'sdk' || own.state !== 'unknown')) return;
      for (const path of given) report(check, check.title, check.detail, { ...holes, given: [withIndices(path)] }, run);
      return;
    case 'requiredWith':
      if (own.state === 'null' || isEmptyBlocks(own) || !group.anyMissing) return;
      break;
    case 'exactlyOneOf':
      if (tooMany(check, group, run)) reportMany(check, given, holes, run);
      if (given.length > 0 || group.anyUnknown) return;
      break;
    case 'atLeastOneOf':
      if (given.length > 0 || group.anyUnknown) return;
      break;
    case 'atMostOneOf':
      if (given.length > 1) reportMany(check, given, holes, run);
      return;
  }
  report(check, check.title, check.detail, holes, run);
}

interface Group {
  /** The paths of those that are set. */
  readonly given: readonly string[];
  readonly anyUnknown: boolean;
  /** Some are unset for certain. */
  readonly anyMissing: boolean;
}

function groupOf({ paths, is }: GroupCheck, run: Run): Group {
  const sdk = run.style === 'sdk';
  const given: string[] = [];
  let anyUnknown = false;
  let anyMissing = false;
  for (const path of paths) {
    const value = valueAt(path, run);
    // The older SDK takes a block for unknown, here, if anything in it is.
    const hidden = sdk && value !== undefined && !isWhollyKnown(value);
    if (isSet(value) && (is !== 'exactlyOneOf' || !hidden)) given.push(path);
    if (hidden || value?.state === 'unknown') anyUnknown = true;
    if (!isSet(value) && value?.state !== 'unknown') anyMissing = true;
  }
  return { given, anyUnknown, anyMissing };
}

function tooMany(check: GroupCheck, { given, anyUnknown }: Group, { style }: Run): boolean {
  return given.length > 1 && (style === 'sdk' || !anyUnknown || !check.paths.includes(check.path));
}

function reportMany(check: GroupCheck, given: readonly string[], holes: Holes, run: Run): void {
  const undo = standAt(given[0] ?? check.path, check, run);
  report(check, check.titleMany ?? check.title, check.detailMany ?? check.detail, { ...holes, path: run.path }, run);
  undo();
}

/** A rule that the resource as a whole declares is reported at the first member that is set; returns what goes back. */
function standAt(member: string, check: GroupCheck, run: Run): () => void {
  if (check.paths.includes(check.path)) return () => undefined;
  const steps = stepsOf(member).slice(stepsOf(check.path).length);
  const before = run.path.length;
  if (check.path !== '' && run.path.at(-1)?.kind === 'attribute') run.path.push({ kind: 'index', key: 0 });
  for (const [i, name] of steps.entries()) {
    run.path.push({ kind: 'attribute', name });
    if (i < steps.length - 1) run.path.push({ kind: 'index', key: 0 });
  }
  return () => {
    run.path.length = before;
  };
}

/** SDKv2 names the members of a group with the index 0 of every block on the way. */
function withIndices(path: string): string {
  return stepsOf(path).join('.0.');
}
