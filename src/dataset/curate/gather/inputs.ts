/**
 * Values for the inputs that a module leaves to its caller. Most modules of repositories are parts of something larger: without
 * values none of them can be planned.
 */
import type { Value } from '../../../cty/index.ts';
import { type Expression, evaluate } from '../../../hcl/index.ts';
import { automaticVariableFiles, loadConfiguration, readVariableFiles } from '../../../terraform/index.ts';
import type { Files } from '../../pairs/pair.ts';
import { exampleOf, exampleText } from './example-value.ts';

const PLACE = 'terraform.tfvars';

export interface WithInputs {
  readonly files: Files;
  /** Names of inputs whose values are made up, sorted. */
  readonly invented: readonly string[];
}

/** Adds to the `terraform.tfvars` what neither a default nor a file gives. A text that cannot be loaded stays as it is. */
export function withInputs(files: Files, format: (text: string) => string): WithInputs {
  const tree = new Map(Object.entries(files));
  const root = loadConfiguration(tree).configuration?.root;
  if (root === undefined) return { files, invented: [] };
  const given = readVariableFiles(tree, automaticVariableFiles(tree), []);
  const open = [...root.variables.values()].filter(
    ({ name, defaultValue }) => defaultValue === undefined && !given.has(name),
  );
  const made = open.flatMap(({ name, constraint, validations }) => {
    const text = allowedValue(validations.map(({ condition }) => condition)) ?? exampleOf(constraint, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  if (made.length === 0) return { files, invented: [] };
  const lines = made.map(([name, value]) => `${name} = ${exampleText(value)}\n`);
  const before = files[PLACE] ?? '';
  const text = format(`${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${lines.join('')}`);
  return { files: { ...files, [PLACE]: text }, invented: made.map(([name]) => name).sort() };
}

/** The first of the texts that a rule such as `contains(["dev", "prod"], var.stage)` lists. */
function allowedValue(conditions: readonly Expression[]): string | undefined {
  for (const condition of conditions) {
    if (condition.kind !== 'FunctionCall' || condition.name !== 'contains') continue;
    const [list] = condition.arguments;
    if (list?.kind !== 'Tuple' || list.elements[0] === undefined) continue;
    const first: Value = evaluate(list.elements[0], undefined, []);
    if (first.state === 'known' && typeof first.data === 'string') return first.data;
  }
  return undefined;
}
