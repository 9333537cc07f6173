/** What validate and plan share: the state of one walk over the graph, and the order in which nodes are visited. */
import type { Provider } from '../../provider/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import type { Configuration, Module, ResourceDeclaration } from '../configuration/model.ts';
import { type Evaluator, type ModuleInstance, moduleInstance, NO_REPETITION } from '../evaluate/index.ts';
import type { CheckResult, DataRead, OutputChange, ResourceChange } from '../plan.ts';
import type { WalkContext } from './context.ts';
import type { PendingCalls } from './functions.ts';
import type { Graph, GraphNode, ProviderNode } from './graph/nodes.ts';
import type { Schemas } from './schemas.ts';

export interface Walk {
  readonly mode: 'validate' | 'plan';
  readonly configuration: Configuration;
  readonly context: WalkContext;
  readonly schemas: Schemas;
  readonly evaluator: Evaluator;
  readonly pending: PendingCalls;
  /** Instances of each module; in validate exactly one, which stands for all. */
  readonly instances: Map<Module, readonly ModuleInstance[]>;
  /** Configured providers, in a plan. */
  readonly configured: Map<ProviderNode, Provider>;
  readonly nodeOf: ReadonlyMap<ResourceDeclaration, GraphNode>;
  readonly results: PlanResults;
  /** Checks whose own data source could not be read, and why: their assertions are not looked at. */
  readonly failedChecks: Map<string, string>;
}

/** What a plan gathers; empty in validate. */
export interface PlanResults {
  readonly changes: ResourceChange[];
  /** For the question whether a data source must wait: resources by module path and address. */
  readonly changed: Map<ResourceDeclaration, readonly ModuleInstance[]>;
  readonly reads: DataRead[];
  readonly outputs: Map<string, OutputChange>;
  readonly checks: CheckResult[];
  /** Addresses of all that are declared, whether or not they can be planned. */
  readonly instances: Set<string>;
  resourceInstances: number;
  moduleInstances: number;
}

export function emptyResults(): PlanResults {
  return {
    changes: [],
    changed: new Map(),
    reads: [],
    outputs: new Map(),
    checks: [],
    instances: new Set(),
    resourceInstances: 0,
    moduleInstances: 1,
  };
}

export type Visit = (walk: Walk, node: GraphNode, problems: Diagnostic[]) => void | Promise<void>;

/** A node of which anything that it depends on failed is passed over in silence. */
export async function visitAll(walk: Walk, graph: Graph, visit: Visit): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const failed = new Set<GraphNode>();
  for (const node of graph.order) {
    if (failed.size > 0 && dependsOnAny(node, failed)) {
      failed.add(node);
      continue;
    }
    let problems: Diagnostic[] = [];
    let done = visit(walk, node, problems);
    if (done instanceof Promise) await done;
    while (walk.pending.waiting.length > 0) {
      await Promise.all(walk.pending.waiting.splice(0));
      problems = [];
      done = visit(walk, node, problems);
      if (done instanceof Promise) await done;
    }
    if (problems.length === 0) continue;
    for (const problem of problems) diagnostics.push(withAddress(problem, node));
    if (hasErrors(problems)) failed.add(node);
  }
  return diagnostics;
}

function dependsOnAny(node: GraphNode, failed: ReadonlySet<GraphNode>): boolean {
  for (const dependency of node.dependencies) if (failed.has(dependency)) return true;
  return false;
}

function withAddress(problem: Diagnostic, node: GraphNode): Diagnostic {
  if (problem.address !== undefined) return problem;
  return { ...problem, address: node.label.replace(/ \(.*\)$/, '') };
}

export function rootInstance(module: Module): ModuleInstance {
  return moduleInstance(module, undefined, undefined, undefined, NO_REPETITION, '');
}

export function instancesOf(walk: Walk, module: Module): readonly ModuleInstance[] {
  return walk.instances.get(module) ?? [];
}

/** Warnings before errors, those without a place first, then by file, start and end; otherwise in the order they came. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const depth = (name: string) => name.split('/').length;
  return [...diagnostics].sort((a, b) => {
    if (a.severity !== b.severity) return a.severity === 'warning' ? -1 : 1;
    if (a.span === undefined || b.span === undefined) {
      return a.span === b.span ? 0 : a.span === undefined ? -1 : 1;
    }
    const nameA = a.span.source.name;
    const nameB = b.span.source.name;
    if (nameA !== nameB) return depth(nameA) - depth(nameB) || (nameA < nameB ? -1 : 1);
    return a.span.start - b.span.start || a.span.end - b.span.end;
  });
}
