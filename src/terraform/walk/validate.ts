/** `terraform validate` after loading: every declaration is checked once, with inputs and resources unknown. */
import type { Diagnostic } from '../../source/index.ts';
import type { Configuration } from '../configuration/model.ts';
import type { WalkContext } from './context.ts';
import { checkImportedModules, checkOrphanImports } from './import.ts';
import { validateResource } from './resource-validate.ts';
import { startWalk } from './start.ts';
import { visitEverything } from './visit.ts';
import { sortDiagnostics, visitAll } from './walk.ts';

export async function validate(configuration: Configuration, context: WalkContext): Promise<Diagnostic[]> {
  const started = await startWalk('validate', configuration, context);
  if (!('walk' in started)) return sortDiagnostics(started.diagnostics);
  const lost = checkImportedModules(configuration);
  if (lost.length > 0) return sortDiagnostics(lost);
  const found = await visitAll(started.walk, started.graph, visitEverything(validateResource));
  return sortDiagnostics([...started.diagnostics, ...found, ...checkOrphanImports(started.walk)]);
}
