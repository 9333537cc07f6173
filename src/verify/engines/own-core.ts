/** The engines with our own front end: `static` with packs, `attached` with provider executables. */
import type { Provider } from '../../provider/index.ts';
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import {
  automaticVariableFiles,
  type Configuration,
  type GivenValue,
  initialise,
  loadConfiguration,
  type Plan,
  plan as planConfiguration,
  planJson,
  readVariableFiles,
  rootVariableValues,
  validate,
  valueFromText,
  type WalkContext,
} from '../../terraform/index.ts';
import type { Engine, EngineResult } from '../engine.ts';
import type { VerifyOptions, VerifyRequest } from '../request.ts';
import { resourceBlocks } from '../resource-block.ts';
import type { EngineName, ServedBy } from '../verdict.ts';
import { type MemoryFolder, memoryFolder } from './memory-folder.ts';
import { declaredResources, StageClock } from './stage-clock.ts';

/** What a provider may read of the configuration's folder. */
export type OpenFolder = Pick<MemoryFolder, 'folder'>;

/** Where an engine's providers come from. */
export interface ProviderSource {
  /** The versions that exist of a provider; empty where there is none. */
  readonly versionsOf: (address: string) => readonly string[];
  /** The provider to use for one configuration; undefined where it cannot be had. */
  readonly open: (address: string, version: string | undefined, folder: OpenFolder) => Promise<Provider | undefined>;
  /** What serves the provider: its executable, or a pack. */
  readonly servedBy: (address: string, version: string) => ServedBy;
  readonly close: () => Promise<void>;
}

const BUILTIN = 'terraform.io/builtin/terraform';

export function ownCoreEngine(name: EngineName, source: ProviderSource, options: VerifyOptions): Engine {
  return {
    name,
    run: (request, wants) => run(source, options, request, wants.plan),
    close: source.close,
  };
}

async function run(
  source: ProviderSource,
  options: VerifyOptions,
  request: VerifyRequest,
  wantsPlan: boolean,
): Promise<EngineResult> {
  const stages = new StageClock();
  const files = new Map(Object.entries(request.files));
  const loaded = loadConfiguration(files);
  const initialised = initialise(loaded, { versionsOf: source.versionsOf });
  const configuration = loaded.configuration;
  const chosen = [...initialised.providers].map(([address, version]) => [
    address,
    { version, served_by: source.servedBy(address, version) },
  ]);
  stages.end('init', initialised.diagnostics, chosen.length === 0 ? {} : { providers: Object.fromEntries(chosen) });
  if (stages.failed || configuration === undefined)
    return { ...stages.result(undefined, declaredResources(configuration), 0), configuration };

  const folder = memoryFolder(files);
  const providers = new Map<string, Provider>();
  for (const address of [...initialised.providers.keys(), BUILTIN]) {
    const provider = await source.open(address, initialised.providers.get(address), folder);
    if (provider !== undefined) providers.set(address, provider);
  }
  const variables = givenVariables(configuration, files, options);
  const context: WalkContext = {
    providers: (address) => providers.get(address),
    variables: new Map([...variables.given].map(([variable, { value }]) => [variable, value])),
    files: folder.access,
  };
  stages.start();
  stages.end('validate', await validate(configuration, context));
  if (stages.failed) return { ...stages.result(undefined, declaredResources(configuration), 0), configuration };

  stages.start();
  if (hasErrors(variables.problems)) {
    stages.end('plan', variables.problems);
    return { ...stages.result(undefined, declaredResources(configuration), 0), configuration };
  }
  const planned = await planConfiguration(configuration, context);
  const counts = planned.plan === undefined ? {} : resourceCounts(planned.plan);
  stages.end('plan', [...variables.problems, ...planned.diagnostics], { resource_counts: counts });
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const json = wantsPlan && !stages.failed && planned.plan !== undefined ? planJson(planned.plan) : undefined;
  const result = stages.result(json, declaredResources(configuration), total);
  return { ...result, blockOf: resourceBlocks(configuration), configuration };
}

function givenVariables(
  { root }: Configuration,
  files: ReadonlyMap<string, string | Uint8Array>,
  { variables = {} }: VerifyOptions,
): { given: ReadonlyMap<string, GivenValue>; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const given = new Map(readVariableFiles(files, automaticVariableFiles(files), problems));
  for (const [name, text] of Object.entries(variables)) {
    const value = valueFromText(root.variables.get(name), text, `-var ${name}`, problems);
    if (value !== undefined) given.set(name, { value, from: 'command', span: undefined });
  }
  rootVariableValues(root, given, problems);
  return { given, problems };
}

/** Instances to create, by type. */
function resourceCounts({ changes }: Plan): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { address, action } of changes) {
    if (address.mode === 'managed' && action === 'create') counts[address.type] = (counts[address.type] ?? 0) + 1;
  }
  return counts;
}
