/**
 * Evaluates expressions and bodies of a module as Terraform does: first their references are checked against declarations
 * and schemas, then values are looked up, then the expression is evaluated; a mistake in one step hides the later steps.
 */
import { convert, DYNAMIC_UNKNOWN, type FunctionTable, type Type, unknownOf, type Value } from '../../cty/index.ts';
import { type Body, type Expression, evaluate, type Scope } from '../../hcl/index.ts';
import { type BlockSchema, impliedType, type Schema } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { ResourceDeclaration } from '../configuration/model.ts';
import type { Reference } from '../reference.ts';
import { type CompiledBody, compileBody } from '../schema-body/compile.ts';
import { decodeBody } from '../schema-body/decode.ts';
import { type ExpandedBody, expandBody, iteratorNames } from '../schema-body/expand.ts';
import { incorrectValueType } from './diagnostics.ts';
import { type Surroundings, symbolsFor } from './lookup.ts';
import { type Around, type ModuleInstance, PLAIN } from './module-instance.ts';
import { type ExpressionReferences, referencesOf } from './references.ts';
import { checkReference } from './static-check.ts';

export interface Evaluator extends Surroundings {
  /** Functions as the module's expressions see them, provider-defined ones included. */
  readonly functions: (instance: ModuleInstance) => FunctionTable;
  readonly schemaOf: (resource: ResourceDeclaration) => Schema | undefined;
}

const NO_SYMBOLS: ReadonlyMap<string, Value> = new Map();

/** The value, converted to `type` where one is wanted; an unknown where a problem was found. */
export function evaluateExpression(
  evaluator: Evaluator,
  instance: ModuleInstance,
  expression: Expression,
  type: Type | undefined,
  problems: Diagnostic[],
  around: Around = PLAIN,
): Value {
  const before = problems.length;
  const failed = (): Value => (type === undefined ? DYNAMIC_UNKNOWN : unknownOf(type));
  const found = referencesOf(expression);
  const scope = scopeFor(evaluator, instance, [found], around, problems);
  if (hasErrorsSince(problems, before)) return failed();
  const value = evaluate(expression, scope, problems);
  if (type === undefined) return value;
  if (hasErrorsSince(problems, before)) return failed();
  const converted = convert(value, type);
  if ('value' in converted) return converted.value;
  problems.push(incorrectValueType(converted.error, expression.span));
  return failed();
}

/** A body's value by a provider's schema. The structural mistakes of a body show only if all its references are good. */
export function evaluateBody(
  evaluator: Evaluator,
  instance: ModuleInstance,
  body: Body,
  schema: BlockSchema,
  problems: Diagnostic[],
  around: Around = PLAIN,
): Value {
  const compiled = compileBody(body, schema);
  const expanded = compiled.hasDynamic
    ? expandBody(compiled, dynamicScope(evaluator, instance, compiled, around, problems))
    : expandBody(compiled, undefined);
  const before = problems.length;
  const scope = scopeFor(evaluator, instance, referencesOfExpanded(expanded), around, problems);
  if (hasErrorsSince(problems, before)) return unknownOf(impliedType(schema));
  return decodeBody(expanded, scope, problems);
}

/** A scope with what the given references name. Where a reference is wrong it has no symbols at all. */
export function scopeFor(
  evaluator: Evaluator,
  instance: ModuleInstance,
  all: readonly ExpressionReferences[],
  around: Around,
  problems: Diagnostic[],
): Scope {
  const functions = evaluator.functions(instance);
  const before = problems.length;
  let references: readonly Reference[] = [];
  let withPrefix = false;
  if (all.length === 1) {
    references = (all[0] as ExpressionReferences).references;
    withPrefix = (all[0] as ExpressionReferences).usesResourcePrefix;
    for (const found of (all[0] as ExpressionReferences).problems) problems.push(found);
  } else if (all.length > 1) {
    const gathered: Reference[] = [];
    for (const one of all) {
      for (const reference of one.references) gathered.push(reference);
      for (const found of one.problems) problems.push(found);
      withPrefix ||= one.usesResourcePrefix;
    }
    references = gathered;
  }
  if (references.length === 0) return { variables: NO_SYMBOLS, functions };
  const unparsed = problems.length - before;
  for (const reference of references) {
    checkReference(reference, instance.module, around, evaluator.schemaOf, problems);
  }
  if (hasErrorsSince(problems, before + unparsed)) return { variables: NO_SYMBOLS, functions };
  return { variables: symbolsFor(references, instance, around, evaluator, withPrefix, problems), functions };
}

export function hasErrorsSince(problems: readonly Diagnostic[], index: number): boolean {
  for (let i = index; i < problems.length; i++) if ((problems[i] as Diagnostic).severity === 'error') return true;
  return false;
}

/** The scope in which `for_each` and `labels` of all dynamic blocks of a body are evaluated. */
function dynamicScope(
  evaluator: Evaluator,
  instance: ModuleInstance,
  compiled: CompiledBody,
  around: Around,
  problems: Diagnostic[],
): Scope {
  const found: ExpressionReferences[] = [];
  collectDynamic(compiled, new Set(), found);
  return scopeFor(evaluator, instance, found, around, problems);
}

function collectDynamic(compiled: CompiledBody, iterators: ReadonlySet<string>, found: ExpressionReferences[]): void {
  for (const block of compiled.blocks) {
    if (block.kind === 'block') {
      if (block.body.hasDynamic) collectDynamic(block.body, iterators, found);
    } else {
      addReferences(block.forEach, iterators, found);
      const inside = new Set([...iterators, block.iterator]);
      for (const label of block.labels) addReferences(label, inside, found);
      collectDynamic(block.body, inside, found);
    }
  }
}

/** The references of all expressions that decoding will evaluate; cached where no iterator hides a name. */
function referencesOfExpanded(body: ExpandedBody): readonly ExpressionReferences[] {
  const cached = plainReferences.get(body);
  if (cached !== undefined) return cached;
  const found: ExpressionReferences[] = [];
  collectExpanded(body, found);
  plainReferences.set(body, found);
  return found;
}
const plainReferences = sideTable<ExpandedBody, readonly ExpressionReferences[]>();

function collectExpanded(body: ExpandedBody, found: ExpressionReferences[]): void {
  if (!body.unknown && body.compiled.attributes.length > 0) {
    const iterators = iteratorNames(body.iteration);
    for (const { attribute } of body.compiled.attributes) addReferences(attribute.expression, iterators, found);
  }
  for (const block of body.blocks) collectExpanded(block.body, found);
}

function addReferences(expression: Expression, iterators: ReadonlySet<string>, found: ExpressionReferences[]): void {
  const all = referencesOf(expression);
  if (all.references.length === 0 && all.problems.length === 0) return;
  if (iterators.size === 0) {
    found.push(all);
    return;
  }
  const references = all.references.filter((_, i) => !iterators.has(all.roots[i] as string));
  const problems = all.problems.filter(({ span }) => span === undefined || !iterators.has(rootAt(span)));
  const roots = all.roots.filter((root) => !iterators.has(root));
  if (references.length + problems.length > 0) found.push({ ...all, references, problems, roots });
}

/** The name that the text of a span begins with: an iterator used alone reads as a malformed reference. */
function rootAt({ source, start }: { source: { text: string }; start: number }): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(source.text.slice(start, start + 200))?.[0] ?? '';
}
