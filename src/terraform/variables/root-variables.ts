/** The values of the root module's variables: given ones converted to their types, defaults for the others. */
import { convert, DYNAMIC, nullOf, stringValue, unknownOf, type Value, withMarks } from '../../cty/index.ts';
import { evaluate, parseExpression } from '../../hcl/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { Module, VariableDeclaration } from '../configuration/model.ts';
import { caution, mistake } from '../configuration/problem.ts';
import type { GivenValue } from './tfvars.ts';

/** After this many undeclared names in files one last warning counts the rest. */
const WARNED_UNDECLARED = 2;

/**
 * One value per declared variable. Unset ones without a default are reported, sorted by name, and stand as unknown.
 * Sensitive and ephemeral marks are set; validation rules are for the plan.
 */
export function rootVariableValues(
  root: Module,
  given: ReadonlyMap<string, GivenValue>,
  problems: Diagnostic[],
): ReadonlyMap<string, Value> {
  reportUndeclared(root, given, problems);
  const values = new Map<string, Value>();
  const unset: Diagnostic[] = [];
  // Terraform converts nothing as long as values are missing.
  const conversions: Diagnostic[] = [];
  for (const name of [...root.variables.keys()].sort()) {
    const variable = root.variables.get(name) as VariableDeclaration;
    const provided = given.get(name);
    if (provided === undefined && variable.defaultValue === undefined) {
      unset.push(
        mistake(
          'No value for required variable',
          `The root variable "${name}" has no default, so a value must be given.`,
          variable.span,
        ),
      );
      values.set(name, unknownOf(variable.type));
    } else values.set(name, variableValue(variable, provided, conversions));
  }
  append(problems, unset.length > 0 ? unset : conversions);
  return values;
}

/** A given value (undefined: none) as the variable sees it: defaults filled in, converted, marked. */
export function variableValue(
  variable: VariableDeclaration,
  given: Pick<GivenValue, 'value' | 'span'> | undefined,
  problems: Diagnostic[],
): Value {
  let value = given?.value;
  if (value !== undefined && value.state === 'null' && !variable.nullable && variable.defaultValue !== undefined) {
    value = undefined;
  }
  if (value === undefined) return marked(variable, variable.defaultValue ?? nullOf(variable.type));
  const filled = value.state === 'null' ? value : variable.applyDefaults(value);
  const converted = convert(filled, variable.constraint);
  const place = given?.span ?? variable.span;
  if ('error' in converted) {
    problems.push(
      mistake(
        'Invalid value for input variable',
        `The value for "${variable.name}" does not have the variable's type: ${converted.error}.`,
        place,
      ),
    );
    return marked(variable, unknownOf(variable.type));
  }
  if (converted.value.state === 'null' && !variable.nullable) {
    problems.push(mistake('Required variable not set', `The variable "${variable.name}" must not be null.`, place));
  }
  return marked(variable, converted.value);
}

function marked({ sensitive, ephemeral }: VariableDeclaration, value: Value): Value {
  if (sensitive) return withMarks(value, new Set(ephemeral ? ['sensitive', 'ephemeral'] : ['sensitive']));
  return ephemeral ? withMarks(value, new Set(['ephemeral'])) : value;
}

function reportUndeclared(root: Module, given: ReadonlyMap<string, GivenValue>, problems: Diagnostic[]): void {
  let warned = 0;
  for (const name of [...given.keys()].sort()) {
    if (root.variables.has(name)) continue;
    const { from } = given.get(name) as GivenValue;
    const detail = `A value is given for "${name}", which the root module does not declare.`;
    if (from === 'command') problems.push(mistake('Value for undeclared variable', detail));
    else if (from !== 'environment' && ++warned <= WARNED_UNDECLARED) {
      problems.push(caution('Value for undeclared variable', detail));
    }
  }
  if (warned <= WARNED_UNDECLARED) return;
  problems.push(
    caution(
      'Values for undeclared variables',
      `${warned - WARNED_UNDECLARED} more values are for undeclared variables.`,
    ),
  );
}

/** A value given as text (`-var`, `TF_VAR_…`): literal for primitive and unspecified types, an expression otherwise. */
export function valueFromText(
  variable: VariableDeclaration | undefined,
  text: string,
  origin: string,
  problems: Diagnostic[],
): Value | undefined {
  const kind = variable?.constraint.kind ?? DYNAMIC.kind;
  if (kind === 'string' || kind === 'number' || kind === 'bool' || kind === 'dynamic') return stringValue(text);
  const parsed = parseExpression({ name: origin, text });
  append(problems, parsed.diagnostics);
  return hasErrors(parsed.diagnostics) ? undefined : evaluate(parsed.value, undefined, problems);
}
