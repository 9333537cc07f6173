/**
 * Batch verification: rows `{id, files, policy?}` in, verdicts out, in input order. No row is lost: one that cannot be
 * read gets a verdict whose init stage is an error that says why.
 */
import type { VerifyOptions } from './request.ts';
import type { Verdict } from './verdict.ts';
import { createVerifier, type Verifier } from './verifier.ts';

export interface BatchRow {
  /** 1-based line of the input, which names a row that has no id. */
  readonly number: number;
  readonly text: string;
}

export interface RowOutcome {
  readonly line: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'bad-row';
}

/** Verifies rows one after the other in this thread. */
export async function* verifyRows(
  rows: Iterable<BatchRow> | AsyncIterable<BatchRow>,
  options: VerifyOptions,
): AsyncGenerator<RowOutcome> {
  const verifier = await createVerifier(options);
  try {
    for await (const row of rows) yield await verifyRow(row, verifier, options);
  } finally {
    await verifier.close();
  }
}

export async function verifyRow(row: BatchRow, verifier: Verifier, options: VerifyOptions): Promise<RowOutcome> {
  const parsed = parseRow(row);
  if ('error' in parsed) {
    return { line: JSON.stringify(errorVerdict(parsed.id, parsed.error, options)), outcome: 'bad-row' };
  }
  try {
    const verdict = await verifier.verify(parsed);
    const failed = verdict.stages.find(({ status }) => status !== 'passed' && status !== 'skipped');
    const outcome = failed === undefined ? 'passed' : failed.status === 'error' ? 'error' : 'failed';
    return { line: JSON.stringify(verdict), outcome };
  } catch (error) {
    const reason = `the verifier failed: ${error instanceof Error ? error.message : String(error)}`;
    return { line: JSON.stringify(errorVerdict(parsed.id, reason, options)), outcome: 'error' };
  }
}

type ParsedRow =
  | { id: string; files: Record<string, string>; policy: string | undefined }
  | { id: string; error: string };

function parseRow({ number, text }: BatchRow): ParsedRow {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { id: `line ${number}`, error: `line ${number} is not JSON: ${(error as Error).message}` };
  }
  const row: Readonly<Record<string, unknown>> | undefined = isRecord(json) ? json : undefined;
  const id = String(row?.id ?? `line ${number}`);
  const problem = row === undefined ? 'the row: expected an object {id, files, policy?}' : rowProblem(row);
  if (row === undefined || problem !== undefined) return { id, error: `line ${number}: ${problem}` };
  return {
    id,
    files: row.files as Record<string, string>,
    policy: (row.policy as string | null | undefined) ?? undefined,
  };
}

/** The field that is not as it should be, and what was expected. By hand, for the rows are many and large. */
function rowProblem({ id, files, policy }: Readonly<Record<string, unknown>>): string | undefined {
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return 'id: expected a string or a number';
  if (files === undefined) return 'files: missing; expected {path: text}';
  if (!isRecord(files)) return 'files: expected {path: text}';
  for (const path of Object.keys(files)) if (typeof files[path] !== 'string') return `files.${path}: expected a string`;
  if (policy !== undefined && policy !== null && typeof policy !== 'string') return 'policy: expected a string';
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorVerdict(id: string, reason: string, { engine = 'static' }: VerifyOptions): Verdict {
  return {
    format: 'verdict/1',
    id,
    engine,
    stages: [{ stage: 'init', status: 'error', score: 0, diagnostics: [], duration_ms: 0, detail: { reason } }],
    certificate: `init could not run:\n${reason}`,
    score: null,
    reward: null,
  };
}
