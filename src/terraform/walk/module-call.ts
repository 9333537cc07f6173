/** Module calls: in validate their `count` and `for_each` are checked, in a plan they give the module's instances. */
import { type Diagnostic, limits } from '../../source/index.ts';
import type { ModuleCall } from '../configuration/model.ts';
import { type ModuleInstance, moduleInstance, NO_REPETITION } from '../evaluate/index.ts';
import { formatInstanceKey } from '../instance-address.ts';
import type { InstanceKey } from '../plan.ts';
import { errorAt } from '../problem.ts';
import type { ExpandNode } from './graph/nodes.ts';
import { checkDependsOn } from './output.ts';
import { checkRepetition, expandRepetition } from './repetition.ts';
import { instancesOf, type Walk } from './walk.ts';

export function visitModuleCall(walk: Walk, { call, module, child }: ExpandNode, problems: Diagnostic[]): void {
  const all: ModuleInstance[] = [];
  for (const parent of instancesOf(walk, module)) {
    if (walk.mode === 'validate') {
      checkRepetition(walk.evaluator, parent, call, problems);
      checkDependsOn(walk, parent, call.dependsOn, problems);
      all.push(moduleInstance(child, parent, call, undefined, NO_REPETITION, `${parent.prefix}module.${call.name}.`));
      continue;
    }
    checkDependsOn(walk, parent, call.dependsOn, problems);
    const repeated = expandRepetition(walk.evaluator, parent, call, problems);
    if (repeated === undefined) continue;
    if (exceedsLimit(walk, repeated.length, call, problems)) return;
    const instances = new Map<InstanceKey, ModuleInstance>();
    for (const { key, repetition } of repeated) {
      const prefix = `${parent.prefix}module.${call.name}${formatInstanceKey(key)}.`;
      const instance = moduleInstance(child, parent, call, key, repetition, prefix);
      instances.set(key, instance);
      all.push(instance);
    }
    const kind = call.count !== undefined ? 'count' : call.forEach !== undefined ? 'for_each' : 'single';
    parent.children.set(call.name, { kind, instances });
  }
  walk.instances.set(child, all);
}

function exceedsLimit(walk: Walk, more: number, call: ModuleCall, problems: Diagnostic[]): boolean {
  walk.results.moduleInstances += more;
  const limit = limits.maxModuleInstances;
  if (walk.results.moduleInstances <= limit) return false;
  const detail = `The plan would have more than ${limit} module instances (limit maxModuleInstances).`;
  problems.push(errorAt('limit-module-instances', 'Too many module instances', detail, call.span));
  return true;
}
