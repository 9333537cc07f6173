/** The messages about bodies read by a schema, native and JSON. */
import { type Diagnostic, lineAt, type Span } from '../source/index.ts';
import type { Block } from './ast.ts';

function error(code: string, summary: string, detail: string, span: Span, context?: Span): Diagnostic {
  return context === undefined
    ? { severity: 'error', code: `hcl/${code}`, summary, detail, span }
    : { severity: 'error', code: `hcl/${code}`, summary, detail, span, context };
}
function didYouMean(suggestion: string): string {
  return suggestion === '' ? '' : ` Did you mean "${suggestion}"?`;
}
function place(span: Span): string {
  return `${span.source.name}:${lineAt(span.source, span.start)}`;
}

export function missingRequiredArgument(span: Span, name: string): Diagnostic {
  return error('missing-required-argument', 'Missing required argument', `The argument "${name}" must be set.`, span);
}
/** Of merged bodies: there is no one place to point at. */
export function missingInAll(name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'hcl/missing-required-argument',
    summary: 'Missing required argument',
    detail: `The argument "${name}" must be set.`,
  };
}
export function unsupportedArgument(span: Span, name: string, suggestion: string, isBlock: boolean): Diagnostic {
  const hint = isBlock ? ` Write it as a block: ${name} { … }.` : didYouMean(suggestion);
  return error('unsupported-argument', 'Unsupported argument', `There is no argument "${name}" here.${hint}`, span);
}
export function unsupportedBlockType(span: Span, type: string, suggestion: string, isArgument: boolean): Diagnostic {
  const hint = isArgument ? ` Write it as an argument: ${type} = ….` : didYouMean(suggestion);
  return error('unsupported-block-type', 'Unsupported block type', `There are no "${type}" blocks here.${hint}`, span);
}
export function unexpectedBlock(span: Span, type: string): Diagnostic {
  return error('unexpected-block', `Unexpected "${type}" block`, 'Only arguments may stand here.', span);
}
export function extraneousLabel(span: Span, block: Block, labels: readonly string[]): Diagnostic {
  const detail =
    labels.length === 0
      ? `${block.type} blocks have no labels.`
      : `${block.type} blocks have ${labels.length} labels: ${labels.join(', ')}.`;
  const context = { source: block.typeSpan.source, start: block.typeSpan.start, end: block.openBraceSpan.end };
  return error('extraneous-label', `Extraneous label for ${block.type}`, detail, span, context);
}
export function missingLabel(span: Span, block: Block, labels: readonly string[]): Diagnostic {
  const name = labels[block.labels.length] as string;
  const context = { source: block.typeSpan.source, start: block.typeSpan.start, end: span.end };
  return error(
    'missing-label',
    `Missing ${name} for ${block.type}`,
    `${block.type} blocks have ${labels.length} labels: ${labels.join(', ')}.`,
    span,
    context,
  );
}
export function duplicateArgument(span: Span, name: string, earlier: Span): Diagnostic {
  return error(
    'duplicate-argument',
    'Duplicate argument',
    `The argument "${name}" is already set at ${place(earlier)}.`,
    span,
  );
}
export function duplicateAttributeDefinition(span: Span, name: string, earlier: Span): Diagnostic {
  return error(
    'duplicate-attribute-definition',
    'Duplicate attribute definition',
    `The argument "${name}" is already set at ${place(earlier)}.`,
    span,
  );
}
export function extraneousJsonProperty(span: Span, name: string, suggestion: string): Diagnostic {
  return error(
    'extraneous-json-property',
    'Extraneous JSON object property',
    `No argument and no block type is named "${name}" here.${didYouMean(suggestion)}`,
    span,
  );
}
export function incorrectJsonType(span: Span, detail: string): Diagnostic {
  return error('incorrect-json-value-type', 'Incorrect JSON value type', detail, span);
}
export function missingBlockLabel(span: Span, type: string, label: string): Diagnostic {
  return error(
    'missing-block-label',
    'Missing block label',
    `A property must name the ${label} of the ${type} block.`,
    span,
  );
}
