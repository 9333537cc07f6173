/**
 * Evaluates expressions that stand in no file, as `terraform console` does from an empty state: variables, locals and outputs of modules
 * have their values, resources are unknown.
 */
import { type FunctionSpec, unknownOf, type Value } from '../../cty/index.ts';
import type { Expression } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration } from '../configuration/model.ts';
import { evaluateExpression } from '../evaluate/index.ts';
import type { WalkContext } from './context.ts';
import { libraryFor } from './functions.ts';
import { startWalk } from './start.ts';
import { visitValues } from './visit.ts';
import { rootInstance, sortDiagnostics, visitAll } from './walk.ts';

export interface Evaluation {
  /** As an expression of the root module would be evaluated; problems are appended. */
  readonly evaluate: (expression: Expression, problems: Diagnostic[]) => Value;
  /** What the configuration itself could not give; expressions that do not need it evaluate all the same. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Undefined where the configuration cannot be walked at all (a cycle, a provider without schema). `added`: functions that only these
 * expressions may call.
 */
export async function startEvaluation(
  configuration: Configuration,
  context: WalkContext,
  added: readonly FunctionSpec[],
): Promise<Evaluation | { readonly evaluate: undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const library = new Map(libraryFor(context, 'console'));
  library.delete('plantimestamp');
  const variables = new Map(context.variables);
  for (const { name, type, defaultValue } of configuration.root.variables.values()) {
    if (defaultValue === undefined && !variables.has(name)) variables.set(name, unknownOf(type));
  }
  const started = await startWalk('plan', configuration, { ...context, variables }, library, configuration.root);
  if (!('walk' in started)) return { evaluate: undefined, diagnostics: sortDiagnostics(started.diagnostics) };
  const { walk, graph } = started;
  const found = await visitAll(walk, graph, visitValues);
  const root = walk.instances.get(configuration.root)?.[0] ?? rootInstance(configuration.root);
  const functions = new Map([...walk.evaluator.functions(root), ...added.map((spec) => [spec.name, spec] as const)]);
  const evaluator = { ...walk.evaluator, functions: () => functions };
  return {
    evaluate: (expression, problems) => evaluateExpression(evaluator, root, expression, undefined, problems),
    diagnostics: sortDiagnostics([...started.diagnostics, ...found]),
  };
}
