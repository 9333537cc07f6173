/** What a validation script says: its exit code, and what it prints where that is JSON `{passed, tests, errors}`. */
import type { Diagnostic } from '../../source/index.ts';
import type { LimitedOutcome } from '../sandbox/run-limited.ts';

export interface CheckJudgement {
  readonly passed: boolean;
  /** By name; empty where it printed none. */
  readonly tests: Readonly<Record<string, boolean>>;
  readonly diagnostics: readonly Diagnostic[];
  /** The script itself could not do its work: nothing is said of what it judged. */
  readonly broken?: string;
}

interface Printed {
  readonly passed?: unknown;
  readonly tests?: unknown;
  readonly errors?: unknown;
}

const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
const MAXIMUM_ERRORS = 50;

export function checkJudgement(outcome: LimitedOutcome): CheckJudgement {
  if (outcome.kind === 'stopped') return broken(`the validation script was stopped: ${outcome.reason}`);
  const printed = printedJson(outcome.output);
  const tests = testsOf(printed);
  const { code } = outcome;
  if (printed === undefined && code !== 0) {
    const missing = /^(?:ModuleNotFoundError|ImportError): (.*)$/m.exec(outcome.complaint)?.[1];
    if (missing !== undefined) return broken(`the validation script cannot start: ${missing}`);
    if (code === NOT_FOUND || code === NOT_EXECUTABLE)
      return broken(`the validation script cannot start a program: ${lastLine(outcome.complaint)}`);
  }
  const failedTests = Object.keys(tests).filter((name) => !tests[name]);
  const passed = code === 0 && printed?.passed !== false && failedTests.length === 0;
  if (passed) return { passed, tests, diagnostics: [] };
  const told = errorsOf(printed);
  const errors = told.length > 0 ? told : failedTests.length > 0 ? failedTests : [said(outcome, code)];
  return { passed, tests, diagnostics: errors.slice(0, MAXIMUM_ERRORS).map(failure) };
}

function broken(reason: string): CheckJudgement {
  return { passed: false, tests: {}, diagnostics: [], broken: reason };
}

/** The whole output, else its last line, else what stands from the last line that begins an object to the end. */
function printedJson(output: string): Printed | undefined {
  const text = output.trim();
  const start = text.lastIndexOf('\n{');
  const candidates = [text, text.slice(text.lastIndexOf('\n') + 1), start < 0 ? '' : text.slice(start + 1)];
  for (const candidate of candidates) {
    if (!candidate.startsWith('{')) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null) return value as Printed;
    } catch {
      // Not JSON: the exit code alone speaks.
    }
  }
  return undefined;
}

/** A test that is told as anything but a failure has passed: `true`, `"passed"`, `{passed: true}`. */
function testsOf(printed: Printed | undefined): Record<string, boolean> {
  const { tests } = printed ?? {};
  if (typeof tests !== 'object' || tests === null) return {};
  const named: readonly (readonly [string, unknown])[] = Array.isArray(tests)
    ? tests.map((test, index) => [String((test as { name?: unknown })?.name ?? index), test] as const)
    : Object.entries(tests);
  return Object.fromEntries(named.map(([name, test]) => [name, hasPassed(test)]));
}

function hasPassed(test: unknown): boolean {
  if (typeof test === 'object' && test !== null) return (test as { passed?: unknown }).passed !== false;
  if (typeof test === 'string') return !/^(fail|error)/i.test(test);
  return test !== false;
}

function errorsOf(printed: Printed | undefined): string[] {
  const { errors } = printed ?? {};
  if (!Array.isArray(errors)) return typeof errors === 'string' && errors !== '' ? [errors] : [];
  return errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error)));
}

function said({ output, complaint }: LimitedOutcome, code: number): string {
  const last = lastLine(complaint) || lastLine(output);
  return `it ended with exit code ${code}${last === '' ? '' : `: ${last}`}`;
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').slice(0, 500);
}

function failure(detail: string): Diagnostic {
  return {
    severity: 'error',
    code: 'check/failed',
    summary: 'Validation script failed',
    detail: detail.slice(0, 2000),
  };
}
