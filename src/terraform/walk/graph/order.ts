/** The order in which a graph is walked, and the cycles for which there is none. */
import type { Diagnostic } from '../../../source/index.ts';
import { errorAt } from '../../problem.ts';
import type { GraphNode } from './nodes.ts';

/** Dependencies before dependents. Each cycle is a problem, and its nodes are then not in the order. */
export function topologicalOrder(nodes: readonly GraphNode[], problems: Diagnostic[]): readonly GraphNode[] {
  const waiting = new Map<GraphNode, number>();
  const dependents = new Map<GraphNode, GraphNode[]>();
  const order: GraphNode[] = [];
  for (const node of nodes) {
    waiting.set(node, node.dependencies.size);
    if (node.dependencies.size === 0) order.push(node);
    for (const dependency of node.dependencies) {
      const users = dependents.get(dependency);
      if (users === undefined) dependents.set(dependency, [node]);
      else users.push(node);
    }
  }
  for (let i = 0; i < order.length; i++) {
    for (const user of dependents.get(order[i] as GraphNode) ?? []) {
      const left = (waiting.get(user) as number) - 1;
      waiting.set(user, left);
      if (left === 0) order.push(user);
    }
  }
  if (order.length < nodes.length) {
    const done = new Set(order);
    for (const cycle of cyclesAmong(nodes.filter((node) => !done.has(node)))) {
      const labels = cycle.map(({ label }) => label).sort();
      problems.push(errorAt('cycle', `Cycle: ${labels.join(', ')}`, ''));
    }
  }
  return order;
}

/** The strongly connected components with more than one node (Tarjan, without recursion). */
function cyclesAmong(nodes: readonly GraphNode[]): readonly (readonly GraphNode[])[] {
  const among = new Set(nodes);
  const index = new Map<GraphNode, number>();
  const low = new Map<GraphNode, number>();
  const stack: GraphNode[] = [];
  const onStack = new Set<GraphNode>();
  const cycles: GraphNode[][] = [];
  for (const start of nodes) {
    if (index.has(start)) continue;
    const work: { node: GraphNode; next: Iterator<GraphNode> }[] = [];
    const enter = (node: GraphNode): void => {
      index.set(node, index.size);
      low.set(node, index.get(node) as number);
      stack.push(node);
      onStack.add(node);
      work.push({ node, next: node.dependencies.values() });
    };
    enter(start);
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      const step = frame.next.next();
      if (step.done !== true) {
        const next = step.value;
        if (!among.has(next)) continue;
        if (!index.has(next)) enter(next);
        else if (onStack.has(next)) low.set(node, Math.min(low.get(node) as number, index.get(next) as number));
        continue;
      }
      work.pop();
      const above = work.at(-1)?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above) as number, low.get(node) as number));
      if (low.get(node) !== index.get(node)) continue;
      const component: GraphNode[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member);
        component.push(member);
        if (member === node) break;
      }
      if (component.length > 1) cycles.push(component);
    }
  }
  return cycles;
}
