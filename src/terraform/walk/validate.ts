/** `terraform validate` after loading: every declaration is checked once, with inputs and resources unknown. */
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration } from '../configuration/model.ts';
import { visitCheck } from './check.ts';
import type { WalkContext } from './context.ts';
import type { GraphNode } from './graph.ts';
import { visitModuleCall } from './module-call.ts';
import { visitLocal, visitOutput } from './output.ts';
import { visitProvider } from './provider-config.ts';
import { validateResource } from './resource-validate.ts';
import { startWalk } from './start.ts';
import { visitValidation, visitVariable } from './variable.ts';
import { sortDiagnostics, visitAll, type Walk } from './walk.ts';

export async function validate(configuration: Configuration, context: WalkContext): Promise<Diagnostic[]> {
  const started = await startWalk('validate', configuration, context);
  if (!('walk' in started)) return sortDiagnostics(started.diagnostics);
  const found = await visitAll(started.walk, started.graph, visit);
  return sortDiagnostics([...started.diagnostics, ...found]);
}

function visit(walk: Walk, node: GraphNode, problems: Diagnostic[]): void | Promise<void> {
  switch (node.kind) {
    case 'variable':
      return visitVariable(walk, node, problems);
    case 'validation':
      return visitValidation(walk, node, problems);
    case 'local':
      return visitLocal(walk, node, problems);
    case 'output':
      return visitOutput(walk, node, problems);
    case 'expand':
      return visitModuleCall(walk, node, problems);
    case 'provider':
      return visitProvider(walk, node, problems);
    case 'resource':
      return validateResource(walk, node, problems);
    case 'check':
      return visitCheck(walk, node, problems);
    case 'close':
      return undefined;
  }
}
