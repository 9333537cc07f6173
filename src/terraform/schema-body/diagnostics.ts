/** Problems of a body that is read with a provider's schema. Titles are Terraform's. */
import type { Diagnostic, Span } from '../../source/index.ts';
import { errorAt, warningAt } from '../problem.ts';

export function unsupportedDynamicType(type: string, span: Span): Diagnostic {
  return errorAt(
    'unsupported-block-type',
    'Unsupported block type',
    `No block of type "${type}" can stand here.`,
    span,
  );
}
export function missingContentBlock(span: Span): Diagnostic {
  const detail = 'The body of the generated blocks must be given in a nested "content" block.';
  return errorAt('missing-dynamic-content', 'Missing dynamic content block', detail, span);
}
export function extraneousContentBlock(span: Span): Diagnostic {
  const detail = 'A dynamic block takes one nested "content" block only.';
  return errorAt('extraneous-dynamic-content', 'Extraneous dynamic content block', detail, span);
}
export function invalidIteratorName(span: Span): Diagnostic {
  const detail = 'The iterator of a dynamic block is a single name, without quotes.';
  return errorAt('invalid-dynamic-iterator', 'Invalid dynamic iterator name', detail, span);
}
export function dynamicLabelCount(type: string, wanted: number, extraneous: boolean, span: Span): Diagnostic {
  const summary = extraneous ? 'Extraneous dynamic block label' : 'Insufficient dynamic block labels';
  return errorAt('dynamic-labels', summary, `A block of type "${type}" takes ${wanted} label(s).`, span);
}
export function invalidDynamicForEach(what: string, span: Span): Diagnostic {
  const detail = `for_each cannot be ${what}: it needs a collection to go through.`;
  return errorAt('invalid-dynamic-for-each', 'Invalid dynamic for_each value', detail, span);
}
export function invalidDynamicLabel(why: string, span: Span): Diagnostic {
  return errorAt('invalid-dynamic-label', 'Invalid dynamic block label', `This cannot be a label: ${why}.`, span);
}
export function tooManyDynamicBlocks(limit: number, span: Span): Diagnostic {
  const detail = `This would generate more than ${limit} blocks (limit maxDynamicBlocks).`;
  return errorAt('limit-dynamic-blocks', 'Too many dynamic blocks', detail, span);
}
export function incorrectAttributeType(name: string, why: string, span: Span, context: Span): Diagnostic {
  const detail = `The value does not fit the attribute "${name}": ${why}.`;
  return { ...errorAt('incorrect-attribute-type', 'Incorrect attribute value type', detail, span), context };
}
export function insufficientBlocks(type: string, wanted: number, span: Span): Diagnostic {
  const detail = `This needs ${wanted} or more "${type}" blocks.`;
  return errorAt('insufficient-blocks', `Insufficient ${type} blocks`, detail, span);
}
export function tooManyBlocks(type: string, limit: number, span: Span): Diagnostic {
  return errorAt(
    'too-many-blocks',
    `Too many ${type} blocks`,
    `At most ${limit} "${type}" blocks may stand here.`,
    span,
  );
}
export function duplicateBlock(type: string, span: Span, key?: string): Diagnostic {
  const detail =
    key === undefined
      ? `A "${type}" block may stand here only once.`
      : `There is already a "${type}" block with the label "${key}".`;
  return errorAt('duplicate-block', `Duplicate ${type} block`, detail, span);
}
export function missingBlock(type: string, span: Span): Diagnostic {
  return errorAt('missing-block', `Missing ${type} block`, `A "${type}" block must stand here.`, span);
}
export function inconsistentBlocks(type: string, span: Span): Diagnostic {
  const detail = 'The same argument must have one type in all blocks of this type.';
  return errorAt('inconsistent-blocks', `Unconsistent argument types in ${type} blocks`, detail, span);
}
export function unsupportedObjectAttribute(name: string, suggestion: string | undefined, span: Span): Diagnostic {
  const hint = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  const detail = `This object has neither an argument nor a nested block nor an exported attribute "${name}".${hint}`;
  return errorAt('unsupported-attribute', 'Unsupported attribute', detail, span);
}
export function invalidIndexOperation(name: string | undefined, span: Span): Diagnostic {
  const detail =
    name === undefined
      ? 'Only an attribute can be read here, with a dot.'
      : `Only an attribute can be read here: write .${name} instead of an index.`;
  return errorAt('invalid-index-operation', 'Invalid index operation', detail, span);
}
export function invalidOperation(detail: string, span: Span): Diagnostic {
  return errorAt('invalid-operation', 'Invalid operation', detail, span);
}
export function setBlockIndexed(type: string, span: Span): Diagnostic {
  const detail = `The "${type}" blocks form a set, whose elements have no keys. A "for" expression with "if" can pick one.`;
  return errorAt('set-block-index', 'Cannot index a set value', detail, span);
}
export function deprecatedAttribute(name: string, span: Span): Diagnostic {
  return warningAt('deprecated-attribute', 'Deprecated attribute', `The attribute "${name}" is deprecated.`, span);
}
