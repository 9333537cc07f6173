/** The `check` block: assertions, and at most one data source that they look at. */
import { type Block, bodyContent } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors, type Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { CHECK } from './block-schema.ts';
import { ruleOf, writtenRule } from './check-rule.ts';
import { IDENTIFIER_RULE, isIdentifier } from './identifier.ts';
import type { CheckRule } from './model.ts';
import { mistake } from './problem.ts';
import { resourceBlock, type WrittenResource } from './resource-block.ts';

export interface WrittenCheck {
  readonly name: string;
  readonly data: WrittenResource | undefined;
  readonly asserts: readonly CheckRule[];
  readonly span: Span;
}

export function checkBlock(block: Block, override: boolean, problems: Diagnostic[]): WrittenCheck {
  const { value: name, span: nameSpan } = block.labels[0] as Block['labels'][number];
  const span = block.headerSpan;
  if (override) {
    problems.push(mistake("Can't override check blocks", 'An override file cannot contain check blocks.', span));
    return { name, data: undefined, asserts: [], span };
  }
  const { blocks } = bodyContent(block.body, CHECK, problems);
  if (!isIdentifier(name)) problems.push(mistake('Invalid check block name', IDENTIFIER_RULE, nameSpan));
  let data: WrittenResource | undefined;
  const asserts: CheckRule[] = [];
  for (const inner of blocks) {
    const own: Diagnostic[] = [];
    if (inner.type === 'assert') {
      const rule = ruleOf(writtenRule(inner, override, own));
      if (rule !== undefined && !hasErrors(own)) asserts.push(rule);
    } else if (data !== undefined) {
      own.push(mistake('Multiple data resource blocks', 'This check already has a data resource.', inner.headerSpan));
    } else {
      const resource = resourceBlock(inner, 'data', { override, check: name }, own);
      if (!hasErrors(own)) data = resource;
    }
    append(problems, own);
  }
  if (asserts.length === 0) {
    problems.push(mistake('Zero assert blocks', 'A check needs at least one assert block.', span));
  }
  return { name, data, asserts, span };
}
