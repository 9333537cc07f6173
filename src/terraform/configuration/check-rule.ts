/** `precondition`, `postcondition`, `validation` and `assert` blocks. */
import { type Block, bodyContent, type Expression, variablesOf } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { type Reference, referencesIn } from '../reference.ts';
import { CHECK_RULE } from './block-schema.ts';
import type { CheckRule } from './model.ts';
import { mistake } from './problem.ts';

/** As written: either expression is missing where the block is faulty. */
export interface WrittenRule {
  readonly condition: Expression | undefined;
  readonly errorMessage: Expression | undefined;
  readonly block: Block;
}

export function writtenRule(block: Block, override: boolean, problems: Diagnostic[]): WrittenRule {
  if (override) {
    problems.push(
      mistake(
        `Can't override ${block.type} blocks`,
        `An override file cannot contain "${block.type}" blocks.`,
        block.headerSpan,
        { code: 'terraform/override-of-check-rule' },
      ),
    );
    return { condition: undefined, errorMessage: undefined, block };
  }
  const content = bodyContent(block.body, CHECK_RULE, problems);
  const condition = content.attributes.get('condition')?.expression;
  if (condition !== undefined && variablesOf(condition).length === 0) {
    problems.push(
      mistake(
        `Invalid ${block.type} expression`,
        'The condition refers to nothing else in the configuration, so it would always give the same result.',
        condition.span,
        { code: 'terraform/constant-condition' },
      ),
    );
  }
  return { condition, errorMessage: content.attributes.get('error_message')?.expression, block };
}

/** The rule, where its condition is there. */
export function ruleOf(written: WrittenRule): CheckRule | undefined {
  const { condition, errorMessage, block } = written;
  return condition === undefined ? undefined : { condition, errorMessage, span: block.headerSpan };
}

/** Conditions of a resource must not refer to the resource itself by name. */
export function refuseSelfReferences(
  written: WrittenRule,
  resource: { readonly mode: string; readonly type: string; readonly name: string },
  problems: Diagnostic[],
): void {
  const itself = ({ subject }: Reference) =>
    subject.kind === 'resource' &&
    subject.mode === resource.mode &&
    subject.type === resource.type &&
    subject.name === resource.name;
  for (const expression of [written.condition, written.errorMessage]) {
    if (expression === undefined || !referencesIn(variablesOf(expression)).some(itself)) continue;
    problems.push(
      mistake(
        `Invalid reference in ${written.block.type}`,
        `A ${written.block.type} of ${resource.type}.${resource.name} cannot refer to that resource by name; a postcondition can use "self".`,
        expression.span,
        { code: 'terraform/self-reference-in-check-rule' },
      ),
    );
  }
}
