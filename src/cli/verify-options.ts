/** The options of `verify`, which the commands that verify along the way take as well. */
import { type Command, Option } from 'commander';
import { type Limits, setLimits } from '../source/index.ts';
import type { EngineName, VerifyOptions } from '../verify/index.ts';
import { CLOUDS, type CloudName, parseProviderList } from '../verify/request.ts';
import { CliError } from './errors.ts';

export interface VerifyFlags {
  readonly engine: EngineName;
  readonly providers?: string;
  readonly cloud: CloudName;
  readonly endpoint?: string;
  readonly planJson?: boolean;
  readonly pluginDir?: string;
  readonly terraform?: string;
  readonly allowExec?: boolean;
  readonly plain?: boolean;
  readonly timeLimit?: readonly string[];
  readonly var?: readonly string[];
  readonly limits?: string;
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
      new Option(
        '--cloud <cloud>',
        'data sources that need the cloud: absent fails them, assumed leaves them unknown; real: assumed is your own cloud, moto a moto server of ours',
      )
        .choices(CLOUDS)
        .default('assumed'),
    )
    .addOption(
      new Option('--endpoint <url>', 'real: what answers as AWS does, such as LocalStack at http://127.0.0.1:4566'),
    )
    .option('--plugin-dir <folder>', 'where provider executables are; default: where Terraform looks')
    .option('--terraform <path>', 'simulated, real: the terraform or tofu to run; default: found on PATH')
    .option('--plain', 'real: Terraform starts the executables itself, without our proxy')
    .option('--allow-exec', 'simulated, real: run what configurations ask to run, such as local-exec')
    .option('--time-limit <stage=seconds...>', 'simulated, real: limit of setup, init, validate, plan, apply or check')
    .option('--plan-json', 'add the plan in the form of terraform show -json')
    .option('--var <name=value...>', 'value of a root variable')
    .option('--limits <name=value,...>', 'other bounds than the defaults; docs/limits.md names them');
}

export function verifyOptionsFrom(flags: VerifyFlags): VerifyOptions {
  if (flags.cloud === 'moto' && flags.engine !== 'real') throw new CliError('--cloud moto needs --engine real');
  if (flags.endpoint !== undefined && flags.engine !== 'real') throw new CliError('--endpoint needs --engine real');
  return {
    engine: flags.engine,
    cloud: flags.cloud,
    endpoint: flags.endpoint === undefined ? undefined : endpointFrom(flags),
    providers: flags.providers === undefined ? undefined : providersFrom(flags.providers),
    planJson: flags.planJson,
    pluginDirectory: flags.pluginDir,
    terraform: flags.terraform,
    allowExec: flags.allowExec,
    plain: flags.plain,
    timeLimits: flags.timeLimit === undefined ? undefined : Object.fromEntries(flags.timeLimit.map(timeLimit)),
    limits: flags.limits === undefined ? undefined : limitsFrom(flags.limits),
    variables: flags.var === undefined ? undefined : Object.fromEntries(flags.var.map(assignment)),
  };
}

function endpointFrom({ endpoint = '', cloud }: VerifyFlags): string {
  if (cloud !== 'assumed') throw new CliError(`give either --endpoint or --cloud ${cloud}, not both`);
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw new CliError(`--endpoint takes a URL such as http://127.0.0.1:4566, not "${endpoint}"`);
  return endpoint.replace(/\/+$/, '');
}

function providersFrom(text: string) {
  const parsed = parseProviderList(text);
  if ('error' in parsed) throw new CliError(`--providers: ${parsed.error}`);
  return parsed.providers;
}

function limitsFrom(list: string): Partial<Limits> {
  const changes = Object.fromEntries(
    list.split(',').map((text) => {
      const [, name, value] = /^(\w+)=(\d+)$/.exec(text) ?? [];
      if (name === undefined) throw new CliError(`--limits takes name=number,…, not "${text}"`);
      return [name, Number(value)];
    }),
  );
  try {
    setLimits(changes);
  } catch (error) {
    throw new CliError(`--limits: ${(error as Error).message}`);
  }
  return changes;
}

function timeLimit(text: string): [string, number] {
  const match = /^(setup|init|validate|plan|apply|check)=(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) throw new CliError(`--time-limit takes a stage and seconds, such as plan=60, not "${text}"`);
  return [match[1] as string, Number(match[2]) * 1000];
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`--var takes name=value, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
