/**
 * The dependency graph of a configuration. It depends on the text and the providers' schemas only, so validate and plan share it.
 */
import { type Diagnostic, hasErrors } from '../../../source/index.ts';
import type { Configuration, Module } from '../../configuration/model.ts';
import { errorAt } from '../../problem.ts';
import { missingPassedProvider } from '../provider-node.ts';
import { addModule, importsByResource } from './add.ts';
import type { Builder, SchemaLookup } from './builder.ts';
import { connectAll } from './connect.ts';
import type { Graph } from './nodes.ts';
import { topologicalOrder } from './order.ts';

/** Problems (a cycle, a module call with wrong arguments, a missing provider configuration) mean that there is no graph to walk. */
export function buildGraph(
  configuration: Configuration,
  schemas: SchemaLookup,
): { readonly graph: Graph | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const parents = new Map<Module, { module: Module; callName: string }>();
  for (const module of configuration.modules) {
    for (const [callName, child] of module.children) parents.set(child, { module, callName });
  }
  const builder: Builder = {
    nodes: [],
    modules: new Map(),
    providers: new Map(),
    parentOf: (module) => parents.get(module),
    schemas,
    imports: importsByResource(configuration),
    problems,
    unconfigured: [],
  };
  addModule(builder, configuration.root);
  if (hasErrors(problems)) return { graph: undefined, diagnostics: problems };
  const lost = lostProviders(builder, configuration);
  if (lost.length > 0) return { graph: undefined, diagnostics: lost };
  connectAll(builder);
  const order = topologicalOrder(builder.nodes, problems);
  if (hasErrors(problems)) return { graph: undefined, diagnostics: problems };
  return { graph: { order, nodes: builder.nodes }, diagnostics: problems };
}

function lostProviders({ parentOf, unconfigured }: Builder, { modules }: Configuration): readonly Diagnostic[] {
  const passed = missingPassedProvider(modules, parentOf);
  if (passed === undefined) return unconfigured;
  const detail = 'It is passed to a module, and the calling module neither declares nor is given it.';
  return [errorAt('provider-missing', `missing provider ${passed}`, detail)];
}
