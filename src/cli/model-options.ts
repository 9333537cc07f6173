/** The options of models, which every command that asks one takes. */
import { type Command, Option } from 'commander';
import type { ModelEnvironment, ModelSettings } from '../llm/index.ts';
import { CliError } from './errors.ts';
import { readModelSettings } from './model-settings.ts';

export interface ModelFlags {
  readonly modelOptions?: string;
  readonly temperature?: string;
  readonly maxTokens?: string;
  readonly topP?: string;
  readonly seed?: string;
  readonly stop?: readonly string[];
  readonly baseUrl?: string;
  readonly header?: readonly string[];
  readonly timeout?: string;
  readonly retries?: string;
  readonly prices?: string;
  readonly budget?: string;
  readonly cache?: 'auto' | 'on' | 'off';
  readonly cacheDir?: string;
}

export function addModelOptions(command: Command): Command {
  return command
    .option('--model-options <file>', 'options of models as JSON or YAML, also by model and vendor; docs/models.md')
    .option('--temperature <number>', '0 by default; "default" leaves it to the vendor')
    .option('--max-tokens <n>', 'longest answer')
    .option('--top-p <number>', 'nucleus sampling')
    .option('--seed <n>', 'seed of sampling, where the vendor knows one')
    .option('--stop <text...>', 'end the answer before this text')
    .option('--base-url <url>', "where the vendor's interface is, if not at its usual place")
    .option('--header <name=value...>', 'further HTTP headers')
    .option('--timeout <seconds>', 'longest time for an answer; 600 by default')
    .option('--retries <n>', 'how often a failed request is made again; 4 by default')
    .option('--prices <file>', 'prices that go before the bundled ones: {"MODEL": {"input": 1, "output": 2}}')
    .option('--budget <dollars>', 'make no other request once this much is spent')
    .addOption(
      new Option('--cache <when>', 'keep answers on the disk; auto: at temperature 0').choices(['auto', 'on', 'off']),
    )
    .option('--cache-dir <folder>', 'where to keep them');
}

/** What the flags say, on top of what the file says. Throws `CliError`. */
export async function modelSettingsFrom(flags: ModelFlags): Promise<ModelSettings> {
  const file = flags.modelOptions === undefined ? {} : await readModelSettings('--model-options', flags.modelOptions);
  const prices = flags.prices === undefined ? {} : await readModelSettings('--prices', flags.prices, 'prices');
  const said = {
    temperature: flags.temperature === 'default' ? null : number('--temperature', flags.temperature),
    maxTokens: number('--max-tokens', flags.maxTokens),
    topP: number('--top-p', flags.topP),
    seed: number('--seed', flags.seed),
    stop: flags.stop,
    baseUrl: flags.baseUrl,
    headers: flags.header === undefined ? undefined : { ...file.headers, ...headersFrom(flags.header) },
    timeout: number('--timeout', flags.timeout),
    retries: number('--retries', flags.retries),
    prices: flags.prices === undefined ? undefined : { ...file.prices, ...prices.prices },
    budget: number('--budget', flags.budget),
    cache: flags.cache,
    cacheDirectory: flags.cacheDir,
  };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const { parseModelSettings } = await import('../llm/index.ts');
  const parsed = parseModelSettings({ ...file, ...given });
  if ('problem' in parsed) throw new CliError(parsed.problem);
  return parsed.settings;
}

/** What the models of a command share. */
export async function modelEnvironmentFrom(flags: ModelFlags): Promise<ModelEnvironment> {
  return environmentOf(await modelSettingsFrom(flags));
}

export async function environmentOf(settings: ModelSettings): Promise<ModelEnvironment> {
  const { modelEnvironment } = await import('../llm/index.ts');
  return modelEnvironment(settings, { onNotice: (notice) => process.stderr.write(`note: ${notice}\n`) });
}

function number(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new CliError(`${flag} takes a number, not "${text}"`);
  return value;
}

function headersFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CliError(`--header takes name=value, not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
