/** One run of checks over a configuration: where it stands, what it has found, and the values beside that place. */
import { entriesOf, type Value } from '../../cty/index.ts';
import type { Path, PathStep, ProviderDiagnostic } from '../provider.ts';
import { stepsOf } from './check-tree.ts';
import type { Check, Condition, Scalar } from './format.ts';
import { fillTemplate, type Holes } from './template.ts';
import { isSet } from './value-test.ts';

/** The Go library that a resource was written with: it decides which check hides which, and what unknowns hide. */
export type CheckStyle = 'sdk' | 'framework';

export interface Run {
  readonly found: ProviderDiagnostic[];
  readonly code: string;
  readonly style: CheckStyle;
  /** trail[i]: the object that holds the name `names[i]` of the present path. */
  readonly trail: Value[];
  readonly names: string[];
  readonly path: PathStep[];
}

/** A failure of the check, at the present place. */
export function report(check: Check, title: string, detail: string | undefined, holes: Holes, run: Run): void {
  run.found.push({
    severity: check.severity ?? 'error',
    summary: fillTemplate(title, holes),
    detail: detail === undefined ? '' : fillTemplate(detail, holes),
    code: run.code,
    ...(check.whole !== true && run.path.length > 0 && { path: placeOf(run) }),
  });
}

/** A place in a set cannot be sent: the set stands for all that is in it. */
function placeOf({ path }: Run): Path {
  const set = path.findIndex(({ kind }) => kind === 'element');
  return set === -1 ? [...path] : path.slice(0, set);
}

/** The value at `path`, beside the present place: the same element of every block that both lie in, else the first. */
export function valueAt(path: string, run: Run): Value | undefined {
  const steps = stepsOf(path);
  let common = 0;
  while (common < steps.length - 1 && common < run.trail.length - 1 && steps[common] === run.names[common]) common++;
  let value: Value | undefined = run.trail[common];
  if (value === undefined) return undefined;
  for (let i = common; i < steps.length; i++) {
    if (value.state === 'known' && Array.isArray(value.data)) value = (value.data as readonly Value[])[0];
    if (value === undefined || value.state !== 'known') return value?.state === 'unknown' ? value : undefined;
    if (!(value.data instanceof Map)) return undefined;
    value = entriesOf(value).get(steps[i] as string);
    if (value === undefined) return undefined;
  }
  return value;
}

/** An unknown value holds no condition. */
export function holds(condition: Condition, run: Run): boolean {
  const value = valueAt(condition.path, run);
  if (value?.state === 'unknown') return false;
  if ('set' in condition) return isSet(value) === condition.set;
  const data = value?.state === 'known' ? (value.data as Scalar) : undefined;
  if ('equals' in condition) return data !== undefined && condition.equals.includes(data);
  return data === undefined || !condition.differs.includes(data);
}
