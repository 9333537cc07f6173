/** The symbols an expression may use: the values of what it refers to, and of nothing else. */
import {
  DYNAMIC,
  DYNAMIC_UNKNOWN,
  listOf,
  mapOf,
  objectOf,
  objectValue,
  stringValue,
  type Type,
  tupleValue,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { Module, VariableDeclaration } from '../configuration/model.ts';
import { formatResourceInModule } from '../instance-address.ts';
import { EPHEMERAL, SENSITIVE } from '../marks.ts';
import type { Reference } from '../reference.ts';
import { suggestName } from '../suggest-name.ts';
import * as problem from './diagnostics.ts';
import type { Around, ModuleInstance } from './module-instance.ts';

/** What the whole walk shares. */
export interface Surroundings {
  readonly mode: 'validate' | 'plan';
  readonly workingDirectory: string;
  readonly workspace: string;
}

/** What an ephemeral resource gives before it is opened. */
export const EPHEMERAL_UNKNOWN: Value = withMarks(DYNAMIC_UNKNOWN, EPHEMERAL);

/** Adds the value of each reference's subject to the symbols; `withPrefix`: also `resource.TYPE.NAME`. */
export function symbolsFor(
  references: readonly Reference[],
  instance: ModuleInstance,
  around: Around,
  surroundings: Surroundings,
  withPrefix: boolean,
  problems: Diagnostic[],
): ReadonlyMap<string, Value> {
  const symbols = new Map<string, Value>();
  const groups = new Map<string, Map<string, Value>>();
  const managed = new Map<string, Map<string, Value>>();
  const data = new Map<string, Map<string, Value>>();
  const ephemeral = new Map<string, Map<string, Value>>();
  const put = (tables: Map<string, Map<string, Value>>, group: string, name: string, value: Value): void => {
    const table = tables.get(group);
    if (table === undefined) tables.set(group, new Map([[name, value]]));
    else table.set(name, value);
  };
  for (const { subject, span } of references) {
    switch (subject.kind) {
      case 'resource': {
        const tables = subject.mode === 'managed' ? managed : subject.mode === 'data' ? data : ephemeral;
        if (tables.get(subject.type)?.has(subject.name)) break;
        put(tables, subject.type, subject.name, resourceValue(formatResourceInModule(subject), instance, surroundings));
        break;
      }
      case 'variable':
        put(groups, 'var', subject.name, variableValue(subject.name, instance, around, surroundings, span, problems));
        break;
      case 'local':
        put(groups, 'local', subject.name, localValue(subject.name, instance, span, problems));
        break;
      case 'module':
        if (groups.get('module')?.has(subject.name)) break;
        put(groups, 'module', subject.name, moduleValue(subject.name, instance, surroundings));
        break;
      case 'path':
        put(groups, 'path', subject.name, pathValue(subject.name, instance, surroundings, span, problems));
        break;
      case 'terraform':
        put(groups, 'terraform', subject.name, terraformValue(subject.name, surroundings, span, problems));
        break;
      case 'count':
        put(groups, 'count', subject.name, countValue(subject.name, around, span, problems));
        break;
      case 'each':
        put(groups, 'each', subject.name, eachValue(subject.name, around, span, problems));
        break;
      case 'self':
        if (around.self !== undefined) symbols.set('self', around.self.value);
        break;
    }
  }
  for (const [type, table] of managed) symbols.set(type, objectValue(table));
  if (withPrefix) symbols.set('resource', nestedObject(managed));
  if (data.size > 0) symbols.set('data', nestedObject(data));
  if (ephemeral.size > 0) symbols.set('ephemeral', nestedObject(ephemeral));
  for (const [group, table] of groups) symbols.set(group, objectValue(table));
  return symbols;
}

function nestedObject(tables: ReadonlyMap<string, ReadonlyMap<string, Value>>): Value {
  return objectValue([...tables].map(([type, table]) => [type, objectValue(table)]));
}

function resourceValue(address: string, instance: ModuleInstance, { mode }: Surroundings): Value {
  if (mode === 'plan') return instance.resources.get(address) ?? DYNAMIC_UNKNOWN;
  return address.startsWith('ephemeral.') ? EPHEMERAL_UNKNOWN : DYNAMIC_UNKNOWN;
}

function variableValue(
  name: string,
  instance: ModuleInstance,
  around: Around,
  { mode }: Surroundings,
  span: Span,
  problems: Diagnostic[],
): Value {
  const declared = instance.module.variables.get(name);
  if (declared === undefined) {
    problems.push(problem.undeclaredVariable(name, suggestName(name, sortedNames(instance.module.variables)), span));
    return DYNAMIC_UNKNOWN;
  }
  const isOwn = around.bareVariable === name;
  const value =
    mode === 'plan' || (isOwn && instance.parent !== undefined)
      ? (instance.variables.get(name) ?? DYNAMIC_UNKNOWN)
      : unknownOf(declared.type);
  return isOwn ? value : declaredMarks(value, declared);
}

/** Marks that the declaration itself puts on a variable's or output's value. */
export function declaredMarks(
  value: Value,
  { sensitive, ephemeral }: Pick<VariableDeclaration, 'sensitive' | 'ephemeral'>,
): Value {
  if (!sensitive && !ephemeral) return value;
  const marked = sensitive ? withMarks(value, SENSITIVE) : value;
  return ephemeral ? withMarks(marked, EPHEMERAL) : marked;
}

function localValue(name: string, instance: ModuleInstance, span: Span, problems: Diagnostic[]): Value {
  if (!instance.module.locals.has(name)) {
    problems.push(problem.undeclaredLocal(name, suggestName(name, sortedNames(instance.module.locals)), span));
    return DYNAMIC_UNKNOWN;
  }
  return instance.locals.get(name) ?? DYNAMIC_UNKNOWN;
}

function sortedNames(table: ReadonlyMap<string, unknown>): readonly string[] {
  return [...table.keys()].sort();
}

const outputTypes = sideTable<Module, Type>();

function moduleValue(name: string, instance: ModuleInstance, { mode }: Surroundings): Value {
  const child = instance.module.children.get(name);
  if (child === undefined) return DYNAMIC_UNKNOWN;
  if (mode === 'validate') {
    let type = outputTypes.get(child);
    if (type === undefined) {
      type = objectOf(new Map([...child.outputs.keys()].map((output) => [output, DYNAMIC])));
      outputTypes.set(child, type);
    }
    const call = instance.module.moduleCalls.get(name);
    return unknownOf(call?.count !== undefined ? listOf(type) : call?.forEach !== undefined ? mapOf(type) : type);
  }
  const expansion = instance.children.get(name);
  if (expansion === undefined) return DYNAMIC_UNKNOWN;
  const values = [...expansion.instances].map(([key, inner]) => [String(key), outputsObject(inner)] as const);
  if (expansion.kind === 'single') return values[0]?.[1] ?? DYNAMIC_UNKNOWN;
  return expansion.kind === 'count' ? tupleValue(values.map(([, value]) => value)) : objectValue(values);
}

function outputsObject(inner: ModuleInstance): Value {
  const values: [string, Value][] = [];
  for (const name of inner.module.outputs.keys()) values.push([name, inner.outputs.get(name) ?? DYNAMIC_UNKNOWN]);
  return objectValue(values);
}

function pathValue(
  name: string,
  { module }: ModuleInstance,
  { workingDirectory }: Surroundings,
  span: Span,
  problems: Diagnostic[],
): Value {
  switch (name) {
    case 'cwd':
      return stringValue(workingDirectory);
    case 'root':
      return stringValue('.');
    case 'module':
      return stringValue(module.directory === '' ? '.' : module.directory);
  }
  const suggestion = suggestName(name, ['cwd', 'module', 'root']);
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  problems.push(problem.invalidRootAttribute('path', `"path" has cwd, module and root, not "${name}".${hint}`, span));
  return DYNAMIC_UNKNOWN;
}

function terraformValue(name: string, { workspace }: Surroundings, span: Span, problems: Diagnostic[]): Value {
  if (name === 'workspace') return stringValue(workspace);
  const detail =
    name === 'env'
      ? 'terraform.env was removed in Terraform 0.12; terraform.workspace is its successor.'
      : `"terraform" has the attribute "workspace" only, not "${name}".`;
  problems.push(problem.invalidRootAttribute('terraform', detail, span));
  return DYNAMIC_UNKNOWN;
}

function countValue(name: string, { repetition }: Around, span: Span, problems: Diagnostic[]): Value {
  if (name !== 'index') {
    problems.push(
      problem.invalidRootAttribute('count', `"count" has the attribute "index" only, not "${name}".`, span),
    );
  } else if (repetition.countIndex === undefined) {
    problems.push(problem.countOutOfContext(span));
  } else {
    return repetition.countIndex;
  }
  return DYNAMIC_UNKNOWN;
}

function eachValue(name: string, { repetition }: Around, span: Span, problems: Diagnostic[]): Value {
  if (name !== 'key' && name !== 'value') {
    problems.push(
      problem.invalidRootAttribute('each', `"each" has the attributes "key" and "value" only, not "${name}".`, span),
    );
    return DYNAMIC_UNKNOWN;
  }
  const value = name === 'key' ? repetition.eachKey : repetition.eachValue;
  if (value === undefined) {
    problems.push(name === 'value' ? problem.eachValueOutOfContext(span) : problem.eachOutOfContext(span));
  }
  return value ?? DYNAMIC_UNKNOWN;
}
