/** Terraform's commands in one workspace, each with its limit, their output read. */
import { existsSync } from 'node:fs';
import type { Diagnostic } from '../../../source/index.ts';
import type { PlanJson } from '../../../terraform/index.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import type { TimeLimits } from '../../request.ts';
import { type LimitedOutcome, runLimited } from '../../sandbox/run-limited.ts';
import type { CoreExecutable } from './executable.ts';
import {
  diagnosticReader,
  diagnosticsInText,
  eventsIn,
  type ReportedDiagnostic,
  type ReportedEvent,
} from './reported.ts';
import type { Workspace } from './workspace.ts';

/** What Terraform gets to write down its state. */
const GRACE_MS = 60_000;

export interface CoreSession {
  readonly executable: CoreExecutable;
  readonly workspace: Workspace;
  readonly environment: Readonly<Record<string, string>>;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly limits: TimeLimits;
  readonly variables: Readonly<Record<string, string>>;
  readonly network: boolean;
  readonly initArguments: readonly string[];
  readonly problem: (() => string | undefined) | undefined;
  /** Aborted, with the reason, where waiting for a command is in vain. */
  readonly hopeless?: (() => AbortSignal) | undefined;
}

export interface CommandResult {
  readonly ok: boolean;
  readonly code: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly events: readonly ReportedEvent[];
  readonly output: string;
  /** Standard error. */
  readonly complaint: string;
}

export function coreCommands(session: CoreSession) {
  const { executable, workspace, environment, files, limits, variables } = session;
  const read = diagnosticReader(files);
  const assignments = Object.entries(variables).flatMap(([name, value]) => ['-var', `${name}=${value}`]);

  /** A command that makes or destroys things is asked to end first, so that the state says what there is. */
  const start = async (
    stage: string,
    args: readonly string[],
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Ended> => {
    const hopeless = session.hopeless?.();
    if (hopeless?.aborted)
      throw new EnvironmentFailure(`${executable.product} ${stage} was not started: ${hopeless.reason}`);
    const signals = [signal, hopeless].filter((one) => one !== undefined);
    const outcome: LimitedOutcome = await runLimited([executable.path, ...args], {
      folder: workspace.inside.folder,
      jail: workspace.jail,
      removedWithUs: workspace.root,
      environment: { ...workspace.environment, ...environment },
      timeoutMs,
      ...(args[0] === 'apply' && { graceMs: GRACE_MS }),
      network: session.network,
      signal: AbortSignal.any(signals),
    });
    if (outcome.kind === 'stopped')
      throw new EnvironmentFailure(`${executable.product} ${stage} was stopped: ${outcome.reason}`, outcome.output);
    const problem = outcome.code === 0 ? undefined : (vanished(executable) ?? session.problem?.());
    if (problem !== undefined) throw new EnvironmentFailure(problem, outcome.output);
    return outcome;
  };
  const result = (
    ended: Ended,
    reported: readonly ReportedDiagnostic[],
    events: readonly ReportedEvent[],
  ): CommandResult => {
    // A command that failed without a message in its JSON says why on standard error.
    const told =
      ended.code === 0 || reported.some(({ severity }) => severity === 'error')
        ? reported
        : diagnosticsInText(`${ended.output}\n${ended.complaint}`);
    return {
      ok: ended.code === 0,
      code: ended.code,
      diagnostics: told.map(read),
      events,
      output: ended.output,
      complaint: ended.complaint,
    };
  };
  const streaming = async (
    stage: string,
    args: readonly string[],
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<CommandResult> => {
    const ended = await start(stage, args, timeoutMs, signal);
    const events = eventsIn(ended.output);
    return result(
      ended,
      events.flatMap(({ diagnostic }) => diagnostic ?? []),
      events,
    );
  };

  return {
    init: () => streaming('init', ['init', '-json', '-input=false', ...session.initArguments], limits.init),
    validate: async (): Promise<CommandResult> => {
      const ended = await start('validate', ['validate', '-json'], limits.validate);
      return result(ended, jsonOf<{ diagnostics?: ReportedDiagnostic[] }>(ended.output)?.diagnostics ?? [], []);
    },
    plan: (file: string, ...more: readonly string[]) =>
      streaming('plan', ['plan', '-json', '-input=false', `-out=${file}`, ...more, ...assignments], limits.plan),
    showPlan: async (file: string): Promise<PlanJson> => {
      const ended = await start('show', ['show', '-json', file], limits.plan);
      const json = jsonOf<PlanJson>(ended.output);
      if (json === undefined)
        throw new EnvironmentFailure(`${executable.product} show gave no plan: ${ended.complaint.slice(0, 400)}`);
      return json;
    },
    apply: (file: string, signal?: AbortSignal) =>
      streaming('apply', ['apply', '-json', '-input=false', file], limits.apply, signal),
    secondPlan: () =>
      streaming('plan', ['plan', '-json', '-input=false', '-detailed-exitcode', ...assignments], limits.plan),
    destroy: () =>
      streaming(
        'destroy',
        ['apply', '-destroy', '-auto-approve', '-json', '-input=false', ...assignments],
        limits.apply,
      ),
    outputs: async (): Promise<Readonly<Record<string, unknown>>> => {
      const ended = await start('output', ['output', '-json'], limits.plan);
      return jsonOf<Record<string, unknown>>(ended.output) ?? {};
    },
    stateList: async (): Promise<readonly string[]> => {
      const ended = await start('state list', ['state', 'list'], limits.plan);
      return ended.output.split('\n').filter((line) => line !== '');
    },
  };
}

function vanished({ path }: CoreExecutable): string | undefined {
  return existsSync(path) ? undefined : `the executable ${path} is not there any more`;
}

export type CoreCommands = ReturnType<typeof coreCommands>;
type Ended = LimitedOutcome & { readonly kind: 'ended' };

function jsonOf<T>(output: string): T | undefined {
  try {
    return JSON.parse(output) as T;
  } catch {
    return undefined;
  }
}
