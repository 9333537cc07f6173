/** Makes the checks of a resource's facts on a configuration, in the order of the library it was written with. */
import { elementsOf, entriesOf, isWhollyKnown, type KnownValue, type Value } from '../../cty/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { type CheckStyle, holds, type Run, report } from './check-run.ts';
import type { CheckNode } from './check-tree.ts';
import type { Check, GroupCheck, Test, ValueCheck } from './format.ts';
import { isGroup, runGroup } from './group-check.ts';
import type { Holes } from './template.ts';
import { type Failure, failsTest } from './value-test.ts';

export type { CheckStyle };

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

function walk(node: CheckNode, container: Value, run: Run): void {
  if (container.state !== 'known' || !(container.data instanceof Map)) return;
  const members = entriesOf(container);
  for (const [name, child] of node.children) {
    if (name === '*') walkMembers(child, container, members, run);
    else {
      const value = members.get(name);
      if (value !== undefined) walkMember(child, container, name, value, run);
    }
  }
}

function walkMember(node: CheckNode, container: Value, name: string, value: Value, run: Run): void {
  run.names.push(name);
  run.trail.push(container);
  run.path.push({ kind: 'attribute', name });
  visit(node, value, run);
  run.path.pop();
  run.trail.pop();
  run.names.pop();
}

function walkMembers(node: CheckNode, container: Value, members: ReadonlyMap<string, Value>, run: Run): void {
  run.names.push('*');
  run.trail.push(container);
  for (const [key, value] of members) {
    run.path.push({ kind: 'index', key });
    visit(node, value, run);
    run.path.pop();
  }
  run.trail.pop();
  run.names.pop();
}

/** What is wrong as a whole is not looked into. */
function visit(node: CheckNode, value: Value, run: Run): void {
  const goesOn = run.style === 'sdk' ? makeSdkChecks(node, value, run) : makeFrameworkChecks(node, value, run);
  if (!goesOn || node.children.size === 0 || value.state !== 'known') return;
  if (Array.isArray(value.data)) walkElements(node, value, run);
  else walk(node, value, run);
}

function walkElements(node: CheckNode, value: KnownValue, run: Run): void {
  const each = node.children.get('*');
  for (const [index, element] of elementsOf(value).entries()) {
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

function makeFrameworkChecks(node: CheckNode, value: Value, run: Run): boolean {
  const before = run.found.length;
  for (const check of node.checks) runCheck(check, value, run);
  for (let i = before; i < run.found.length; i++) if (run.found[i]?.severity === 'error') return false;
  return true;
}

/**
 * SDKv2's order: which of several must be set, then what must be set besides, then — only for a value without anything
 * unknown in it — conflicts; the first that fails hides the rest, everything inside included.
 */
function makeSdkChecks(node: CheckNode, value: Value, run: Run): boolean {
  const before = run.found.length;
  const make = (wanted: (check: Check) => boolean): boolean => {
    for (const check of node.checks) if (wanted(check)) runCheck(check, value, run);
    return run.found.length === before;
  };
  if (!make(isFirst) || !make(isSecond) || !isWhollyKnown(value) || !make(isThird)) return false;
  // A number that does not fit its type is looked at no further.
  if (!make(isWhole)) return false;
  // Of too many or too few nothing is looked into.
  if (!make(isCount)) return false;
  make(isOther);
  return true;
}

const SDK_TITLES: ReadonlySet<string> = new Set([
  'Conflicting configuration arguments',
  'Invalid combination of arguments',
  'Missing required argument',
]);

function isSdkGroup(check: Check): check is GroupCheck {
  return isGroup(check) && SDK_TITLES.has(check.title);
}

function isFirst(check: Check): boolean {
  return (check.is === 'exactlyOneOf' || check.is === 'atLeastOneOf') && isSdkGroup(check);
}

function isSecond(check: Check): boolean {
  return check.is === 'requiredWith' && isSdkGroup(check);
}

function isThird(check: Check): boolean {
  return check.is === 'conflictsWith' && isSdkGroup(check);
}

function isWhole(check: Check): boolean {
  return check.is === 'range' && check.multipleOf === 1 && check.min === undefined && check.max === undefined;
}

function isCount(check: Check): boolean {
  return check.is === 'count';
}

function isOther(check: Check): boolean {
  return !isSdkGroup(check) && !isWhole(check) && !isCount(check);
}

function runCheck(check: Check, value: Value, run: Run): void {
  if (check.when !== undefined && !check.when.every((condition) => holds(condition, run))) return;
  if (isGroup(check)) runGroup(check, value, run);
  else runTest(check, value, run);
}

function runTest(check: ValueCheck, value: Value, run: Run): void {
  const failure = failsTest(check, value);
  if (failure === undefined) return;
  if (check.is !== 'any' || check.title !== '') {
    for (const one of eachReason(failure))
      report(check, check.title, check.detail, holesOf(run, value, check, one), run);
    return;
  }
  for (const alternative of check.alternatives) {
    const inner = failsTest(alternative, value);
    if (inner === undefined) continue;
    for (const one of eachReason(inner))
      report(check, alternative.title, alternative.detail, holesOf(run, value, alternative, one), run);
  }
}

function eachReason(failure: Failure): readonly Failure[] {
  return [failure, ...(failure.otherReasons ?? []).map((reason) => ({ ...failure, reason }))];
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
