import { readFile } from 'node:fs/promises';
import type { ModelSettings } from '../llm/index.ts';
import { CliError } from './errors.ts';

/** Settings of models from a file, or one part of them where the file holds only that. Throws `CliError`. */
export async function readModelSettings(flag: string, path: string, part?: 'prices'): Promise<ModelSettings> {
  const value = await readDocument(flag, path);
  const { parseModelSettings } = await import('../llm/index.ts');
  const whole = part === undefined || hasOnly(value, part) ? value : { [part]: value };
  const parsed = parseModelSettings(whole);
  if ('problem' in parsed) throw new CliError(`${flag} ${path}: ${parsed.problem}`);
  return parsed.settings;
}

async function readDocument(flag: string, path: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return (parse(await readFile(path, 'utf8')) as unknown) ?? {};
  } catch (error) {
    throw new CliError(`${flag}: ${path} cannot be read: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

function hasOnly(value: unknown, part: string): boolean {
  return typeof value === 'object' && value !== null && part in value;
}
