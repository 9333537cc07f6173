/**
 * Makes the checks of a resource's facts on a configuration. Facts are compiled once into a tree by path, so that a
 * configuration is walked once and only where some fact speaks of it.
 */
import { elementsOf, entriesOf, isWhollyKnown, type Value } from '../../cty/index.ts';
import type { Path, PathStep, ProviderDiagnostic } from '../provider.ts';
import type { Check, Condition, GroupCheck, Scalar, Test } from './format.ts';
import { parseFormat } from './formats.ts';
import { compilePattern } from './pattern.ts';
import { fillTemplate, type Holes, numberOf } from './template.ts';

export interface CompiledChecks {
  readonly validate: CheckNode | undefined;
  readonly plan: CheckNode | undefined;
}

/** The Go library that a resource was written with: it decides which check hides which, and what unknowns hide. */
export type CheckStyle = 'sdk' | 'framework';

interface CheckNode {
  readonly checks: Check[];
  readonly children: Map<string, CheckNode>;
}

export function compileChecks(checks: readonly Check[] | undefined): CompiledChecks {
  const build = (chosen: readonly Check[]): CheckNode | undefined => {
    if (chosen.length === 0) return undefined;
    const root: CheckNode = { checks: [], children: new Map() };
    for (const check of chosen) {
      let node = root;
      for (const name of stepsOf(check.path)) {
        let child = node.children.get(name);
        if (child === undefined) {
          child = { checks: [], children: new Map() };
          node.children.set(name, child);
        }
        node = child;
      }
      node.checks.push(check);
    }
    return root;
  };
  return {
    validate: build((checks ?? []).filter((check) => check.phase !== 'plan')),
    plan: build((checks ?? []).filter((check) => check.phase === 'plan')),
  };
}

const splitPaths = new Map<string, readonly string[]>();
function stepsOf(path: string): readonly string[] {
  let steps = splitPaths.get(path);
  if (steps === undefined) {
    steps = path === '' ? [] : path.split('.');
    splitPaths.set(path, steps);
  }
  return steps;
}

/** What the checks find; `code` names their origin, such as `aws/fact`. */
export function runChecks(
  node: CheckNode | undefined,
  config: Value,
  code: string,
  style: CheckStyle = 'framework',
): ProviderDiagnostic[] {
  const found: ProviderDiagnostic[] = [];
  if (node === undefined || config.state !== 'known') return found;
  const run: Run = { found, code, style, trail: [], path: [], names: [] };
  run.trail.push(config);
  for (const check of node.checks) runCheck(check, config, run);
  run.trail.pop();
  walk(node, config, run);
  return found;
}

interface Run {
  readonly found: ProviderDiagnostic[];
  readonly code: string;
  readonly style: CheckStyle;
  /** trail[i]: the object that holds the name `names[i]` of the present path. */
  readonly trail: Value[];
  readonly names: string[];
  readonly path: PathStep[];
}

function walk(node: CheckNode, container: Value, run: Run): void {
  if (container.state !== 'known' || !(container.data instanceof Map)) return;
  const members = entriesOf(container);
  for (const [name, child] of node.children) {
    if (name === '*') {
      run.names.push('*');
      run.trail.push(container);
      for (const [key, value] of members) {
        run.path.push({ kind: 'index', key });
        visit(child, value, run);
        run.path.pop();
      }
      run.trail.pop();
      run.names.pop();
      continue;
    }
    const value = members.get(name);
    if (value === undefined) continue;
    run.names.push(name);
    run.trail.push(container);
    run.path.push({ kind: 'attribute', name });
    visit(child, value, run);
    run.path.pop();
    run.trail.pop();
    run.names.pop();
  }
}

function visit(node: CheckNode, value: Value, run: Run): void {
  const before = run.found.length;
  if (run.style === 'sdk') {
    if (sdkStops(node, value, run)) return;
    // A number that does not fit its type is looked at no further.
    for (const check of node.checks) if (isWhole(check)) runCheck(check, value, run);
    if (run.found.length > before) return;
    for (const check of node.checks) if (!isSdkGroup(check) && !isWhole(check)) runCheck(check, value, run);
  } else {
    for (const check of node.checks) runCheck(check, value, run);
    // What is wrong as a whole is not looked into.
    if (run.found.slice(before).some(({ severity }) => severity === 'error')) return;
  }
  if (node.children.size === 0 || value.state !== 'known') return;
  if (!Array.isArray(value.data)) {
    walk(node, value, run);
    return;
  }
  const elements = elementsOf(value);
  const each = node.children.get('*');
  for (const [index, element] of elements.entries()) {
    run.path.push(
      value.type.kind === 'set' ? { kind: 'element', value: element, index } : { kind: 'index', key: index },
    );
    if (each !== undefined) {
      run.names.push('*');
      run.trail.push(value);
      visit(each, element, run);
      run.trail.pop();
      run.names.pop();
    }
    walk(node, element, run);
    run.path.pop();
  }
}

