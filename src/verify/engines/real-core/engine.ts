/**
 * The engines with the real core: our own init decides which providers there are and what may run at all, then the real `terraform` or
 * `tofu` runs init, validate, plan and, where asked for, apply, a second plan, the author's check and destroy, in a folder that is gone
 * afterwards.
 */

import { type Diagnostic, hasErrors } from '../../../source/index.ts';
import { initialise, loadConfiguration, type Module, type PlanJson } from '../../../terraform/index.ts';
import type { Cloud, Clouds } from '../../cloud/cloud.ts';
import { machineSign } from '../../cloud/signs.ts';
import type { Engine, EngineResult, EngineWants } from '../../engine.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import { TIME_LIMITS, type VerifyOptions, type VerifyRequest } from '../../request.ts';
import { canEnclose } from '../../sandbox/enclosure.ts';
import {
  executingConfigurations,
  executingDataSources,
  executingProvisioners,
  readingElsewhere,
} from '../../sandbox/refusals.ts';
import type { EngineName, StageDetail, StageName } from '../../verdict.ts';
import type { ProviderSource } from '../own-core.ts';
import { declaredResources, StageClock } from '../stage-clock.ts';
import { type Attachment, type AttachRequest, providersNamed, typesNamed } from './attachment.ts';
import { authorScripts } from './author-scripts.ts';
import { type CommandResult, type CoreCommands, coreCommands } from './core.ts';
import { diskFolder } from './disk-folder.ts';
import { type CoreExecutable, findCore } from './executable.ts';
import { beginWith } from './kept-state.ts';
import { liveThrough } from './life-cycle.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface RealCoreOptions {
  readonly name: EngineName;
  readonly source: ProviderSource;
  readonly options: VerifyOptions;
  /** What stands behind the providers; undefined where nothing does. */
  readonly clouds: Clouds | undefined;
  /** Makes the providers reachable for one run. */
  readonly attach: (request: AttachRequest) => Promise<Attachment>;
  /** HCL by module directory that leads providers to the run's cloud. */
  readonly overrides?: (
    modules: readonly Module[],
    versions: ReadonlyMap<string, string | undefined>,
    cloud: Cloud,
  ) => ReadonlyMap<string, string>;
  /** Whether the core itself needs the network. */
  readonly network: boolean;
  readonly close: () => Promise<void>;
}

export function realCoreEngine(engine: RealCoreOptions): Engine {
  let core: Promise<CoreExecutable> | undefined;
  return {
    name: engine.name,
    run: async (request, wants) => {
      core ??= findCore(engine.options.terraform);
      const clock = new StageClock(wantedStages(engine, request));
      try {
        return await run(engine, await core, clock, request, wants);
      } catch (error) {
        if (!(error instanceof EnvironmentFailure)) throw error;
        if (clock.stages.length === 0) core = undefined;
        clock.broken(nextStage(clock), error.message);
        return clock.result(undefined, 0, 0);
      }
    },
    close: engine.close,
  };
}

/** A check is asked for where there is a cloud that a script can look at. */
function wantedStages({ options, clouds }: RealCoreOptions, { scripts, apply = true }: VerifyRequest): StageName[] {
  const checked = clouds !== undefined && scripts?.check !== undefined;
  return [
    'init',
    'validate',
    'plan',
    ...(options.apply && apply ? (['apply', ...(checked ? ['check'] : [])] as StageName[]) : []),
  ];
}

/** The executable at hand stands for the versions that the verdict speaks of, so `required_version` is weighed by us. */
const CORE_VERSION_TITLES = new Set(['Unsupported Terraform Core version', 'Invalid required_version constraint']);

function nextStage({ stages }: StageClock): StageName {
  return (['init', 'validate', 'plan', 'apply', 'check'] as const)[stages.length] ?? 'apply';
}

