/** Values of input variables: given, default or null, converted to the declared type. */
import { convert, DYNAMIC_UNKNOWN, deepMarks, NUMBER, STRING, unknownOf, type Value } from '../../cty/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import type { VariableDeclaration } from '../configuration/model.ts';
import { type Around, evaluateExpression, type Repetition } from '../evaluate/index.ts';
import type { CheckResult } from '../plan.ts';
import { errorAt } from '../problem.ts';
import { evaluateValidations } from './conditions.ts';
import type { ValidationNode, VariableNode } from './graph/nodes.ts';
import { worst } from './output.ts';
import { instancesOf, type Walk } from './walk.ts';

/** All that may be said of a repeated module's instances before they are known. */
const ANY_INSTANCE: Repetition = {
  countIndex: unknownOf(NUMBER),
  eachKey: unknownOf(STRING),
  eachValue: DYNAMIC_UNKNOWN,
};

export function visitVariable(
  walk: Walk,
  { declaration, argument, module }: VariableNode,
  problems: Diagnostic[],
): void {
  for (const instance of instancesOf(walk, module)) {
    const { parent } = instance;
    let given: Value | undefined;
    let span = declaration.span;
    if (parent === undefined) {
      if (walk.mode === 'validate') return;
      given = walk.context.variables?.get(declaration.name);
    } else if (argument !== undefined) {
      const before = problems.length;
      const repetition = walk.mode === 'validate' ? ANY_INSTANCE : instance.repetition;
      given = evaluateExpression(walk.evaluator, parent, argument.expression, undefined, problems, { repetition });
      if (problems.slice(before).some(({ severity }) => severity === 'error')) continue;
      span = argument.expression.span;
    }
    instance.variables.set(declaration.name, finalValue(declaration, given, span, problems));
  }
}

function finalValue(
  declaration: VariableDeclaration,
  given: Value | undefined,
  span: Span,
  problems: Diagnostic[],
): Value {
  const { name, type, constraint, defaultValue } = declaration;
  const notSet = (): Value => {
    const detail = `The variable "${name}" is required, but it is not set.`;
    problems.push(errorAt('required-variable', 'Required variable not set', detail, span));
    return unknownOf(type);
  };
  if (given === undefined) return defaultValue ?? notSet();
  const filled = given.state === 'null' ? given : declaration.applyDefaults(given);
  const converted = convert(filled, constraint);
  if ('error' in converted) {
    const detail = `The value is not suitable for var.${name}: ${converted.error}.`;
    problems.push(errorAt('invalid-variable-input', 'Invalid value for input variable', detail, span));
    return unknownOf(type);
  }
  const { value } = converted;
  if (!declaration.ephemeral && deepMarks(value).has('ephemeral')) {
    const detail = `The variable "${name}" is not declared as ephemeral, so it cannot take an ephemeral value.`;
    problems.push(errorAt('ephemeral-not-allowed', 'Ephemeral value not allowed', detail, span));
  }
  if (value.state === 'null' && !declaration.nullable) return defaultValue ?? notSet();
  return value;
}

export function visitValidation(walk: Walk, { variable, module }: ValidationNode, problems: Diagnostic[]): void {
  const { declaration, argument } = variable;
  const instances: CheckResult['instances'][number][] = [];
  for (const instance of instancesOf(walk, module)) {
    const span = argument?.expression.span ?? declaration.span;
    const around: Around = { repetition: {}, bareVariable: declaration.name };
    const outcome = evaluateValidations(walk.evaluator, instance, declaration.validations, span, problems, around);
    instances.push({ address: `${instance.prefix}var.${declaration.name}`, key: undefined, ...outcome });
  }
  if (walk.mode === 'validate') return;
  walk.results.checks.push({
    kind: 'var',
    address: `${module.path.map((name) => `module.${name}.`).join('')}var.${declaration.name}`,
    module: module.path,
    name: declaration.name,
    status: worst(instances.map(({ status }) => status)),
    instances,
  });
}