/**
 * SDKv2's order: which of several must be set, then what must be set besides, then — only for a value without anything
 * unknown in it — conflicts; the first that fails hides the rest, everything inside included.
 */
function sdkStops(node: CheckNode, value: Value, run: Run): boolean {
  const before = run.found.length;
  const make = (wanted: readonly string[]): boolean => {
    for (const check of node.checks) if (wanted.includes(check.is) && isSdkGroup(check)) runCheck(check, value, run);
    return run.found.length > before;
  };
  if (make(FIRST) || make(SECOND)) return true;
  return !isWhollyKnown(value) || make(THIRD);
}

const FIRST: readonly string[] = ['exactlyOneOf', 'atLeastOneOf'];
const SECOND: readonly string[] = ['requiredWith'];
const THIRD: readonly string[] = ['conflictsWith'];
const SDK_TITLES: ReadonlySet<string> = new Set([
  'Conflicting configuration arguments',
  'Invalid combination of arguments',
  'Missing required argument',
]);

function isWhole(check: Check): boolean {
  return check.is === 'range' && check.multipleOf === 1 && check.min === undefined && check.max === undefined;
}

function isSdkGroup(check: Check): check is GroupCheck {
  return isGroup(check) && SDK_TITLES.has(check.title);
}

function runCheck(check: Check, value: Value, run: Run): void {
  if (check.when !== undefined && !check.when.every((condition) => holds(condition, run))) return;
  if (isGroup(check)) {
    runGroup(check, value, run);
    return;
  }
  const failure = failsTest(check, value);
  if (failure === undefined) return;
  if (check.is === 'any' && check.title === '') {
    for (const alternative of check.alternatives) {
      const inner = failsTest(alternative, value);
      if (inner !== undefined)
        report(check, alternative.title, alternative.detail, holesOf(run, value, alternative, inner), run);
    }
    return;
  }
  report(check, check.title, check.detail, holesOf(run, value, check, failure), run);
}

function isGroup(check: Check): check is GroupCheck {
  return 'paths' in check;
}

function holesOf(run: Run, value: Value, test: Test, failure: Failure): Holes {
  return {
    path: run.path,
    value,
    ...('values' in test && { values: test.values }),
    ...('min' in test && { min: test.min }),
    ...('max' in test && { max: test.max }),
    length: failure.length,
    reason: failure.reason,
  };
}

