/** Problems of references and of values that expressions give. Titles are Terraform's. */
import type { Diagnostic, Span } from '../../source/index.ts';
import { errorAt } from '../problem.ts';

const didYouMean = (suggestion: string | undefined) =>
  suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;

export function undeclaredVariable(name: string, suggestion: string | undefined, span: Span): Diagnostic {
  const hint = suggestion === undefined ? ` A block variable "${name}" {} would declare it.` : didYouMean(suggestion);
  const detail = `There is no input variable "${name}".${hint}`;
  return errorAt('undeclared-variable', 'Reference to undeclared input variable', detail, span);
}
export function undeclaredLocal(name: string, suggestion: string | undefined, span: Span): Diagnostic {
  const detail = `There is no local value "${name}".${didYouMean(suggestion)}`;
  return errorAt('undeclared-local', 'Reference to undeclared local value', detail, span);
}
export function undeclaredModule(name: string, where: string, suggestion: string | undefined, span: Span): Diagnostic {
  const detail = `No module call "${name}" is declared in ${where}.${didYouMean(suggestion)}`;
  return errorAt('undeclared-module', 'Reference to undeclared module', detail, span);
}
export function undeclaredResource(
  mode: string,
  type: string,
  name: string,
  where: string,
  candidate: string | undefined,
  span: Span,
): Diagnostic {
  const hint = candidate === undefined ? '' : `\n\nDid you mean the data resource ${candidate}?`;
  const detail = `No ${mode} resource "${type}" "${name}" is declared in ${where}.${hint}`;
  return errorAt('undeclared-resource', 'Reference to undeclared resource', detail, span);
}
export function scopedResource(type: string, name: string, span: Span): Diagnostic {
  const detail = `The resource "${type}" "${name}" belongs to a check block and can be used only there.`;
  return errorAt('scoped-resource', 'Reference to scoped resource', detail, span);
}
export function missingInstanceKey(address: string, argument: string, example: string, span: Span): Diagnostic {
  const detail = `${address} has "${argument}" set, so one of its instances must be chosen, such as ${address}[${example}].`;
  return errorAt('missing-instance-key', 'Missing resource instance key', detail, span);
}
export function unexpectedInstanceKey(address: string, span: Span): Diagnostic {
  const detail = `${address} has neither "count" nor "for_each", so it is used without an instance key.`;
  return errorAt('unexpected-instance-key', 'Unexpected resource instance key', detail, span);
}
export function unsupportedResourceType(
  mode: 'managed' | 'data' | 'ephemeral',
  type: string,
  provider: string,
  hint: string,
  span: Span,
): Diagnostic {
  const what = mode === 'managed' ? 'resource type' : mode === 'data' ? 'data source' : 'ephemeral resource';
  const code = mode === 'data' ? 'invalid-data-source' : 'invalid-resource-type';
  return errorAt(code, `Invalid ${what}`, `The provider ${provider} has no ${what} "${type}".${hint}`, span);
}
export function countAttribute(address: string, span: Span): Diagnostic {
  const detail = `Terraform 0.12 removed the special attribute "count": use length(${address}) for the number of instances.`;
  return errorAt('resource-count-attribute', 'Invalid resource count attribute', detail, span);
}
export function invalidSelf(span: Span): Diagnostic {
  const detail = '"self" exists only in provisioners, connections and postconditions of resources.';
  return errorAt('invalid-self', 'Invalid "self" reference', detail, span);
}
export function invalidRootAttribute(root: string, detail: string, span: Span): Diagnostic {
  return errorAt(`invalid-${root}-attribute`, `Invalid "${root}" attribute`, detail, span);
}
export function countOutOfContext(span: Span): Diagnostic {
  const detail = '"count" exists only in blocks that have the "count" argument.';
  return errorAt('count-out-of-context', 'Reference to "count" in non-counted context', detail, span);
}
export function eachOutOfContext(span: Span): Diagnostic {
  const detail = '"each" exists only in blocks that have the "for_each" argument.';
  return errorAt('each-out-of-context', 'Reference to "each" in context without for_each', detail, span);
}
export function eachValueOutOfContext(span: Span): Diagnostic {
  const detail = '"each.value" exists only in blocks that have the "for_each" argument.';
  return errorAt('each-value-out-of-context', 'each.value cannot be used in this context', detail, span);
}
export function incorrectValueType(why: string, span: Span): Diagnostic {
  return errorAt('incorrect-value-type', 'Incorrect value type', `The value does not fit here: ${why}.`, span);
}
