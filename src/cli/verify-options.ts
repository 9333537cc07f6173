/** The options of `verify`, which the commands that verify along the way take as well. */
import { type Command, Option } from 'commander';
import type { EngineName, VerifyOptions } from '../verify/index.ts';
import { parseProviderList } from '../verify/request.ts';
import { CliError } from './errors.ts';

export interface VerifyFlags {
  readonly engine: EngineName;
  readonly providers?: string;
  readonly cloud: 'absent' | 'assumed';
  readonly planJson?: boolean;
  readonly pluginDir?: string;
  readonly var?: readonly string[];
}

export function addVerifyOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--engine <engine>', 'whose core and whose providers')
        .choices(['static', 'attached', 'simulated', 'real'])
        .default('static'),
    )
    .option('--providers <list>', 'the only providers that exist: hashicorp/aws=5.90.0,…; default: all bundled packs')
    .addOption(
      new Option('--cloud <cloud>', 'data sources that need the cloud: absent fails them, assumed leaves them unknown')
        .choices(['absent', 'assumed'])
        .default('assumed'),
    )
    .option('--plugin-dir <folder>', 'where provider executables are; default: where Terraform looks')
    .option('--plan-json', 'add the plan in the form of terraform show -json')
    .option('--var <name=value...>', 'value of a root variable');
}

export function verifyOptionsFrom(flags: VerifyFlags): VerifyOptions {
  return {
    engine: flags.engine,
    cloud: flags.cloud,
    providers: flags.providers === undefined ? undefined : providersFrom(flags.providers),
    planJson: flags.planJson,
    pluginDirectory: flags.pluginDir,
    variables: flags.var === undefined ? undefined : Object.fromEntries(flags.var.map(assignment)),
  };
}

function providersFrom(text: string) {
  const parsed = parseProviderList(text);
  if ('error' in parsed) throw new CliError(`--providers: ${parsed.error}`);
  return parsed.providers;
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`--var takes name=value, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