async function run(
  engine: RealCoreOptions,
  executable: CoreExecutable,
  clock: StageClock,
  request: VerifyRequest,
  wants: EngineWants,
): Promise<EngineResult> {
  const { source, options, clouds } = engine;
  const files = new Map(Object.entries(request.files));
  const loaded = loadConfiguration(files);
  const initialised = initialise(loaded, { versionsOf: source.versionsOf });
  const configuration = loaded.configuration;
  const declared = declaredResources(configuration);
  const detail: StageDetail = { core: `${executable.product} ${executable.version}` };
  // What the real init cannot know here: which providers exist, what modules elsewhere hold, which backends there are.
  const ours =
    hasErrors(loaded.install) ||
    initialised.diagnostics.some(({ summary }) => CORE_VERSION_TITLES.has(summary)) ||
    (configuration !== undefined && hasErrors(initialised.diagnostics));
  const jailed = !options.allowExec && !options.plain && canEnclose();
  const refused =
    options.allowExec || configuration === undefined
      ? []
      : [
          ...executingDataSources(configuration),
          ...(options.plain ? executingConfigurations(configuration) : []),
          ...(jailed ? [] : readingElsewhere(files)),
        ];
  if (ours || refused.length > 0) {
    clock.end('init', [...initialised.diagnostics, ...refused], detail);
    return clock.result(undefined, declared, 0);
  }

  const cloud = await clouds?.open(request.region);
  let workspace: Workspace | undefined;
  let attachment: Attachment | undefined;
  let tidyUp: (() => Promise<StageDetail>) | undefined;
  try {
    const versions = providersNamed(loaded.modules, initialised.providers);
    const overrides = cloud === undefined ? undefined : engine.overrides?.(loaded.modules, versions, cloud);
    workspace = createWorkspace(files, loaded.modules, jailed, overrides);
    const kept = options.state === undefined ? undefined : beginWith(options.state, workspace);
    for (const address of kept?.providers ?? []) if (!versions.has(address)) versions.set(address, undefined);
    const limits = { ...TIME_LIMITS, ...options.timeLimits };
    const scripts = authorScripts(request, { workspace, cloud, limits });
    tidyUp = scripts.cleanup;
    await scripts.setup();
    attachment = await engine.attach({
      workspace,
      versions,
      types: typesNamed(loaded.modules, kept),
      folder: diskFolder(workspace),
      id: request.id,
      cloud,
      region: request.region,
    });
    const commands = coreCommands({
      executable,
      workspace,
      environment: attachment.environment,
      initArguments: attachment.initArguments,
      files,
      limits,
      variables: options.variables ?? {},
      network: engine.network,
      problem: attachment.problem,
      hopeless: cloud?.hopeless,
    });
    const judged = async (result: CommandResult, stage: string): Promise<readonly Diagnostic[]> => {
      const diagnostics = failing(result, stage);
      if (!hasErrors(diagnostics)) return diagnostics;
      const reason = machineSign(diagnostics) ?? (await cloud?.blame(diagnostics));
      if (reason !== undefined) throw new EnvironmentFailure(reason, result.output);
      return diagnostics;
    };

    clock.start();
    const init = await commands.init();
    clock.end('init', await judged(init, 'init'), { ...detail, providers: attachment.providers });
    if (clock.failed) return clock.result(undefined, declared, 0);

    clock.start();
    clock.end('validate', await judged(await commands.validate(), 'validate'));
    if (clock.failed) return clock.result(undefined, declared, 0);

    clock.start();
    const planned = await commands.plan('terrasmith.tfplan');
    const counts = createdTypes(planned);
    clock.end('plan', await judged(planned, 'plan'), { resource_counts: counts });
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (clock.failed) return clock.result(undefined, declared, total);
    const json = wants.plan || wants.approve !== undefined ? await shownPlan(commands, clock) : undefined;
    if (clock.failed) return clock.result(undefined, declared, total);

    if (options.apply && request.apply !== false) {
      const provisioners = options.allowExec || configuration === undefined ? [] : executingProvisioners(configuration);
      clock.start();
      if (wants.approve !== undefined && !(await wants.approve(json as PlanJson)))
        clock.skip('apply', 'the policy was not met');
      else if (provisioners.length > 0) clock.end('apply', provisioners);
      else
        await liveThrough({
          id: request.id,
          commands,
          clock,
          workspace,
          options,
          judged,
          check: clouds === undefined ? undefined : scripts.check(attachment.providers),
          blame: async (problems) => cloud?.blame(problems),
          lasting: clouds?.lasting === true,
        });
    }
    return clock.result(wants.plan ? json : undefined, declared, total);
  } finally {
    const tidied = await tidyUp?.();
    if (tidied !== undefined) clock.amend(clock.stages.at(-1)?.stage ?? 'init', tidied);
    await attachment?.close();
    workspace?.remove();
    await cloud?.release();
  }
}

/** A plan that cannot be shown is of no use: that the environment failed is said of the plan. */
async function shownPlan({ showPlan }: CoreCommands, clock: StageClock): Promise<PlanJson | undefined> {
  try {
    return await showPlan('terrasmith.tfplan');
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    clock.breakAfterwards('plan', error.message);
    return undefined;
  }
}

/** The messages of a command; one that failed without any is a failure of the environment. */
function failing(result: CommandResult, stage: string): readonly Diagnostic[] {
  if (!result.ok && !hasErrors(result.diagnostics)) {
    const last = `${result.output.trim()}\n${result.complaint.trim()}`.trim().split('\n').at(-1) ?? '';
    throw new EnvironmentFailure(
      `${stage} ended with exit code ${result.code} and no message: ${last.slice(0, 300)}`,
      result.output,
    );
  }
  return result.diagnostics;
}

function createdTypes({ events }: CommandResult): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, change } of events) {
    if (type !== 'planned_change' || change?.action !== 'create') continue;
    const name = change.resource.resource_type;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
