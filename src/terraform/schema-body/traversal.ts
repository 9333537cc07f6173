/** Checks, without any value, that a reference's steps exist in a resource's schema. */
import { STRING, unknownOf } from '../../cty/index.ts';
import { applySteps, type TraversalStep } from '../../hcl/index.ts';
import type { BlockSchema, NestedBlockSchema } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { suggestName } from '../suggest-name.ts';
import * as problem from './diagnostics.ts';

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

export function checkSteps(block: BlockSchema, steps: readonly TraversalStep[], problems: Diagnostic[]): void {
  const [step, ...after] = steps;
  if (step === undefined) return;
  if (step.kind !== 'attribute') {
    if (step.kind === 'splat') {
      problems.push(problem.invalidOperation('Only an attribute can be read here, with a dot.', step.span));
      return;
    }
    const key = step.key.state === 'known' && step.key.type === STRING ? (step.key.data as string) : undefined;
    const name = key !== undefined && IDENTIFIER.test(key) ? key : undefined;
    problems.push(problem.invalidIndexOperation(name, step.span));
    return;
  }
  const { name } = step;
  const attribute = block.attributes.get(name);
  if (attribute !== undefined) {
    if (attribute.deprecated) problems.push(problem.deprecatedAttribute(name, step.span));
    if (after.length > 0) applySteps(unknownOf(attribute.type), after, problems);
    return;
  }
  const nested = block.blocks.get(name);
  if (nested !== undefined) {
    checkNestedSteps(name, nested, after, problems);
    return;
  }
  const names = [...block.attributes.keys(), ...block.blocks.keys()].sort();
  problems.push(problem.unsupportedObjectAttribute(name, suggestName(name, names), step.span));
}

function checkNestedSteps(
  type: string,
  nested: NestedBlockSchema,
  steps: readonly TraversalStep[],
  problems: Diagnostic[],
): void {
  const [step, ...after] = steps;
  if (nested.nesting === 'single' || nested.nesting === 'group') {
    checkSteps(nested.block, steps, problems);
  } else if (step !== undefined) {
    if (nested.nesting === 'set') {
      problems.push(problem.setBlockIndexed(type, step.span));
    } else if (nested.nesting === 'list' && step.kind !== 'index') {
      const detail = `The "${type}" blocks form a list: read one with an index, such as .${type}[0].`;
      problems.push(problem.invalidOperation(detail, step.span));
    } else {
      checkSteps(nested.block, after, problems);
    }
  }
}
