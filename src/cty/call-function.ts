/** Calls a function as cty does: converts arguments, and handles null, unknown and marked ones according to the parameters. */
import { convert } from './convert/convert.ts';
import type { FunctionFailure, FunctionSpec, Parameter } from './function.ts';
import { containsMarked, deepMarks, stripMarks, unionMarks } from './marks.ts';
import { refineNotNull } from './refinement.ts';
import { DYNAMIC } from './type.ts';
import { type Marks, NO_MARKS, unknownOf, type Value, withMarks } from './value.ts';

export function isFailure(result: Value | FunctionFailure | object): result is FunctionFailure {
  return 'failure' in result;
}

/**
 * The result of the call, of the type that the function says, or why it failed (with the index of the argument at fault where
 * there is one). The number of arguments is checked here too, though an evaluator has its own messages for that.
 */
export function callFunction(spec: FunctionSpec, args: readonly Value[]): Value | FunctionFailure {
  const { parameters, variadic } = spec;
  if (args.length < parameters.length) return { failure: `not enough arguments (${parameters.length} expected)` };
  if (args.length > parameters.length && variadic === undefined) {
    return { failure: `too many arguments (${parameters.length} expected)` };
  }
  const converted: Value[] = new Array(args.length);
  const bare: Value[] = new Array(args.length);
  let marks: Marks = NO_MARKS;
  let anyDynamic = false;
  let anyUnknown = false;
  for (let i = 0; i < args.length; i++) {
    const parameter = (i < parameters.length ? parameters[i] : variadic) as Parameter;
    let value = args[i] as Value;
    const result = convert(value, parameter.type);
    if ('error' in result) return { failure: located(result.path, result.error), argument: i };
    value = result.value;
    if (parameter.allowMarked !== true && containsMarked(value)) {
      marks = unionMarks(marks, deepMarks(value));
      value = stripMarks(value);
    }
    if (value.state === 'null' && parameter.allowNull !== true) {
      return { failure: 'argument must not be null', argument: i };
    }
    if (value.type.kind === 'dynamic' && parameter.allowDynamic !== true) anyDynamic = true;
    if (value.state === 'unknown' && parameter.allowUnknown !== true) anyUnknown = true;
    converted[i] = value;
    bare[i] = parameter.allowMarked === true ? stripMarks(value) : value;
  }
  if (anyDynamic) return withMarks(unknownOf(DYNAMIC), marks);
  const returnType = spec.returnType(bare);
  if ('failure' in returnType) return returnType;
  if (anyUnknown) return finish(spec, unknownOf(returnType), marks);
  const result = spec.call(converted, returnType);
  return isFailure(result) ? result : finish(spec, result, marks);
}

function finish(spec: FunctionSpec, value: Value, marks: Marks): Value {
  return withMarks(spec.mayReturnNull === true ? value : refineNotNull(value), marks);
}

function located(path: readonly (string | number)[], message: string): string {
  if (path.length === 0) return message;
  const steps = path.map((step) => `element ${JSON.stringify(step)}`);
  return `${steps.join(': ')}: ${message}`;
}
