/** The messages of static analysis and evaluation: HCL's titles, our words. */
import type { Diagnostic, Span } from '../source/index.ts';

export function failure(code: string, summary: string, detail: string, span: Span, context?: Span): Diagnostic {
  return context === undefined
    ? { severity: 'error', code: `hcl/${code}`, summary, detail, span }
    : { severity: 'error', code: `hcl/${code}`, summary, detail, span, context };
}

export function notStatic(span: Span, detail: string): Diagnostic {
  return failure('invalid-expression', 'Invalid expression', `${detail} Nothing may be calculated.`, span);
}
export function invalidTraversal(summary: string, span: Span, detail: string): Diagnostic {
  return failure('invalid-traversal', summary, detail, span);
}

function didYouMean(suggestion: string): string {
  return suggestion === '' ? '' : ` Did you mean "${suggestion}"?`;
}

export function variablesNotAllowed(span: Span): Diagnostic {
  return failure('variables-not-allowed', 'Variables not allowed', 'No references may be used here.', span);
}
export function unknownVariable(span: Span, name: string, suggestion: string): Diagnostic {
  return failure(
    'unknown-variable',
    'Unknown variable',
    `Nothing here is named "${name}".${didYouMean(suggestion)}`,
    span,
  );
}
export function functionsNotAllowed(span: Span): Diagnostic {
  return failure('functions-not-allowed', 'Function calls not allowed', 'No functions may be called here.', span);
}
export function unknownFunction(span: Span, name: string, suggestion: string): Diagnostic {
  return failure(
    'unknown-function',
    name.startsWith('provider::') ? 'Unknown provider function' : 'Call to unknown function',
    `There is no function "${name}".${didYouMean(suggestion)}`,
    span,
  );
}
/** Terraform keeps functions of providers in name spaces, and has its own title for those it does not know. */
export function unknownProviderFunction(span: Span, name: string): Diagnostic {
  return failure('unknown-provider-function', 'Unknown provider function', `There is no function "${name}".`, span);
}
export function invalidExpansion(span: Span, context: Span, detail: string): Diagnostic {
  return failure('invalid-expanding-argument', 'Invalid expanding argument value', detail, span, context);
}
export function notEnoughArguments(span: Span, context: Span, name: string, parameter: string): Diagnostic {
  return failure(
    'not-enough-arguments',
    'Not enough function arguments',
    `The function "${name}" also needs a value for "${parameter}".`,
    span,
    context,
  );
}
export function tooManyArguments(span: Span, context: Span, name: string, count: number): Diagnostic {
  return failure(
    'too-many-arguments',
    'Too many function arguments',
    `The function "${name}" takes ${count} argument${count === 1 ? '' : 's'}.`,
    span,
    context,
  );
}
export function invalidArgument(span: Span, context: Span, parameter: string, message: string): Diagnostic {
  return failure(
    'invalid-function-argument',
    'Invalid function argument',
    `Invalid value for "${parameter}" parameter: ${message}.`,
    span,
    context,
  );
}
export function errorInCall(span: Span, context: Span, name: string, message: string): Diagnostic {
  return failure(
    'error-in-function-call',
    'Error in function call',
    `Call to function "${name}" failed: ${message}.`,
    span,
    context,
  );
}
export function inconsistentConditional(span: Span, context: Span, detail: string): Diagnostic {
  return failure(
    'inconsistent-conditional',
    'Inconsistent conditional result types',
    `Both results of a conditional must be of one type. ${detail}`,
    span,
    context,
  );
}
export function nullCondition(span: Span, context: Span): Diagnostic {
  return failure('null-condition', 'Null condition', 'The condition is null; it must be true or false.', span, context);
}
export function incorrectCondition(span: Span, context: Span): Diagnostic {
  return failure('incorrect-condition', 'Incorrect condition type', 'The condition must be a bool.', span, context);
}
export function nullInTemplate(span: Span, context: Span): Diagnostic {
  return failure(
    'invalid-template-value',
    'Invalid template interpolation value',
    'The expression result is null. Null has no place in a text.',
    span,
    context,
  );
}
export function invalidInTemplate(span: Span, context: Span, message: string): Diagnostic {
  return failure(
    'invalid-template-value',
    'Invalid template interpolation value',
    `The value cannot become text: ${message}.`,
    span,
    context,
  );
}
export function iterationOverNull(span: Span, context: Span): Diagnostic {
  return failure(
    'iteration-over-null',
    'Iteration over null value',
    "A null value has no elements for a 'for' expression.",
    span,
    context,
  );
}
export function iterationOverNonIterable(span: Span, context: Span, type: string): Diagnostic {
  return failure(
    'iteration-over-non-iterable',
    'Iteration over non-iterable value',
    `A value of type ${type} has no elements for a 'for' expression.`,
    span,
    context,
  );
}
export function conditionIsNull(span: Span, context: Span): Diagnostic {
  return failure('condition-is-null', 'Condition is null', "The value after 'if' must not be null.", span, context);
}
export function invalidForCondition(span: Span, context: Span, message: string): Diagnostic {
  return failure(
    'invalid-for-condition',
    "Invalid 'for' condition",
    `The value after 'if' is not right: ${message}.`,
    span,
    context,
  );
}
export function invalidObjectKey(span: Span, context: Span, detail: string): Diagnostic {
  return failure('invalid-object-key', 'Invalid object key', detail, span, context);
}
export function duplicateObjectKey(span: Span, context: Span, key: string): Diagnostic {
  return failure(
    'duplicate-object-key',
    'Duplicate object key',
    `Two items have the key "${key}". Write "..." after the value to group values of one key.`,
    span,
    context,
  );
}
export function nullAsKey(span: Span): Diagnostic {
  return failure('null-as-key', 'Null value as key', 'Null cannot be a key.', span);
}
export function incorrectKeyType(span: Span, message: string): Diagnostic {
  return failure('incorrect-key-type', 'Incorrect key type', `This cannot be a key: ${message}.`, span);
}
export function ambiguousKey(span: Span): Diagnostic {
  return failure(
    'ambiguous-attribute-key',
    'Ambiguous attribute key',
    'Write a reference in parentheses, and a key with dots in quotes.',
    span,
  );
}
export function splatOfNull(span: Span, context: Span): Diagnostic {
  return failure('splat-of-null', 'Splat of null value', 'There are no elements: the sequence is null.', span, context);
}
export function invalidOperand(span: Span, context: Span, side: string, message: string): Diagnostic {
  return failure(
    'invalid-operand',
    'Invalid operand',
    `Unsuitable value for ${side} operand: ${message}.`,
    span,
    context,
  );
}
export function operationFailed(span: Span, message: string): Diagnostic {
  return failure('operation-failed', 'Operation failed', `Error during operation: ${message}.`, span);
}
export function attributeOfNull(span: Span, name: string): Diagnostic {
  return failure(
    'attribute-of-null',
    'Attempt to get attribute from null value',
    `This value is null, so it has no attribute "${name}".`,
    span,
  );
}
export function unsupportedAttribute(span: Span, detail: string): Diagnostic {
  return failure('unsupported-attribute', 'Unsupported attribute', detail, span);
}
export function missingMapElement(span: Span, key: string): Diagnostic {
  return failure('missing-map-element', 'Missing map element', `This map has no element "${key}".`, span);
}
export function indexOfNull(span: Span): Diagnostic {
  return failure('index-of-null', 'Attempt to index null value', 'This value is null, so it has no elements.', span);
}
export function invalidIndex(span: Span, detail: string): Diagnostic {
  return failure('invalid-index', 'Invalid index', detail, span);
}
export function invalidJsonKey(span: Span, message: string): Diagnostic {
  return failure('invalid-object-key-expression', 'Invalid object key expression', `No key: ${message}.`, span);
}
export function duplicateJsonKey(span: Span, name: string): Diagnostic {
  return failure('duplicate-object-attribute', 'Duplicate object attribute', `"${name}" is already defined.`, span);
}
export function limitExceeded(span: Span, limit: string, value: number): Diagnostic {
  return failure(
    'evaluation-limit',
    'Evaluation limit exceeded',
    `The expression needs more than the limit ${limit} of ${value} allows; it was not evaluated to the end.`,
    span,
  );
}
