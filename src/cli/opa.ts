/** The real `opa`, where one is on PATH: what it says to the same question. */
import { spawnSync } from 'node:child_process';
import { CliError, EXIT } from './errors.ts';

/** An error by its code and place, which is what two implementations can be compared by. */
export interface OpaError {
  readonly code: string;
  /** 1-based. */
  readonly row: number;
  readonly col: number;
}

export interface OpaQuestion {
  readonly query: string;
  readonly data: readonly string[];
  readonly input: string | undefined;
  readonly dialect: 'v0' | 'v1' | undefined;
  readonly strict: boolean;
}

export type OpaAnswer = { readonly values: readonly unknown[] } | { readonly errors: readonly OpaError[] };

interface Printed {
  readonly result?: readonly { readonly expressions: readonly { readonly value: unknown }[] }[];
  readonly errors?: readonly {
    readonly code?: string;
    readonly location?: { readonly row?: number; readonly col?: number };
  }[];
}

const TIME_LIMIT_MS = 60_000;

/** One value for each row of the result. Throws `CliError` where there is no opa, or none that can be understood. */
export function opaEval({ query, data, input, dialect, strict }: OpaQuestion): OpaAnswer {
  const printed = askOpa([
    'eval',
    ...['--format', 'json'],
    ...data.flatMap((path) => ['--data', path]),
    ...(input === undefined ? [] : ['--input', input]),
    ...(strict ? ['--strict-builtin-errors'] : []),
    ...dialectFlag(dialect),
    query,
  ]);
  if (printed.errors !== undefined) return { errors: errorsOf(printed) };
  return { values: (printed.result ?? []).map(({ expressions }) => expressions[0]?.value) };
}

/** What is wrong with the policies. */
export function opaCheck(paths: readonly string[], dialect: OpaQuestion['dialect']): readonly OpaError[] {
  return errorsOf(askOpa(['check', '--format', 'json', ...dialectFlag(dialect), ...paths]));
}

/** The flag by which a release takes the dialect that is not its own. */
function dialectFlag(dialect: OpaQuestion['dialect']): string[] {
  if (dialect === undefined) return [];
  const own = /^Version: *v?0\./m.test(runOpa(['version']).stdout) ? 'v0' : 'v1';
  return dialect === own ? [] : [`--${dialect}-compatible`];
}

function askOpa(args: readonly string[]): Printed {
  const { stdout, stderr, status } = runOpa(args);
  // `check` is silent where nothing is wrong, and prints its errors where errors go.
  for (const text of [stdout, stderr]) {
    if (text.trim().startsWith('{')) return JSON.parse(text) as Printed;
  }
  if (status === 0 && stdout.trim() === '') return {};
  throw new CliError(
    `opa ${args[0]} said something else than JSON: ${(stderr || stdout).slice(0, 500)}`,
    EXIT.environment,
  );
}

function runOpa(args: readonly string[]) {
  const run = spawnSync('opa', args, { encoding: 'utf8', timeout: TIME_LIMIT_MS, maxBuffer: 1 << 28 });
  if (run.error === undefined) return run;
  const missing = (run.error as NodeJS.ErrnoException).code === 'ENOENT';
  const why = missing
    ? 'there is no opa on PATH; install it, or leave out --opa'
    : `opa did not answer: ${run.error.message}`;
  throw new CliError(why, EXIT.environment);
}

function errorsOf({ errors = [] }: Printed): OpaError[] {
  return errors.map(({ code = 'unknown', location = {} }) => ({
    code,
    row: location.row ?? 0,
    col: location.col ?? 0,
  }));
}
