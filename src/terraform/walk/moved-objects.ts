/** Moves away from objects that are still there, which only the instances that a plan has made can tell. */
import type { Diagnostic } from '../../source/index.ts';
import type { Module, MovedBlock } from '../configuration/model.ts';
import { formatInstanceAddress, formatModuleAddress, formatResourceInModule } from '../instance-address.ts';
import type { InstanceAddress } from '../plan.ts';
import { errorAt } from '../problem.ts';
import { instancesOf, type Walk } from './walk.ts';

type Path = InstanceAddress['module'];

/** After a walk. These mistakes hide all others of a plan, which they may have caused. */
export function checkMovedObjects(walk: Walk): Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (walk.configuration.modules.every(({ moved }) => moved.length === 0)) return problems;
  const modules = modulesByAddress(walk);
  for (const module of walk.configuration.modules) {
    for (const block of module.moved) {
      const still = instancesOf(walk, module).some(({ path }) => isStillThere(walk, modules, path, block));
      if (!still) continue;
      const detail = 'What is said to have moved away is still declared under its old address.';
      problems.push(errorAt('moved-still-exists', 'Moved object still exists', detail, block.span));
    }
  }
  return problems;
}

type ModulesByAddress = ReadonlyMap<string, Module>;

function modulesByAddress(walk: Walk): ModulesByAddress {
  const found = new Map<string, Module>();
  for (const [module, instances] of walk.instances)
    for (const { path } of instances) found.set(formatModuleAddress(path), module);
  return found;
}

/** Where neither side has a key, the call or the resource as a whole moves, whatever its instances are. */
function isStillThere(walk: Walk, modules: ModulesByAddress, around: Path, { from, to }: MovedBlock): boolean {
  if (from.kind === 'module') {
    const path = [...around, ...from.module];
    const last = path.at(-1);
    const whole = last?.key === undefined && to.kind === 'module' && to.module.at(-1)?.key === undefined;
    if (!whole || last === undefined) return to.kind === 'module' && modules.has(formatModuleAddress(path));
    return modules.get(formatModuleAddress(path.slice(0, -1)))?.moduleCalls.has(last.name) === true;
  }
  if (to.kind !== from.kind) return false;
  const address = { ...from.address, module: [...around, ...from.address.module] };
  if (from.hasKey || to.hasKey) return walk.results.instances.has(formatInstanceAddress(address));
  const holder = modules.get(formatModuleAddress(address.module));
  return holder?.resources.has(formatResourceInModule(address)) === true;
}
