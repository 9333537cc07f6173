/** `import` blocks: from an empty state they name the remote objects that resources of the plan would take over. */
import { elementsOf, entriesOf, STRING, stringValue, unmarked, type Value } from '../../cty/index.ts';
import type { Expression } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, ImportBlock } from '../configuration/model.ts';
import { evaluateExpression, hasErrorsSince, type Repetition } from '../evaluate/index.ts';
import { formatResourceInModule } from '../instance-address.ts';
import { errorAt } from '../problem.ts';
import type { ResourceNode } from './graph.ts';
import { checkRepetition } from './repetition.ts';
import { instancesOf, type Walk } from './walk.ts';

export function checkImports(walk: Walk, node: ResourceNode, problems: Diagnostic[]): void {
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return;
  for (const block of node.imports) {
    const repetition = checkRepetition(walk.evaluator, root, { count: undefined, forEach: block.forEach }, problems);
    evaluateId(walk, block, repetition, problems);
  }
}

/** The id to import with; undefined, with a problem, where it cannot be used. An unknown id is a mistake only in a plan. */
function evaluateId(walk: Walk, block: ImportBlock, repetition: Repetition, problems: Diagnostic[]): Value | undefined {
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return undefined;
  const before = problems.length;
  const value = evaluateExpression(walk.evaluator, root, block.id, STRING, problems, { repetition });
  if (hasErrorsSince(problems, before)) return undefined;
  const refuse = (why: string): undefined => {
    problems.push(
      errorAt('invalid-import-id', 'Invalid import id argument', `This id cannot be used: ${why}.`, block.id.span),
    );
    return undefined;
  };
  if (value.marks.has('ephemeral')) return refuse('it is ephemeral');
  if (value.state === 'null') return refuse('it is null');
  if (value.state === 'unknown') return walk.mode === 'validate' ? undefined : refuse('it is not known yet');
  if (value.data === '') return refuse('it is empty');
  return unmarked(value);
}

export interface PlannedImport {
  readonly id: Value;
}

/** In a plan every import needs a resource to import into. */
export function checkImportTargets({ root, modules }: Configuration): Diagnostic[] {
  if (root.imports.length === 0) return [];
  const declared = new Set<string>();
  const prefix = (path: readonly string[]) => path.map((name) => `module.${name}.`).join('');
  for (const { path, resources } of modules)
    for (const address of resources.keys()) declared.add(prefix(path) + address);
  const problems: Diagnostic[] = [];
  for (const { resource, to } of root.imports) {
    const address = prefix(resource.module) + formatResourceInModule(resource);
    if (declared.has(address)) continue;
    const detail = `There is no resource ${address} in the configuration to import into.`;
    problems.push(errorAt('import-target-missing', 'Configuration for import target does not exist', detail, to.span));
  }
  return problems;
}

/** The imports of a resource by the address of the instance, as far as their targets can be told. */
export function planImports(
  walk: Walk,
  node: ResourceNode,
  problems: Diagnostic[],
): ReadonlyMap<string, PlannedImport> {
  const found = new Map<string, PlannedImport>();
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return found;
  for (const block of node.imports) {
    for (const repetition of repetitionsOf(walk, block, problems)) {
      const id = evaluateId(walk, block, repetition, problems);
      const address = targetAddress(walk, block.to, repetition);
      if (id !== undefined && address !== undefined) found.set(address, { id });
    }
  }
  return found;
}

function repetitionsOf(walk: Walk, block: ImportBlock, problems: Diagnostic[]): readonly Repetition[] {
  if (block.forEach === undefined) return [{}];
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return [];
  const before = problems.length;
  const value = unmarked(evaluateExpression(walk.evaluator, root, block.forEach, undefined, problems));
  if (hasErrorsSince(problems, before)) return [];
  if (value.state !== 'known') {
    const detail = 'The for_each of an import block must be known when planning.';
    problems.push(errorAt('invalid-for-each', 'Invalid for_each argument', detail, block.forEach.span));
    return [];
  }
  if (value.data instanceof Map) {
    return [...entriesOf(value)].map(([key, element]) => ({ eachKey: stringValue(key), eachValue: element }));
  }
  if (!Array.isArray(value.data)) return [];
  return elementsOf(value).map((element) => ({ eachKey: element, eachValue: element }));
}

/** Such as `module.m[0].aws_vpc.a["x"]`; undefined where a key is not constant. */
function targetAddress(walk: Walk, to: Expression, repetition: Repetition): string | undefined {
  switch (to.kind) {
    case 'Traversal': {
      let text = to.traversal.root;
      for (const step of to.traversal.steps) {
        if (step.kind === 'attribute') text += `.${step.name}`;
        else if (step.kind === 'index') text += keyText(step.key);
      }
      return text;
    }
    case 'RelativeTraversal': {
      let text = targetAddress(walk, to.subject, repetition);
      for (const step of to.steps) {
        if (text === undefined) return undefined;
        if (step.kind === 'attribute') text += `.${step.name}`;
        else if (step.kind === 'index') text += keyText(step.key);
      }
      return text;
    }
    case 'Index': {
      const [root] = instancesOf(walk, walk.configuration.root);
      const text = targetAddress(walk, to.collection, repetition);
      if (root === undefined || text === undefined) return undefined;
      const key = unmarked(evaluateExpression(walk.evaluator, root, to.key, undefined, [], { repetition }));
      return key.state === 'known' ? text + keyText(key) : undefined;
    }
    default:
      return undefined;
  }
}

function keyText(key: Value): string {
  return key.type.kind === 'string' ? `[${JSON.stringify(key.data)}]` : `[${String(key.data)}]`;
}
