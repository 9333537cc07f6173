/** Visits of nodes that are the same in every walk; the walks differ in what they do with resources. */
import type { Diagnostic } from '../../source/index.ts';
import { visitCheck } from './check.ts';
import type { GraphNode, ResourceNode } from './graph/nodes.ts';
import { visitModuleCall } from './module-call.ts';
import { visitLocal, visitOutput } from './output.ts';
import { visitProvider } from './provider-config.ts';
import { visitValidation, visitVariable } from './variable.ts';
import type { Walk } from './walk.ts';

export type ResourceVisit = (walk: Walk, node: ResourceNode, problems: Diagnostic[]) => void | Promise<void>;
type Visit = (walk: Walk, node: GraphNode, problems: Diagnostic[]) => void | Promise<void>;

/** A walk over everything: values, provider configurations, checks, and resources as `visitResource` says. */
export function visitEverything(visitResource: ResourceVisit): Visit {
  return (walk, node, problems) => {
    switch (node.kind) {
      case 'provider':
        return visitProvider(walk, node, problems);
      case 'resource':
        return visitResource(walk, node, problems);
      case 'check':
        return visitCheck(walk, node, problems);
      default:
        return visitValues(walk, node, problems);
    }
  };
}

/** Variables, locals, module calls and outputs; nothing of what a provider would have to be asked for. */
export function visitValues(walk: Walk, node: GraphNode, problems: Diagnostic[]): void | Promise<void> {
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
    default:
      return undefined;
  }
}
