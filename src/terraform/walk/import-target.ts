/** What the `to` of an `import` block names: an address whose instance keys may be expressions over `each`. */
import { stringValue, unmarked, type Value } from '../../cty/index.ts';
import type { Expression, TraversalStep } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { ImportBlock, ResourceDeclaration } from '../configuration/model.ts';
import { evaluateExpression, type Repetition } from '../evaluate/index.ts';
import { errorAt } from '../problem.ts';
import { instancesOf, type Walk } from './walk.ts';

/** Such as `module.m[0].aws_vpc.a["x"]`, and the key of the resource's instance, which may be unknown. */
export interface ImportTarget {
  readonly address: string | undefined;
  readonly key: Value | undefined;
}

/** Whether every instance key is written as a constant. */
export function isStaticTarget({ to }: ImportBlock): boolean {
  return to.kind === 'Traversal';
}

/** Whether the address ends in an instance key. */
export function hasInstanceKey({ to }: ImportBlock): boolean {
  if (to.kind === 'Traversal') return to.traversal.steps.at(-1)?.kind === 'index';
  return to.kind === 'Index' || (to.kind === 'RelativeTraversal' && to.steps.at(-1)?.kind === 'index');
}

/** Errors in the keys' expressions become problems. */
export function importTarget(
  walk: Walk,
  block: ImportBlock,
  repetition: Repetition,
  problems: Diagnostic[],
): ImportTarget {
  const [root] = instancesOf(walk, walk.configuration.root);
  let key: Value | undefined;
  const withStep = (text: string | undefined, step: TraversalStep): string | undefined => {
    key = step.kind === 'index' ? step.key : undefined;
    if (step.kind === 'attribute') return text && `${text}.${step.name}`;
    return step.kind === 'index' ? text && text + keyText(step.key) : text;
  };
  const addressOf = (to: Expression): string | undefined => {
    if (to.kind === 'Traversal') return to.traversal.steps.reduce(withStep, to.traversal.root as string | undefined);
    if (to.kind === 'RelativeTraversal') return to.steps.reduce(withStep, addressOf(to.subject));
    if (to.kind !== 'Index' || root === undefined) return undefined;
    const text = addressOf(to.collection);
    key = unmarked(evaluateExpression(walk.evaluator, root, to.key, undefined, problems, { repetition }));
    return key.state === 'known' && text !== undefined ? text + keyText(key) : undefined;
  };
  return { address: addressOf(block.to), key };
}

/** A resource without count takes no number, one without for_each no text, and one with either no import without a key. */
export function keyMismatch(
  { to }: ImportBlock,
  declaration: ResourceDeclaration | undefined,
  key: Value | undefined,
): Diagnostic | undefined {
  const { count, forEach } = declaration ?? {};
  const refuse = (why: string): Diagnostic =>
    errorAt('invalid-import-to', "Invalid import 'to' expression", `The resource ${why}.`, to.span);
  if (key === undefined) {
    if (count !== undefined) return refuse('has count, so the address needs a number as its key');
    return forEach === undefined ? undefined : refuse('has for_each, so the address needs a text as its key');
  }
  if (key.state !== 'known') return undefined;
  if (key.type.kind === 'number') return count === undefined ? refuse('has no count') : undefined;
  return key.type.kind === 'string' && forEach === undefined ? refuse('has no for_each') : undefined;
}

function keyText(key: Value): string {
  return key.type.kind === 'string' ? `[${JSON.stringify(key.data)}]` : `[${String(key.data)}]`;
}

/** The key as `each` holds it. */
export function eachOf(key: string, value: Value): Repetition {
  return { eachKey: stringValue(key), eachValue: value };
}
