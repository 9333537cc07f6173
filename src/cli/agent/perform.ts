/** Runs an agent for a command: shows every step, keeps the trajectory, and leaves it in order when the user stops. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import pc from 'picocolors';
import type { Step, Trajectory } from '../../agent/index.ts';
import type { AgentOptions, Generation } from '../../environment/index.ts';
import { writeFileAtomically } from '../../util/write-file-atomically.ts';
import type { Verdict } from '../../verify/index.ts';
import { CliError, EXIT } from '../errors.ts';
import { type AgentFlags, agentOptionsFrom, earlierRun } from './options.ts';
import { differences, writeFiles } from './write-files.ts';

type Texts = Readonly<Record<string, string>>;

export interface Job {
  readonly flags: AgentFlags;
  /** For the name of the trajectory. */
  readonly subject: string;
  /** The texts that are changed; absent where everything is new. */
  readonly before?: Texts;
  /** The command to go on with, such as `generate`. */
  readonly command: string;
  run(options: AgentOptions): Promise<Generation>;
}

/** The exit code. */
export async function perform(job: Job): Promise<number> {
  const { flags } = job;
  const place = flags.trajectory ?? flags.resume ?? trajectoryPlace(job.subject);
  const options = await agentOptionsFrom(flags, await earlierRun(flags));
  const stop = stopOnInterrupt();
  let latest: Trajectory | undefined;
  const save = (trajectory: Trajectory) => {
    latest = trajectory;
    keep(place, trajectory);
  };
  try {
    const generation = await job.run({ ...options, signal: stop.signal, save, onStep: tellStep });
    return await conclude(job, generation, place);
  } catch (error) {
    throw explained(error, latest, place, job.command);
  } finally {
    stop.release();
  }
}

async function conclude(job: Job, { files, verdict, trajectory }: Generation, place: string): Promise<number> {
  const { flags, before = {} } = job;
  const passed = trajectory.outcome === 'passed';
  if (flags.json) process.stdout.write(`${JSON.stringify(trajectory)}\n`);
  if (verdict !== undefined) {
    const { verdictForPeople } = await import('../verdict-for-people.ts');
    process.stderr.write(verdictForPeople(verdict, files));
  }
  if (trajectory.steps.length > 0) process.stderr.write(pc.dim(`trajectory: ${place}\n`));
  if (trajectory.outcome === 'stopped') {
    process.stderr.write(`stopped; go on with: terrasmith ${job.command} --resume ${place}\n`);
    return EXIT.environment;
  }
  if (trajectory.error !== undefined) process.stderr.write(`the model gave out: ${trajectory.error}\n`);
  await deliver(job, files, before, passed);
  if (trajectory.outcome === 'error' && trajectory.error === undefined) return EXIT.environment;
  return passed && !(flags.strict === true && hasFindings(verdict)) ? EXIT.passed : EXIT.failed;
}

async function deliver({ flags, before: changing }: Job, files: Texts, before: Texts, passed: boolean): Promise<void> {
  if (Object.keys(files).length === 0) {
    process.stderr.write('no answer held a configuration\n');
  } else if (flags.output === undefined) {
    if (!flags.json) process.stdout.write(changing === undefined ? printed(files) : differences(before, files));
  } else if (!passed && flags.evenIfFailing !== true && Object.keys(before).length > 0) {
    process.stderr.write('nothing was written, since the result does not pass; --even-if-failing writes it\n');
  } else {
    const written = await writeFiles(flags.output, files, { yes: flags.yes === true, owned: Object.keys(before) });
    if (!written) process.stderr.write('nothing was written\n');
  }
}

/** One file as it is; several under their names. */
function printed(files: Texts): string {
  const entries = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 1) return ensureEnd(entries[0]?.[1] ?? '');
  return entries.map(([path, text]) => `# ${path}\n${ensureEnd(text)}`).join('\n');
}

const ensureEnd = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);

function hasFindings(verdict: Verdict | undefined): boolean {
  return (verdict?.lint?.diagnostics.length ?? 0) + (verdict?.security?.diagnostics.length ?? 0) > 0;
}

function tellStep({ purpose, model, duration_ms, usage, answer, assessment }: Step, index: number): void {
  const tokens = usage === null ? '' : `, ${usage.input_tokens} + ${usage.output_tokens} tokens`;
  const failed = assessment?.stages.find(({ status }) => status === 'failed' || status === 'error');
  const findings = assessment !== null && assessment.findings > 0 ? `, ${assessment.findings} findings` : '';
  const result = failed !== undefined ? `${failed.stage} ${failed.status}` : answer === 'files' ? 'passed' : answer;
  const line = `${index + 1}. ${purpose} by ${model} (${(duration_ms / 1000).toFixed(1)} s${tokens}): ${result}${findings}`;
  process.stderr.write(`${pc.dim(line)}\n`);
}

function trajectoryPlace(subject: string): string {
  const { TERRASMITH_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = TERRASMITH_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'terrasmith');
  const words = subject.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.slice(0, 6).join('-').slice(0, 60);
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(cache, 'trajectories', `${time}-${name || 'run'}-${process.pid}.json`);
}

function keep(place: string, trajectory: Trajectory): void {
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileAtomically(place, `${JSON.stringify(trajectory, null, 2)}\n`);
  } catch (error) {
    throw new CliError(`the trajectory cannot be kept in ${place}: ${(error as Error).message}`, EXIT.environment);
  }
}

const USAGE_ERRORS: ReadonlySet<string> = new Set(['RangeError', 'DatasetError']);

/** A model that cannot be had is wrong use before the first request, and the environment's fault after it. */
function explained(error: unknown, latest: Trajectory | undefined, place: string, command: string): unknown {
  if (error instanceof CliError || !(error instanceof Error)) return error;
  if (USAGE_ERRORS.has(error.name)) return new CliError(error.message);
  if (error.name !== 'ModelError' && error.name !== 'BudgetError') return error;
  if (latest === undefined) return new CliError(error.message);
  const hint = latest.steps.length > 0 ? `; go on with: terrasmith ${command} --resume ${place}` : '';
  return new CliError(`${error.message}${hint}`, EXIT.environment);
}

/** The first Ctrl-C stops after the request in flight is dropped; the second ends the program at once. */
function stopOnInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop),
  };
}
