/**
 * The engines with the real core: our own init decides which providers there are and what may run at all, then the real `terraform` or
 * `tofu` runs init, validate, plan and, where asked for, apply, a second plan and destroy, in a folder that is gone afterwards.
 */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, hasErrors } from '../../../source/index.ts';
import { initialise, loadConfiguration, type PlanJson } from '../../../terraform/index.ts';
import type { Engine, EngineResult, EngineWants } from '../../engine.ts';
import type { VerifyOptions, VerifyRequest } from '../../request.ts';
import { executingDataSources, executingProvisioners, readingElsewhere } from '../../sandbox/refusals.ts';
import { canJail } from '../../sandbox/run-limited.ts';
import type { EngineName, StageDetail, StageName } from '../../verdict.ts';
import { memoryFolder } from '../memory-folder.ts';
import type { ProviderSource } from '../own-core.ts';
import { declaredResources, StageClock } from '../stage-clock.ts';
import { type Attachment, type AttachRequest, providersNamed } from './attachment.ts';
import { type CommandResult, type CoreCommands, coreCommands, TIME_LIMITS } from './core.ts';
import { type CoreExecutable, findCore } from './executable.ts';
import { EnvironmentFailure } from './failure.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface RealCoreOptions {
  readonly name: EngineName;
  readonly source: ProviderSource;
  readonly options: VerifyOptions;
  /** Makes the providers reachable for one run. */
  readonly attach: (request: AttachRequest) => Promise<Attachment>;
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
      const clock = new StageClock(engine.options.apply ? ['init', 'validate', 'plan', 'apply'] : undefined);
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

/** The executable at hand stands for the versions that the verdict speaks of, so `required_version` is weighed by us. */
const CORE_VERSION_TITLES = new Set(['Unsupported Terraform Core version', 'Invalid required_version constraint']);

function nextStage({ stages }: StageClock): StageName {
  return (['init', 'validate', 'plan', 'apply'] as const)[stages.length] ?? 'apply';
}

async function run(
  engine: RealCoreOptions,
  executable: CoreExecutable,
  clock: StageClock,
  request: VerifyRequest,
  wants: EngineWants,
): Promise<EngineResult> {
  const { source, options } = engine;
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
  const jailed = !options.allowExec && !options.plain && canJail();
  const refused =
    options.allowExec || configuration === undefined
      ? []
      : [...executingDataSources(configuration), ...(jailed ? [] : readingElsewhere(files))];
  if (ours || refused.length > 0) {
    clock.end('init', [...initialised.diagnostics, ...refused], detail);
    return clock.result(undefined, declared, 0);
  }

  const workspace = createWorkspace(files, loaded.modules, jailed);
  let attachment: Attachment | undefined;
  try {
    attachment = await engine.attach({
      workspace,
      versions: providersNamed(loaded.modules, initialised.providers),
      modules: loaded.modules,
      folder: memoryFolder(files),
      id: request.id,
    });
    const commands = coreCommands({
      executable,
      workspace,
      environment: attachment.environment,
      initArguments: attachment.initArguments,
      files,
      limits: { ...TIME_LIMITS, ...options.timeLimits },
      variables: options.variables ?? {},
      network: engine.network,
      problem: attachment.problem,
    });

    clock.start();
    const init = await commands.init();
    clock.end('init', failing(init, 'init'), { ...detail, providers: attachment.providers });
    if (clock.failed) return clock.result(undefined, declared, 0);

    clock.start();
    clock.end('validate', failing(await commands.validate(), 'validate'));
    if (clock.failed) return clock.result(undefined, declared, 0);

    clock.start();
    const planned = await commands.plan('terrasmith.tfplan');
    const counts = createdTypes(planned);
    clock.end('plan', failing(planned, 'plan'), { resource_counts: counts });
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (clock.failed) return clock.result(undefined, declared, total);
    const json = wants.plan || wants.approve !== undefined ? await commands.showPlan('terrasmith.tfplan') : undefined;

    if (options.apply && (wants.approve === undefined || (await wants.approve(json as PlanJson)))) {
      clock.start();
      const provisioners = options.allowExec || configuration === undefined ? [] : executingProvisioners(configuration);
      if (provisioners.length > 0) clock.end('apply', provisioners);
      else await applyAndDestroy(commands, clock, workspace, options);
    }
    return clock.result(wants.plan ? json : undefined, declared, total);
  } finally {
    await attachment?.close();
    workspace.remove();
  }
}

/** Destroying is tried whatever happened before; what may still exist is named where it fails. */
async function applyAndDestroy(
  commands: CoreCommands,
  clock: StageClock,
  workspace: Workspace,
  options: VerifyOptions,
): Promise<void> {
  let diagnostics: readonly Diagnostic[] = [];
  let detail: StageDetail = {};
  let failure: EnvironmentFailure | undefined;
  try {
    const applied = await commands.apply('terrasmith.tfplan');
    diagnostics = failing(applied, 'apply');
    if (!hasErrors(diagnostics)) {
      const outputs = await commands.outputs();
      const second = await commands.secondPlan();
      detail = { ...detail, applied: await commands.stateList(), outputs, ...idempotency(second) };
    }
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    failure = error;
  }
  detail = { ...detail, ...(await cleanUp(commands, workspace, options)) };
  if (failure === undefined) clock.end('apply', diagnostics, detail);
  else clock.broken('apply', failure.message, detail);
}

async function cleanUp(commands: CoreCommands, workspace: Workspace, options: VerifyOptions): Promise<StageDetail> {
  if (options.keepState !== undefined) {
    const state = join(workspace.folder, 'terraform.tfstate');
    if (existsSync(state)) copyFileSync(state, options.keepState);
    return { destroyed: false };
  }
  try {
    const destroyed = await commands.destroy();
    const left = await commands.stateList();
    if (destroyed.ok && left.length === 0) return { destroyed: true };
    const why = destroyed.diagnostics.find(({ severity }) => severity === 'error')?.summary;
    return { destroyed: false, left, ...(why !== undefined && { destroy_error: why }) };
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    return { destroyed: false, destroy_error: error.message };
  }
}

/** Exit code 2 of a plan: it succeeded, and there are changes. */
function idempotency({ code, events, diagnostics }: CommandResult): StageDetail {
  if (code === 0) return { idempotent: true };
  const changes = events.flatMap(({ type, change }) =>
    type === 'planned_change' && change !== undefined ? [`${change.action} ${change.resource.addr}`] : [],
  );
  const problem = diagnostics.find(({ severity }) => severity === 'error')?.summary;
  return { idempotent: false, changes: problem === undefined ? changes : [problem] };
}

/** The messages of a command; one that failed without any is a failure of the environment. */
function failing(result: CommandResult, stage: string): readonly Diagnostic[] {
  if (!result.ok && !hasErrors(result.diagnostics)) {
    const last = result.output.trim().split('\n').at(-1) ?? '';
    throw new EnvironmentFailure(`${stage} ended with exit code ${result.code} and no message: ${last.slice(0, 300)}`);
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
