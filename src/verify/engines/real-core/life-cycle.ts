/**
 * What is done with a plan: apply, outputs, a second plan, the author's check, and destroy, which is tried whatever happened before; what
 * may still exist is named where it fails.
 */
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, hasErrors } from '../../../source/index.ts';
import { checkJudgement } from '../../check/judgement.ts';
import { machineSign } from '../../cloud/signs.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import type { VerifyOptions } from '../../request.ts';
import type { LimitedOutcome } from '../../sandbox/run-limited.ts';
import type { StageDetail } from '../../verdict.ts';
import type { StageClock } from '../stage-clock.ts';
import type { CommandResult, CoreCommands } from './core.ts';
import { whileMaking } from './interruption.ts';
import { wholeState } from './kept-state.ts';
import { eventsIn, type ReportedEvent } from './reported.ts';
import type { Workspace } from './workspace.ts';

export interface LifeCycle {
  readonly id: string;
  readonly commands: CoreCommands;
  readonly clock: StageClock;
  readonly workspace: Workspace;
  readonly options: VerifyOptions;
  /** The messages of a command; throws EnvironmentFailure where they are not the configuration's fault. */
  readonly judged: (result: CommandResult, stage: string) => Promise<readonly Diagnostic[]>;
  /** Runs the author's script over what was made; undefined where there is none. */
  readonly check: ((files: CheckFiles) => Promise<LimitedOutcome>) | undefined;
  /** Why what was reported is not the configuration's fault. */
  readonly blame: (problems: readonly Diagnostic[]) => Promise<string | undefined>;
  /** Whether what is left behind stays. */
  readonly lasting: boolean;
}

export interface CheckFiles {
  readonly outputs: string;
  readonly state: string;
}

export function liveThrough(life: LifeCycle): Promise<void> {
  const state = join(life.workspace.folder, 'terraform.tfstate');
  const rescue = (): void => {
    const { state_kept: kept } = keep(life, state);
    if (kept !== undefined) process.stderr.write(`what was made may still exist; its state is kept in ${kept}\n`);
  };
  return whileMaking(rescue, (signal) => live(life, signal));
}

async function live(life: LifeCycle, signal: AbortSignal): Promise<void> {
  const { clock } = life;
  const begun = new Set<string>();
  clock.start();
  try {
    await apply(life, begun, signal);
    if (!clock.failed && life.check !== undefined && !signal.aborted) await check(life);
  } finally {
    const cleaned = await cleanUp(life, begun);
    // Nobody will read the verdict of a run that was interrupted.
    if (signal.aborted && cleaned.destroyed === false) process.stderr.write(`${loud(cleaned).detail}\n`);
    clock.amend(
      'apply',
      cleaned,
      cleaned.destroyed === false && life.options.keepState === undefined ? [loud(cleaned)] : [],
    );
  }
}

async function apply({ commands, clock, judged }: LifeCycle, begun: Set<string>, signal: AbortSignal): Promise<void> {
  try {
    const applied = await commands.apply('terrasmith.tfplan', signal);
    noteBegun(applied.events, begun);
    const diagnostics = await judged(applied, 'apply');
    if (hasErrors(diagnostics)) return clock.end('apply', diagnostics);
    const outputs = await commands.outputs();
    const made = await commands.stateList();
    const second = await commands.secondPlan();
    clock.end('apply', diagnostics, { applied: made, outputs, ...idempotency(second) });
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    noteBegun(eventsIn(error.output), begun);
    clock.broken('apply', error.message);
  }
}

async function check({ clock, workspace, commands, check: run, blame }: LifeCycle): Promise<void> {
  clock.start();
  try {
    const files = { outputs: join(workspace.root, 'outputs.json'), state: join(workspace.folder, 'terraform.tfstate') };
    writeFileSync(files.outputs, JSON.stringify(await commands.outputs()), { mode: 0o600 });
    const outcome = await (run as NonNullable<typeof run>)(files);
    const { passed, tests, diagnostics, broken } = checkJudgement(outcome);
    const reason = broken ?? (passed ? undefined : await blame(diagnostics));
    if (reason !== undefined) clock.broken('check', reason, { tests });
    else clock.end('check', diagnostics, { tests });
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    clock.broken('check', error.message);
  }
}

/** What was begun may exist, whatever the state knows, unless the provider says that it could not be made. */
function noteBegun(events: readonly ReportedEvent[], begun: Set<string>): void {
  for (const { type, hook } of events) {
    if (hook?.resource === undefined || hook.action !== 'create') continue;
    if (type === 'apply_start') begun.add(hook.resource.addr);
    if (type === 'apply_errored') begun.delete(hook.resource.addr);
  }
}

async function cleanUp(life: LifeCycle, begun: ReadonlySet<string>): Promise<StageDetail> {
  const { commands, workspace, options, clock } = life;
  const state = join(workspace.folder, 'terraform.tfstate');
  if (options.keepState !== undefined) {
    if (existsSync(state)) copyFileSync(state, options.keepState);
    return { destroyed: false };
  }
  try {
    const lost = life.lasting ? lostOf(begun, await commands.stateList()) : [];
    const destroyed = await destroyTwice(commands);
    const left = [...(await commands.stateList()), ...lost];
    if (destroyed.ok && left.length === 0) return { destroyed: true };
    const why = destroyed.diagnostics.find(({ severity }) => severity === 'error')?.summary;
    const reason = machineSign(destroyed.diagnostics) ?? (await life.blame(destroyed.diagnostics));
    if (reason !== undefined) clock.breakAfterwards('apply', `destroying what was made: ${reason}`);
    return { destroyed: false, left, ...(why !== undefined && { destroy_error: why }), ...keep(life, state) };
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
    clock.breakAfterwards('apply', error.message);
    const left = life.lasting ? [...begun] : [];
    return { destroyed: false, destroy_error: error.message, left, ...keep(life, state) };
  }
}

/** A second try finishes what took too long, and what a process that was killed had left. */
async function destroyTwice({ destroy }: CoreCommands): Promise<CommandResult> {
  try {
    const first = await destroy();
    if (first.ok) return first;
  } catch (error) {
    if (!(error instanceof EnvironmentFailure)) throw error;
  }
  return destroy();
}

/** Begun, and in no state that would know it: a create that was cut off. */
function lostOf(begun: ReadonlySet<string>, known: readonly string[]): string[] {
  return [...begun].filter((address) => !known.includes(address));
}

/** Only a state that stands for something outside this run is worth keeping. */
function keep({ lasting, id }: LifeCycle, state: string): StageDetail {
  if (!lasting || !existsSync(state)) return {};
  const path = resolve(`terrasmith-left-${id.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '') || 'run'}.tfstate`);
  try {
    writeFileSync(path, wholeState(state));
    return { state_kept: path };
  } catch {
    return {};
  }
}

function loud({ left = [], destroy_error, state_kept }: StageDetail): Diagnostic {
  const what = left.length === 0 ? 'what was made' : left.join(', ');
  const why = destroy_error === undefined ? '' : ` (${destroy_error})`;
  const kept = state_kept === undefined ? '' : ` Their state is kept in ${state_kept}.`;
  return {
    severity: 'warning',
    code: 'apply/left-behind',
    summary: 'Not everything was destroyed',
    detail: `May still exist: ${what}${why}.${kept}`,
  };
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
