import { type ModelEnvironment, modelEnvironment } from './environment.ts';
import { goldModel } from './gold.ts';
import { type Model, ModelError } from './model.ts';
import { replayModels } from './replay.ts';
import { scriptedFile } from './scripted-file.ts';

/** How the models of one kind of name are made. `rest` is what follows the prefix. */
interface Scheme {
  /** A prefix that ends in `/`, or a whole name. */
  readonly prefix: string;
  readonly shown: string;
  create(rest: string, environment: ModelEnvironment): Promise<Model[]>;
}

const SCHEMES: readonly Scheme[] = [
  { prefix: 'gold', shown: 'gold (the reference solutions)', create: async () => [goldModel()] },
  { prefix: 'replay/', shown: 'replay/FILE (recorded answers)', create: replay },
  { prefix: 'scripted/', shown: 'scripted/FILE (tests)', create: async (path) => [scriptedFile(path)] },
  ...['anthropic', 'openai', 'google', 'bedrock', 'ollama'].map((vendor) => vendorScheme(vendor, `${vendor}/MODEL`)),
  vendorScheme('openai-compatible', 'openai-compatible/MODEL@URL'),
  { prefix: 'smollm2', shown: 'smollm2', create: (rest, environment) => local(`smollm2${rest}`, environment) },
  {
    prefix: 'local/',
    shown: 'local/FILE.gguf[+ADAPTER.gguf]',
    create: (rest, environment) => local(`local/${rest}`, environment),
  },
];

/** A model by name. A replay file that holds several models needs `replay/FILE#MODEL`. */
export async function createModel(name: string, environment?: ModelEnvironment): Promise<Model> {
  const models = await createModels(name, environment);
  if (models.length > 1) {
    const names = models.map((model) => model.name).join(', ');
    throw new ModelError(`${name} holds several models; choose one of ${names}`, { retryable: false });
  }
  return models[0] as Model;
}

/** Every model a name stands for: one, or each of those in a replay file. Throws `ModelError` where it cannot be used. */
export async function createModels(name: string, environment = modelEnvironment()): Promise<Model[]> {
  const scheme = SCHEMES.find(({ prefix }) => fits(name, prefix));
  if (scheme !== undefined) return scheme.create(name.slice(scheme.prefix.length), environment);
  const known = SCHEMES.map(({ shown }) => shown).join(', ');
  throw new ModelError(`there is no model "${name}": known are ${known}`, { retryable: false });
}

/** A whole name may be followed by adapters: `smollm2+terraform.gguf`. */
const fits = (name: string, prefix: string) =>
  prefix.endsWith('/') ? name.startsWith(prefix) : name === prefix || name.startsWith(`${prefix}+`);

async function local(name: string, environment: ModelEnvironment): Promise<Model[]> {
  const { createLocalModel } = await import('./local/index.ts');
  return [createLocalModel(name, environment)];
}

async function replay(rest: string): Promise<Model[]> {
  const mark = rest.lastIndexOf('#');
  return mark < 0 ? replayModels(rest) : replayModels(rest.slice(0, mark), rest.slice(mark + 1));
}

function vendorScheme(vendor: string, shown: string): Scheme {
  return {
    prefix: `${vendor}/`,
    shown,
    async create(rest, environment) {
      const { createVendorModel } = await import('./vendors/index.ts');
      return [createVendorModel(vendor, rest, environment)];
    },
  };
}
