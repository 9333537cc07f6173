/** The options of `verify` for good practice and security: read into verify options, and checked before anything runs. */
import type { Command } from 'commander';
import { lintRules, SecurityPackError, securityChecks, type VerifyOptions } from '../verify/index.ts';
import { CliError } from './errors.ts';

export interface PracticeFlags {
  readonly lint?: boolean;
  readonly lintRules?: string;
  readonly security?: boolean;
  readonly securityPack?: readonly string[];
  readonly securityIgnore?: string;
}

export function addPracticeOptions(command: Command): Command {
  return command
    .option('--lint', 'add findings of good practice (13 rules of tflint)')
    .option('--lint-rules <list>', 'with --lint: "all" or names add rules, -name removes one; comma-separated')
    .option('--security', 'add findings of the security checks over the plan')
    .option('--security-pack <folder...>', 'checks of your own in Rego, besides the bundled ones')
    .option('--security-ignore <ids>', 'checks that are not run, comma-separated');
}

export async function practiceOptionsFrom(flags: PracticeFlags): Promise<Pick<VerifyOptions, 'lint' | 'security'>> {
  return { lint: await lintOptionsFrom(flags), security: await securityOptionsFrom(flags) };
}

async function lintOptionsFrom({ lint, lintRules: list }: PracticeFlags): Promise<VerifyOptions['lint']> {
  if (list === undefined) return lint === true ? {} : undefined;
  const items = namesIn(list);
  const known = new Set(['all', ...(await lintRules()).map(({ name }) => name)]);
  const unknown = items.find((item) => !known.has(item.replace(/^-/, '')));
  if (unknown !== undefined) throw new CliError(`--lint-rules: there is no rule ${unknown.replace(/^-/, '')}`);
  return {
    enable: items.filter((item) => !item.startsWith('-')),
    disable: items.filter((item) => item.startsWith('-')).map((item) => item.slice(1)),
  };
}

async function securityOptionsFrom(flags: PracticeFlags): Promise<VerifyOptions['security']> {
  const { security, securityPack: packs, securityIgnore } = flags;
  if (security !== true && packs === undefined && securityIgnore === undefined) return undefined;
  const ignore = securityIgnore === undefined ? undefined : namesIn(securityIgnore);
  try {
    const checks = await securityChecks({ packs });
    const ids = new Set([...checks.values()].flatMap(({ id, reference }) => [id, reference]));
    const unknown = ignore?.find((id) => !ids.has(id));
    if (unknown !== undefined) throw new CliError(`--security-ignore: there is no check ${unknown}`);
  } catch (error) {
    if (error instanceof SecurityPackError) throw new CliError(`--security-pack: ${error.message}`);
    throw error;
  }
  return { packs, ignore };
}

function namesIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
