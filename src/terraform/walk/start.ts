/** Everything before the first node: providers and schemas, functions, the graph. What of it does not depend on values is kept per configuration. */
import type { Diagnostic } from '../../source/index.ts';
import { hasErrors } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { Configuration, Module, ResourceDeclaration } from '../configuration/model.ts';
import type { ModuleInstance } from '../evaluate/index.ts';
import type { WalkContext } from './context.ts';
import { libraryFor, type PendingCalls } from './functions.ts';
import { buildGraph } from './graph/build.ts';
import type { Graph, GraphNode } from './graph/nodes.ts';
import { functionTables, loadSchemas, type Schemas } from './schemas.ts';
import { emptyResults, rootInstance, type Walk } from './walk.ts';

interface Prepared {
  readonly providers: WalkContext['providers'];
  readonly schemas: Schemas;
  readonly graph: Graph | undefined;
  readonly nodeOf: ReadonlyMap<ResourceDeclaration, GraphNode>;
  readonly diagnostics: readonly Diagnostic[];
}
const prepared = sideTable<Configuration, Prepared>();

async function prepare(configuration: Configuration, context: WalkContext): Promise<Prepared> {
  const cached = prepared.get(configuration);
  if (cached !== undefined && cached.providers === context.providers) return cached;
  const { schemas, diagnostics } = await loadSchemas(configuration, context);
  const nodeOf = new Map<ResourceDeclaration, GraphNode>();
  let result: Prepared = { providers: context.providers, schemas, graph: undefined, nodeOf, diagnostics };
  if (!hasErrors(diagnostics)) {
    const built = buildGraph(configuration, { resource: schemas.resource, provider: schemas.provider });
    for (const node of built.graph?.nodes ?? []) if (node.kind === 'resource') nodeOf.set(node.declaration, node);
    result = { ...result, graph: built.graph, diagnostics: [...diagnostics, ...built.diagnostics] };
  }
  prepared.set(configuration, result);
  return result;
}

/** `always`: a module that has its providers' functions even where no text of it names one. The walk and its graph, or only diagnostics where there is nothing to walk. */
export async function startWalk(
  mode: 'validate' | 'plan',
  configuration: Configuration,
  context: WalkContext,
  library = libraryFor(context, mode),
  always?: Module,
): Promise<{ walk: Walk; graph: Graph; diagnostics: readonly Diagnostic[] } | { diagnostics: readonly Diagnostic[] }> {
  const { schemas, graph, nodeOf, diagnostics } = await prepare(configuration, context);
  if (graph === undefined) return { diagnostics };
  const pending: PendingCalls = { answers: new Map(), waiting: [] };
  const tables = await functionTables(configuration, context, library, pending, always);
  const root = rootInstance(configuration.root);
  const walk: Walk = {
    mode,
    configuration,
    context,
    schemas,
    evaluator: {
      mode,
      workingDirectory: context.workingDirectory ?? '/',
      workspace: context.workspace ?? 'default',
      functions: ({ module }) => tables(module),
      schemaOf: schemas.resource,
    },
    pending,
    instances: new Map<Module, readonly ModuleInstance[]>([[configuration.root, [root]]]),
    configured: new Map(),
    nodeOf,
    results: emptyResults(),
    failedChecks: new Map(),
  };
  return { walk, graph, diagnostics };
}