function report(check: Check, title: string, detail: string | undefined, holes: Holes, run: Run): void {
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

export interface Failure {
  readonly reason?: string;
  readonly length?: number;
}
const FAILED: Failure = {};

/** Undefined where the value passes the test. */
export function failsTest(test: Test, value: Value): Failure | undefined {
  if (test.is === 'set') return value.state === 'null' || isEmptyBlocks(value) ? FAILED : undefined;
  if (value.state !== 'known') return undefined;
  switch (test.is) {
    case 'oneOf':
      if (Array.isArray(value.data) || value.data instanceof Map) return undefined;
      return includes(test.values, value, test.ignoreCase) ? undefined : FAILED;
    case 'noneOf':
      return includes(test.values, value, test.ignoreCase) ? FAILED : undefined;
    case 'pattern': {
      if (typeof value.data !== 'string') return undefined;
      return (compilePattern(test.pattern)?.test(value.data) ?? true) === (test.not !== true) ? undefined : FAILED;
    }
    case 'length': {
      if (typeof value.data !== 'string') return undefined;
      const length = test.unit === 'characters' ? [...value.data].length : Buffer.byteLength(value.data);
      return outside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'range': {
      const { data } = value;
      const number =
        typeof data === 'string' ? Number(data) : typeof data === 'boolean' ? Number.NaN : numberOf(data as number);
      if (Number.isNaN(number)) return undefined;
      if (test.multipleOf !== undefined && number % test.multipleOf !== 0) return FAILED;
      return outside(number, test.min, test.max) ? FAILED : undefined;
    }
    case 'count': {
      const length = Array.isArray(value.data)
        ? value.data.length
        : value.data instanceof Map
          ? value.data.size
          : undefined;
      return length !== undefined && outside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'prefix-length': {
      if (typeof value.data !== 'string' || parseFormat('cidr', value.data) !== undefined) return undefined;
      const length = Number(value.data.slice(value.data.indexOf('/') + 1));
      return outside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'format': {
      if (typeof value.data !== 'string') return undefined;
      const reason = parseFormat(test.format, value.data);
      return reason === undefined ? undefined : { reason };
    }
    case 'unset':
      if (isEmptyBlocks(value)) return undefined;
      return test.nonZero === true && isZero(value) ? undefined : FAILED;
    case 'any':
      return test.alternatives.every((alternative) => failsTest(alternative, value) !== undefined) ? FAILED : undefined;
  }
}

function outside(number: number, min: number | undefined, max: number | undefined): boolean {
  return (min !== undefined && number < min) || (max !== undefined && number > max);
}

function includes(values: readonly Scalar[], value: Value, ignoreCase: boolean | undefined): boolean {
  const { data } = value;
  if (typeof data === 'string') {
    if (ignoreCase !== true) return values.includes(data);
    const lower = data.toLowerCase();
    return values.some((candidate) => String(candidate).toLowerCase() === lower);
  }
  if (typeof data === 'boolean') return values.includes(data);
  return typeof data === 'number' && values.includes(data);
}

function isZero(value: Value): boolean {
  const { data } = value;
  return data === '' || data === 0 || data === false || isEmptyBlocks(value);
}

function isEmptyBlocks(value: Value): boolean {
  if (value.state !== 'known') return false;
  if (Array.isArray(value.data)) return value.data.length === 0;
  return value.data instanceof Map && value.type.kind === 'map' && value.data.size === 0;
}

/** A group's member counts as set when it is known and not an absent block. */
function isSet(value: Value | undefined): boolean {
  return value !== undefined && value.state === 'known' && !isEmptyBlocks(value);
}

function runGroup(check: GroupCheck, own: Value, run: Run): void {
  const members = check.paths.map((path) => ({ path, value: resolve(path, run) }));
  const sdk = run.style === 'sdk';
  // The older SDK takes a block for unknown, here, if anything in it is.
  const counted = (value: Value | undefined): boolean =>
    isSet(value) && (!sdk || check.is !== 'exactlyOneOf' || isWhollyKnown(value as Value));
  const given = members.filter((member) => counted(member.value));
  const anyUnknown = members.some(
    ({ value }) => value?.state === 'unknown' || (sdk && value !== undefined && !isWhollyKnown(value)),
  );
  const holes: Holes = {
    path: run.path,
    value: own,
    paths: check.paths.map(withIndices),
    given: given.map((member) => withIndices(member.path)),
  };
  const fail = (): void => report(check, check.title, check.detail, holes, run);
  const failMany = (): void => {
    const undo = standAt(given[0]?.path ?? check.path, check, run);
    report(check, check.titleMany ?? check.title, check.detailMany ?? check.detail, { ...holes, path: run.path }, run);
    undo();
  };
  switch (check.is) {
    case 'conflictsWith':
      if (isSet(own) || (!sdk && own.state === 'unknown')) {
        for (const member of given)
          report(check, check.title, check.detail, { ...holes, given: [withIndices(member.path)] }, run);
      }
      return;
    case 'requiredWith':
      if (
        own.state !== 'null' &&
        !isEmptyBlocks(own) &&
        members.some((member) => !isSet(member.value) && member.value?.state !== 'unknown')
      )
        fail();
      return;
    case 'exactlyOneOf':
      if (given.length === 0 && !anyUnknown) fail();
      else if (given.length > 1 && (sdk || !anyUnknown || !check.paths.includes(check.path))) failMany();
      return;
    case 'atLeastOneOf':
      if (given.length === 0 && !anyUnknown) fail();
      return;
    case 'atMostOneOf':
      if (given.length > 1) failMany();
      return;
  }
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

/** The value at `path`, beside the present place: the same element of every block that both lie in, else the first. */
function resolve(path: string, run: Run): Value | undefined {
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

function holds(condition: Condition, run: Run): boolean {
  const value = resolve(condition.path, run);
  if ('set' in condition) return value?.state === 'unknown' ? false : isSet(value) === condition.set;
  if (value?.state === 'unknown') return false;
  const data = value?.state === 'known' ? (value.data as Scalar) : undefined;
  if ('equals' in condition) return data !== undefined && condition.equals.includes(data);
  return data === undefined || !condition.differs.includes(data);
}
