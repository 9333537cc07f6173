import { CliError } from '../../errors.ts';

const USAGE_ERRORS: ReadonlySet<string> = new Set([
  'DatasetError',
  'ModelError',
  'RunDirectoryError',
  'QueueError',
  'RangeError',
]);

/** What the user named cannot be used: a sentence and exit code 2. */
export async function asUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && USAGE_ERRORS.has(error.name)) throw new CliError(error.message);
    throw error;
  }
}

export function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CliError(`${flag} takes a whole number of at least 1, not ${text}`);
  return value;
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
