/** Function calls: finding the function, its arguments, the messages around them. */
import {
  callFunction,
  convert,
  DYNAMIC_UNKNOWN,
  elementsOf,
  type FunctionSpec,
  isFailure,
  type Parameter,
  STRING,
  unknownOf,
  type Value,
  withMarks,
} from '../cty/index.ts';
import type { Diagnostic, Span } from '../source/index.ts';
import { append } from '../util/append.ts';
import type { Expression, FunctionCallExpression } from './ast.ts';
import { evaluateCan, evaluateTry, run } from './evaluate.ts';
import * as problem from './evaluation-diagnostics.ts';
import type { Scope } from './scope.ts';
import { nameSuggestion } from './suggestion.ts';

/** All of Terraform's own functions are also in this name space. */
const CORE = 'core::';

function find(scope: Scope | undefined, name: string): FunctionSpec | undefined {
  for (let current = scope; current !== undefined; current = current.parent) {
    const spec = current.functions?.get(name);
    if (spec !== undefined) return spec;
  }
  return name.startsWith(CORE) ? find(scope, name.slice(CORE.length)) : undefined;
}

function reportUnknown(call: FunctionCallExpression, scope: Scope | undefined, problems: Diagnostic[]): void {
  const names: string[] = [];
  let any = false;
  for (let current = scope; current !== undefined; current = current.parent) {
    if (current.functions === undefined) continue;
    any = true;
    append(names, current.functions.keys());
  }
  if (any && call.name.includes('::')) {
    problems.push(problem.unknownProviderFunction(call.nameSpan, call.name));
    return;
  }
  problems.push(
    any
      ? problem.unknownFunction(call.nameSpan, call.name, nameSuggestion(call.name, names))
      : problem.functionsNotAllowed(call.span),
  );
}

export function evaluateCall(call: FunctionCallExpression, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const spec = find(scope, call.name);
  if (spec === undefined) {
    reportUnknown(call, scope, problems);
    return DYNAMIC_UNKNOWN;
  }
  let args: readonly Expression[] = call.arguments;
  if (call.expandFinal) {
    const expanded = expandFinal(call, scope, problems);
    if (expanded === undefined) return DYNAMIC_UNKNOWN;
    args = expanded;
  }
  const { parameters, variadic } = spec;
  const missing = parameters[args.length];
  if (missing !== undefined) {
    problems.push(problem.notEnoughArguments(call.closeParenSpan, call.span, call.name, missing.name));
    return DYNAMIC_UNKNOWN;
  }
  if (args.length > parameters.length && variadic === undefined) {
    const extra = args[parameters.length] as Expression;
    problems.push(problem.tooManyArguments(startSpan(extra), call.span, call.name, parameters.length));
    return DYNAMIC_UNKNOWN;
  }
  if (spec.lazy !== undefined) return lazyCall(spec.lazy, call, args, scope, problems);

  const before = problems.length;
  const values: Value[] = new Array(args.length);
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as Expression;
    const parameter = (i < parameters.length ? parameters[i] : variadic) as Parameter;
    const value = run(argument, scope, problems);
    if (
      value.type === parameter.type ||
      parameter.type.kind === 'dynamic' ||
      (i === 0 && spec.name === 'templatestring')
    ) {
      // What templatestring is given is looked at only once it is known.
      values[i] =
        value.state === 'unknown' && parameter.type.kind === 'string'
          ? unknownOf(STRING, undefined, value.marks)
          : value;
      continue;
    }
    const converted = convert(value, parameter.type);
    if ('error' in converted) {
      problems.push(problem.invalidArgument(startSpan(argument), call.span, parameter.name, converted.error));
    } else values[i] = converted.value;
  }
  if (problems.length > before) return DYNAMIC_UNKNOWN;
  if (spec.name === 'templatestring' && !isReference(args[0] as Expression) && values[1]?.state !== 'unknown') {
    const detail = 'only a reference to a text from elsewhere can be rendered; a literal is a template by itself';
    problems.push(problem.invalidArgument(startSpan(args[0] as Expression), call.span, 'template', detail));
    return DYNAMIC_UNKNOWN;
  }
  const result = callFunction(spec, values);
  if (!isFailure(result)) return result;
  const at = result.argument;
  const culprit = at === undefined ? undefined : args[at];
  if (at === undefined || culprit === undefined) {
    problems.push(problem.errorInCall(callStart(call), call.span, call.name, result.failure));
  } else {
    const parameter = (at < parameters.length ? parameters[at] : variadic) as Parameter;
    problems.push(problem.invalidArgument(startSpan(culprit), call.span, parameter.name, result.failure));
  }
  return DYNAMIC_UNKNOWN;
}

/** A name with what follows it: `templatestring` takes its template from nothing else. */
function isReference(expression: Expression): boolean {
  if (expression.kind === 'RelativeTraversal') return isReference(expression.subject);
  if (expression.kind === 'Index') return isReference(expression.collection);
  return expression.kind === 'Traversal';
}

/** The arguments with the elements of the last one in its place, or undefined where that cannot be done (yet). */
function expandFinal(
  call: FunctionCallExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): readonly Expression[] | undefined {
  const last = call.arguments[call.arguments.length - 1] as Expression;
  const before = problems.length;
  const value = run(last, scope, problems);
  if (problems.length > before) return undefined;
  const { kind } = value.type;
  if (kind !== 'dynamic' && kind !== 'tuple' && kind !== 'list' && kind !== 'set') {
    problems.push(problem.invalidExpansion(last.span, call.span, 'Only a list, set or tuple can be expanded.'));
    return undefined;
  }
  if (value.state === 'null') {
    problems.push(problem.invalidExpansion(last.span, call.span, 'Null cannot be expanded.'));
    return undefined;
  }
  if (value.state === 'unknown') return undefined;
  const args: Expression[] = call.arguments.slice(0, -1);
  for (const element of elementsOf(value)) {
    args.push({ kind: 'Literal', value: withMarks(element, value.marks), span: last.span });
  }
  return args;
}

function lazyCall(
  kind: 'try' | 'can',
  call: FunctionCallExpression,
  args: readonly Expression[],
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  if (kind === 'can') return evaluateCan(args[0] as Expression, scope);
  if (args.length === 0) {
    problems.push(problem.errorInCall(callStart(call), call.span, call.name, 'at least one argument is required'));
    return DYNAMIC_UNKNOWN;
  }
  const result = evaluateTry(args, scope);
  if ('state' in result) return result;
  const reasons = result.map(({ summary, detail }) => `${summary}: ${detail}`).join(' ');
  const message = `no expression succeeded: ${reasons} At least one expression must produce a successful result`;
  problems.push(problem.errorInCall(callStart(call), call.span, call.name, message));
  return DYNAMIC_UNKNOWN;
}

function callStart(call: FunctionCallExpression): Span {
  return { source: call.span.source, start: call.nameSpan.start, end: call.openParenSpan.end };
}

/** The first piece of an expression, where HCL points for an argument. */
function startSpan(expression: Expression): Span {
  switch (expression.kind) {
    case 'FunctionCall':
      return callStart(expression);
    case 'Tuple':
    case 'Object':
    case 'For':
      return expression.openSpan;
    case 'Traversal':
      return expression.traversal.rootSpan;
    case 'RelativeTraversal':
      return startSpan(expression.subject);
    case 'Index':
      return startSpan(expression.collection);
    case 'Binary':
      return startSpan(expression.left);
    case 'Conditional':
      return startSpan(expression.condition);
    case 'Unary':
      return expression.symbolSpan;
    default:
      return expression.span;
  }
}
