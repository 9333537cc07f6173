/**
 * `terraform plan` from an empty state: every instance of every resource, with real values as far as they are known. The real
 * command validates first; so should whoever calls this, for some mistakes (in provisioners, for one) are found only there.
 */
import type { Diagnostic } from '../../source/index.ts';
import { hasErrors } from '../../source/index.ts';
import type { Configuration } from '../configuration/model.ts';
import type { CheckResult, Plan } from '../plan.ts';
import { errorAt } from '../problem.ts';
import type { WalkContext } from './context.ts';
import { checkImportTargets } from './import.ts';
import { checkMovedObjects } from './moved-objects.ts';
import { checkRefactoring } from './refactoring.ts';
import { planResource } from './resource-plan.ts';
import { startWalk } from './start.ts';
import { visitEverything } from './visit.ts';
import { instancesOf, sortDiagnostics, visitAll, type Walk } from './walk.ts';

export interface PlanOutcome {
  /** Undefined where nothing could be walked; after errors it holds what was planned before them. */
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export async function plan(configuration: Configuration, context: WalkContext): Promise<PlanOutcome> {
  const unset = unsetVariables(configuration, context);
  if (unset.length > 0) return { plan: undefined, diagnostics: unset };
  const started = await startWalk('plan', configuration, context);
  if (!('walk' in started)) return { plan: undefined, diagnostics: sortDiagnostics(started.diagnostics) };
  const { walk, graph } = started;
  const contradictions = [...checkRefactoring(configuration), ...checkImportTargets(configuration)];
  if (hasErrors(contradictions)) return { plan: undefined, diagnostics: sortDiagnostics(contradictions) };
  const found = await visitAll(walk, graph, visitEverything(planResource));
  const moved = checkMovedObjects(walk);
  const diagnostics = sortDiagnostics(moved.length > 0 ? moved : [...started.diagnostics, ...found]);
  return { plan: planOf(walk, hasErrors(diagnostics)), diagnostics };
}

/** Required variables without a value stop a plan before anything else is looked at. */
function unsetVariables({ root }: Configuration, { variables }: WalkContext): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const { name, defaultValue, span } of root.variables.values()) {
    if (defaultValue !== undefined || variables?.has(name) === true) continue;
    const detail = `The root module's variable "${name}" has no default, and no value is given for it.`;
    problems.push(errorAt('no-value-for-variable', 'No value for required variable', detail, span));
  }
  return sortDiagnostics(problems);
}

function planOf(walk: Walk, errored: boolean): Plan {
  const { results, schemas, configuration } = walk;
  const [root] = instancesOf(walk, configuration.root);
  return {
    configuration,
    variables: root?.variables ?? new Map(),
    given: walk.context.variables ?? new Map(),
    changes: results.changes,
    reads: results.reads,
    outputs: results.outputs,
    moduleOutputs: moduleOutputs(walk),
    checks: [...results.checks].sort(compareChecks),
    schemas: {
      resource: schemas.byName,
      provider: schemas.provider,
    },
    errored,
  };
}

function moduleOutputs(walk: Walk): Plan['moduleOutputs'] {
  const found: { module: Plan['moduleOutputs'][number]['module']; name: string }[] = [];
  for (const instances of walk.instances.values()) {
    for (const { parent, path, outputs } of instances) {
      if (parent === undefined) continue;
      for (const [name, value] of outputs) if (value.state !== 'null') found.push({ module: path, name });
    }
  }
  return found;
}

function compareChecks(a: CheckResult, b: CheckResult): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
