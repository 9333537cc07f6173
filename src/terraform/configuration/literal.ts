/** Arguments that must be written out: strings, flags and version constraints without references or function calls. */
import { BOOL, convert, STRING, type Type, type Value } from '../../cty/index.ts';
import { type Attribute, type Expression, evaluate } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { VersionRequirement } from './model.ts';
import { mistake } from './problem.ts';
import { parseConstraints } from './version.ts';

export function literalString(expression: Expression, problems: Diagnostic[]): string | undefined {
  return literal(expression, STRING, problems) as string | undefined;
}

export function literalFlag(expression: Expression, problems: Diagnostic[]): boolean | undefined {
  return literal(expression, BOOL, problems) as boolean | undefined;
}

/** Unlike most checks this one goes on after a failed evaluation, and so reports twice, as Terraform does. */
function literal(expression: Expression, type: Type, problems: Diagnostic[]): unknown {
  const value = evaluate(expression, undefined, problems);
  const converted = convert(value, type);
  if ('error' in converted) return unsuitable(expression, converted.error, problems);
  if (converted.value.state === 'known') return converted.value.data;
  return unsuitable(expression, converted.value.state === 'null' ? 'it is null' : 'its value is not known', problems);
}

function unsuitable(expression: Expression, reason: string, problems: Diagnostic[]): undefined {
  problems.push(
    mistake('Unsuitable value type', `The value does not fit here: ${reason}.`, expression.span, {
      context: expression.span,
    }),
  );
  return undefined;
}

/** The value of an expression that may refer to nothing, with whether it could be evaluated. */
export function constantValue(
  expression: Expression,
  problems: Diagnostic[],
): { readonly value: Value; readonly failed: boolean } {
  const own: Diagnostic[] = [];
  const value = evaluate(expression, undefined, own);
  append(problems, own);
  return { value, failed: hasErrors(own) };
}

const INVALID_CONSTRAINT = 'Invalid version constraint';

/** Undefined for null and where the constraint cannot be read. */
export function versionRequirement(attribute: Attribute, problems: Diagnostic[]): VersionRequirement | undefined {
  const { expression } = attribute;
  const { value, failed } = constantValue(expression, problems);
  if (failed) return undefined;
  const converted = convert(value, STRING);
  if ('error' in converted) {
    problems.push(mistake(INVALID_CONSTRAINT, `A string is required for ${attribute.name}.`, expression.span));
    return undefined;
  }
  // Unknown is what a syntax error leaves, and that was already reported.
  if (converted.value.state !== 'known') return undefined;
  const constraint = converted.value.data as string;
  const parsed = parseConstraints(constraint);
  if (typeof parsed === 'string') {
    problems.push(mistake(INVALID_CONSTRAINT, `The version constraint cannot be read: ${parsed}.`, expression.span));
    return undefined;
  }
  return { constraint, span: attribute.span };
}
