/** `import` blocks: from an empty state they name the remote objects that resources of the plan would take over. */
import { elementsOf, entriesOf, STRING, unmarked, type Value } from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, ImportBlock, Module, ResourceDeclaration } from '../configuration/model.ts';
import { evaluateExpression, hasErrorsSince, type Repetition, referencesOf } from '../evaluate/index.ts';
import { formatResourceInModule } from '../instance-address.ts';
import { errorAt } from '../problem.ts';
import type { ResourceNode } from './graph/nodes.ts';
import { eachOf, hasInstanceKey, importTarget, isStaticTarget, keyMismatch } from './import-target.ts';
import { checkRepetition } from './repetition.ts';
import { instancesOf, type Walk } from './walk.ts';

export interface PlannedImport {
  readonly id: Value;
}

/** In `validate`. */
export function checkImports(walk: Walk, { imports, declaration }: ResourceNode, problems: Diagnostic[]): void {
  for (const block of imports) importsOf(walk, block, declaration, problems);
}

/** The imports of a resource by the address of the instance, as far as their targets can be told. */
export function planImports(
  walk: Walk,
  { imports, declaration }: ResourceNode,
  problems: Diagnostic[],
): Map<string, PlannedImport> {
  return new Map(imports.flatMap((block) => importsOf(walk, block, declaration, problems)));
}

/** In a plan every import needs an instance to import into. */
export function checkUnusedImports(imports: Iterable<string>, problems: Diagnostic[]): void {
  for (const address of imports) problems.push(missingTarget(address));
}

type Found = [address: string, planned: PlannedImport];

function importsOf(
  walk: Walk,
  block: ImportBlock,
  declaration: ResourceDeclaration | undefined,
  problems: Diagnostic[],
): Found[] {
  if (declaration !== undefined && refersTo(block, declaration)) {
    problems.push(invalidId(block, 'it refers to the resource that is imported'));
    return [];
  }
  if (block.forEach === undefined && !isStaticTarget(block)) {
    const detail = 'Without for_each, instance keys of an import are constants.';
    problems.push(errorAt('invalid-import-to', 'Invalid expression', detail, block.to.span));
    problems.push(errorAt('invalid-import-address', 'Invalid address', 'It does not name an instance of a resource.'));
    return [];
  }
  const found: Found[] = [];
  for (const repetition of repetitionsOf(walk, block, problems)) {
    const before = problems.length;
    const { address, key } = importTarget(walk, block, repetition, problems);
    const mismatch = hasErrorsSince(problems, before) ? undefined : keyMismatch(block, declaration, key);
    if (mismatch !== undefined) problems.push(mismatch);
    const id = hasErrorsSince(problems, before) ? undefined : evaluateId(walk, block, repetition, problems);
    if (hasErrorsSince(problems, before)) return found;
    if (id !== undefined && address !== undefined) found.push([address, { id }]);
  }
  return found;
}

function refersTo({ id }: ImportBlock, { mode, type, name }: ResourceDeclaration): boolean {
  return referencesOf(id).references.some(
    ({ subject }) =>
      subject.kind === 'resource' && subject.mode === mode && subject.type === type && subject.name === name,
  );
}

/** The id to import with; undefined where it is not known, which is a problem only in a plan. */
function evaluateId(walk: Walk, block: ImportBlock, repetition: Repetition, problems: Diagnostic[]): Value | undefined {
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return undefined;
  const before = problems.length;
  const value = evaluateExpression(walk.evaluator, root, block.id, STRING, problems, { repetition });
  if (hasErrorsSince(problems, before)) return undefined;
  const refuse = (why: string): undefined => {
    problems.push(invalidId(block, why));
    return undefined;
  };
  if (value.marks.has('ephemeral')) return refuse('it is ephemeral');
  if (value.state === 'null') return refuse('it is null');
  if (value.state === 'unknown') return walk.mode === 'validate' ? undefined : refuse('it is not known yet');
  if (value.data === '') return refuse('it is empty');
  return unmarked(value);
}

function invalidId({ id }: ImportBlock, why: string): Diagnostic {
  return errorAt('invalid-import-id', 'Invalid import id argument', `This id cannot be used: ${why}.`, id.span);
}

/** One for each element of for_each, or one that is unknown where that is so in `validate`. */
function repetitionsOf(walk: Walk, block: ImportBlock, problems: Diagnostic[]): readonly Repetition[] {
  const { forEach } = block;
  if (forEach === undefined) return [{}];
  const [root] = instancesOf(walk, walk.configuration.root);
  if (root === undefined) return [];
  const before = problems.length;
  const anyOne = checkRepetition(walk.evaluator, root, { count: undefined, forEach }, problems);
  if (hasErrorsSince(problems, before)) return [];
  const value = unmarked(evaluateExpression(walk.evaluator, root, forEach, undefined, []));
  if (value.state !== 'known') {
    if (walk.mode === 'validate') return [anyOne];
    const detail = 'The for_each of an import block must be known when planning.';
    problems.push(errorAt('invalid-for-each', 'Invalid for_each argument', detail, forEach.span));
    return [];
  }
  if (value.data instanceof Map) return [...entriesOf(value)].map(([key, element]) => eachOf(key, element));
  if (!Array.isArray(value.data)) return [];
  return elementsOf(value).map((element) => ({ eachKey: element, eachValue: element }));
}

/** The blocks whose resource is not declared, with its address. */
function orphansOf({ root, modules }: Configuration): { block: ImportBlock; address: string }[] {
  if (root.imports.length === 0) return [];
  const prefix = (path: readonly string[]) => path.map((name) => `module.${name}.`).join('');
  const declared = new Set(
    modules.flatMap(({ path, resources }: Module) => [...resources.keys()].map((address) => prefix(path) + address)),
  );
  return root.imports
    .map((block) => ({ block, address: prefix(block.resource.module) + formatResourceInModule(block.resource) }))
    .filter(({ address }) => !declared.has(address));
}

/** In a plan every import needs a resource to import into. */
export function checkImportTargets(configuration: Configuration): Diagnostic[] {
  return orphansOf(configuration).map(({ block, address }) => missingTarget(address, block));
}

/** Before a walk of `validate`: nothing can be said of an import into a module that does not exist. */
export function checkImportedModules(configuration: Configuration): Diagnostic[] {
  const paths = new Set(configuration.modules.map(({ path }) => path.join('.')));
  return orphansOf(configuration)
    .filter(({ block }) => !paths.has(block.resource.module.join('.')))
    .map(({ block, address }) => missingTarget(address, block));
}

/** In `validate` a resource of the root may be missing, for Terraform can write it; the rest of the block must hold. */
export function checkOrphanImports(walk: Walk): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const { block, address } of orphansOf(walk.configuration)) {
    const repeated = block.forEach !== undefined || hasInstanceKey(block);
    if (block.resource.module.length > 0 || (repeated && isStaticTarget(block)))
      problems.push(missingTarget(address, block));
    else importsOf(walk, block, undefined, problems);
  }
  return problems;
}

function missingTarget(address: string, block?: ImportBlock): Diagnostic {
  const detail = `There is no ${address} in the configuration to import into.`;
  return errorAt('import-target-missing', 'Configuration for import target does not exist', detail, block?.to.span);
}
