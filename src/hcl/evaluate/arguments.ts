/** The arguments of a call: their values, in the types that the function's parameters ask for. */
import {
  convert,
  elementsOf,
  type FunctionSpec,
  type Parameter,
  STRING,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Expression, FunctionCallExpression } from '../ast.ts';
import { invalidArgument, invalidExpansion } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { run } from './run.ts';
import { startSpan } from './start-span.ts';

export function parameterAt({ parameters, variadic }: FunctionSpec, at: number): Parameter {
  return (at < parameters.length ? parameters[at] : variadic) as Parameter;
}

/** Undefined where one of them fails. */
export function evaluateArguments(
  call: FunctionCallExpression,
  args: readonly Expression[],
  spec: FunctionSpec,
  scope: Scope | undefined,
  problems: Diagnostic[],
): readonly Value[] | undefined {
  const before = problems.length;
  const isTemplate = spec.name === 'templatestring';
  const values: Value[] = new Array(args.length);
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as Expression;
    const parameter = parameterAt(spec, i);
    const value = run(argument, scope, problems);
    if (value.type === parameter.type || parameter.type.kind === 'dynamic' || (i === 0 && isTemplate)) {
      values[i] = asGiven(value, parameter);
      continue;
    }
    const converted = convert(value, parameter.type);
    if (!('error' in converted)) values[i] = converted.value;
    else problems.push(invalidArgument(startSpan(argument), call.span, parameter.name, converted.error));
  }
  if (isTemplate && problems.length === before) checkTemplate(call, args, values, problems);
  return problems.length > before ? undefined : values;
}

/** What templatestring is given is looked at only once it is known. */
function asGiven(value: Value, parameter: Parameter): Value {
  const isUnknownText = value.state === 'unknown' && parameter.type.kind === 'string';
  return isUnknownText ? unknownOf(STRING, undefined, value.marks) : value;
}

function checkTemplate(
  call: FunctionCallExpression,
  [template]: readonly Expression[],
  values: readonly Value[],
  problems: Diagnostic[],
): void {
  if (template === undefined || isReference(template) || values[1]?.state === 'unknown') return;
  const detail = 'only a reference to a text from elsewhere can be rendered; a literal is a template by itself';
  problems.push(invalidArgument(startSpan(template), call.span, 'template', detail));
}

/** A name with what follows it: `templatestring` takes its template from nothing else. */
function isReference(expression: Expression): boolean {
  if (expression.kind === 'RelativeTraversal') return isReference(expression.subject);
  if (expression.kind === 'Index') return isReference(expression.collection);
  return expression.kind === 'Traversal';
}

/** The arguments with the elements of the last one in its place, or undefined where that cannot be done (yet). */
export function expandFinal(
  call: FunctionCallExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): readonly Expression[] | undefined {
  const last = call.arguments[call.arguments.length - 1] as Expression;
  const before = problems.length;
  const value = run(last, scope, problems);
  if (problems.length > before) return undefined;
  const refused = notExpandable(value);
  if (refused !== undefined) problems.push(invalidExpansion(last.span, call.span, refused));
  if (refused !== undefined || value.state !== 'known') return undefined;
  const args: Expression[] = call.arguments.slice(0, -1);
  for (const element of elementsOf(value)) {
    args.push({ kind: 'Literal', value: withMarks(element, value.marks), span: last.span });
  }
  return args;
}

function notExpandable({ type: { kind }, state }: Value): string | undefined {
  if (kind !== 'dynamic' && kind !== 'tuple' && kind !== 'list' && kind !== 'set') {
    return 'Only a list, set or tuple can be expanded.';
  }
  return state === 'null' ? 'Null cannot be expanded.' : undefined;
}
