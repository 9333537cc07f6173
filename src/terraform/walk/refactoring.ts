/** `moved` and `removed` blocks from an empty state: nothing moves, but statements that contradict the configuration are mistakes. */
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration, Module, MovedBlock } from '../configuration/model.ts';
import { formatInstanceAddress, formatModuleAddress, formatResourceInModule } from '../instance-address.ts';
import { errorAt } from '../problem.ts';

type Endpoint = MovedBlock['from'];

export function checkRefactoring(configuration: Configuration): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const module of configuration.modules) {
    if (module.removed.length > 0) checkRemoved(module, problems);
    if (module.moved.length > 0) checkMoved(module, problems);
  }
  return problems;
}

function checkRemoved(module: Module, problems: Diagnostic[]): void {
  for (const { from } of module.removed) {
    if (from.kind === 'resource') {
      const address = formatResourceInModule(from.resource);
      const span = moduleAt(module, from.resource.module)?.resources.get(address)?.span;
      if (span === undefined) continue;
      const detail = `A removed block says that ${address} was removed, but it is still declared here.`;
      problems.push(errorAt('removed-still-exists', 'Removed resource still exists', detail, span));
    } else {
      const outer = moduleAt(module, from.module.slice(0, -1));
      const span = outer?.moduleCalls.get(from.module.at(-1) ?? '')?.span;
      if (span === undefined) continue;
      const detail = `A removed block says that module.${from.module.join('.module.')} was removed, but it is still called here.`;
      problems.push(errorAt('removed-still-exists', 'Removed module still exists', detail, span));
    }
  }
}

function moduleAt(start: Module, path: readonly string[]): Module | undefined {
  let module: Module | undefined = start;
  for (const name of path) module = module?.children.get(name);
  return module;
}

function checkMoved(module: Module, problems: Diagnostic[]): void {
  const fromTexts = new Map<string, MovedBlock>();
  const toTexts = new Map<string, MovedBlock>();
  for (const block of module.moved) {
    const from = endpointText(block.from);
    const to = endpointText(block.to);
    if (from === to) {
      const detail = `${from} is said to move to its own address; the block can be removed.`;
      problems.push(errorAt('redundant-move', 'Redundant move statement', detail, block.span));
      continue;
    }
    if (differentModuleShape(block)) continue;
    const sameFrom = fromTexts.get(from);
    const sameTo = toTexts.get(to);
    if (sameFrom !== undefined && endpointText(sameFrom.to) !== to) {
      const detail = `Another block already says that ${from} moved to ${endpointText(sameFrom.to)}.`;
      problems.push(errorAt('ambiguous-move', 'Ambiguous move statements', detail, block.span));
    } else if (sameTo !== undefined && endpointText(sameTo.from) !== from) {
      const detail = `Another block already says that ${endpointText(sameTo.from)} moved to ${to}.`;
      problems.push(errorAt('ambiguous-move', 'Ambiguous move statements', detail, block.span));
    }
    if (sameFrom === undefined) fromTexts.set(from, block);
    if (sameTo === undefined) toTexts.set(to, block);
  }
  checkCycles(module, problems);
}

/** Moves between instances of one resource are checked by their keys, which only expansion knows. */
function differentModuleShape({ from, to }: MovedBlock): boolean {
  return from.kind !== to.kind;
}

function endpointText(endpoint: Endpoint): string {
  if (endpoint.kind === 'module') return formatModuleAddress(endpoint.module);
  return formatInstanceAddress(endpoint.address);
}

function checkCycles(module: Module, problems: Diagnostic[]): void {
  const next = new Map<string, string>();
  for (const { from, to } of module.moved) next.set(endpointText(from), endpointText(to));
  const done = new Set<string>();
  for (const start of next.keys()) {
    const onWay = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !onWay.has(at)) {
      onWay.add(at);
      at = next.get(at);
    }
    if (at !== undefined && onWay.has(at) && next.get(at) !== at) {
      const detail = `These moves form a circle: ${[...onWay].join(', ')}.`;
      problems.push(errorAt('move-cycle', 'Cyclic dependency in move statements', detail));
    }
    for (const text of onWay) done.add(text);
  }
}
