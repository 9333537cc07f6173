/** The session of `terrasmith console`: a folder's configuration, its variables files and the providers it names. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Provider } from '../provider/index.ts';
import { type Diagnostic, hasErrors } from '../source/index.ts';
import type { Console } from '../terraform/console/index.ts';
import type { Configuration } from '../terraform/index.ts';
import { CliError } from './errors.ts';

const BUILTIN = 'terraform.io/builtin/terraform';

/** A folder without configuration gives a session without declarations. `answer` is undefined where the configuration is unsound. */
export async function openConsole(folder: string): Promise<Console> {
  const names = await readdir(folder).catch(() => {
    throw new CliError(`there is no folder ${folder}; name one that holds a configuration, or none`);
  });
  const { emptyConfiguration, startConsole } = await import('../terraform/console/index.ts');
  const { folderAccess } = await import('./folder-access.ts');
  const workingDirectory = resolve(folder);
  const surroundings = { files: folderAccess(workingDirectory), workingDirectory, homeDirectory: homedir() };
  if (!names.some((name) => /\.tf(\.json)?$/.test(name))) {
    return startConsole(emptyConfiguration(), { ...surroundings, providers: () => undefined });
  }
  const loaded = await load(folder);
  if (loaded.configuration === undefined) return { answer: undefined, diagnostics: loaded.diagnostics };
  const { providers, variables } = loaded;
  const context = { ...surroundings, providers: (address: string) => providers.get(address), variables };
  const session = await startConsole(loaded.configuration, context);
  return { ...session, diagnostics: [...loaded.diagnostics, ...session.diagnostics] };
}

async function load(folder: string) {
  const { readFolder } = await import('../util/read-folder.ts');
  const { automaticVariableFiles, decodeTfvars, initialise, loadConfiguration, readVariableFiles } = await import(
    '../terraform/index.ts'
  );
  const { bundledProviders, loadPackProvider } = await import('../provider/index.ts');
  const files = await readFolder(folder);
  const loaded = loadConfiguration(files);
  const bundled = bundledProviders();
  const versionsOf = (address: string) => bundled.filter((one) => one.address === address).map((one) => one.version);
  const initialised = initialise(loaded, { versionsOf });
  const diagnostics: Diagnostic[] = [...initialised.diagnostics];
  const given = readVariableFiles(files, automaticVariableFiles(files), diagnostics);
  const sound = loaded.configuration !== undefined && !hasErrors(diagnostics);
  const providers = new Map<string, Provider>();
  for (const address of sound ? [...initialised.providers.keys(), BUILTIN] : []) {
    const provider = loadPackProvider(address, initialised.providers.get(address), { cloud: 'absent', decodeTfvars });
    if (provider !== undefined) providers.set(address, provider);
  }
  const variables = new Map([...given].map(([name, { value }]) => [name, value]));
  const configuration: Configuration | undefined = sound ? loaded.configuration : undefined;
  return { configuration, diagnostics, providers, variables };
}
