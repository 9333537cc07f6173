/**
 * What `terraform init` would say of a loaded configuration, in its order and with its stops: modules, core version, the
 * configuration's own mistakes, backend, module tree, providers. Nothing is fetched; which providers exist is given.
 */
import { type Diagnostic, hasErrors } from '../../source/index.ts';
import type { LoadedConfiguration } from '../configuration/load.ts';
import type { Module } from '../configuration/model.ts';
import { mistake } from '../configuration/problem.ts';
import { BUILTIN_HOST, BUILTIN_TERRAFORM, displayAddress } from '../configuration/provider-address.ts';
import { newestSatisfying, type VersionConstraints } from '../configuration/version.ts';
import { checkBackend } from './backend.ts';
import { CORE_VERSIONS, checkCoreVersions } from './core-version.ts';
import { providerRequirements } from './provider-requirements.ts';

export interface InitOptions {
  /** Versions of a provider that exist; empty where there is no such provider. */
  readonly versionsOf: (address: string) => readonly string[];
  readonly coreVersions?: readonly string[];
}

export interface Initialised {
  readonly diagnostics: readonly Diagnostic[];
  /** The version chosen for each provider, by address. Without the built-in one. Empty where init fails earlier. */
  readonly providers: ReadonlyMap<string, string>;
}

/** Terraform's own first words where mistakes in the configuration stop init; its title breaks the line there. */
const PREAMBLE = mistake(
  'Terraform encountered problems during initialisation, including problems\nwith the configuration, described below.',
  'Modules and providers can be determined only once the configuration is valid.',
  undefined,
  { code: 'terraform/init-configuration-problems' },
);

export function initialise(loaded: LoadedConfiguration, options: InitOptions): Initialised {
  const stop = (diagnostics: readonly Diagnostic[]): Initialised => ({ diagnostics, providers: new Map() });
  const coreVersions = options.coreVersions ?? CORE_VERSIONS;
  const core: Diagnostic[] = [];
  checkCoreVersions(loaded.modules, coreVersions, core);
  const root = loaded.modules[0];
  if (root !== undefined && root.moduleCalls.size > 0) {
    const installing = [
      ...(hasErrors(core) ? core : [...loaded.root, ...loaded.children, ...loaded.tree]),
      ...loaded.install,
    ];
    if (hasErrors(installing)) return stop(installing);
  }
  if (hasErrors(core)) return stop(core);
  const backend: Diagnostic[] = [];
  if (root?.backend !== undefined) checkBackend(root.backend, backend);
  if (hasErrors(loaded.root)) return stop([PREAMBLE, ...loaded.root, ...backend]);
  if (hasErrors(backend)) return stop([...loaded.root, ...backend]);
  if (hasErrors(loaded.tree)) return stop([PREAMBLE, ...loaded.diagnostics]);
  return chooseProviders(loaded.modules, loaded.diagnostics, options);
}

function chooseProviders(
  modules: readonly Module[],
  warnings: readonly Diagnostic[],
  { versionsOf }: InitOptions,
): Initialised {
  const diagnostics: Diagnostic[] = [...warnings];
  const providers = new Map<string, string>();
  for (const [address, constraints] of providerRequirements(modules, diagnostics)) {
    if (address.startsWith(`${BUILTIN_HOST}/builtin/`)) {
      checkBuiltin(address, constraints, diagnostics);
      continue;
    }
    const versions = versionsOf(address);
    const chosen = newestSatisfying(versions, constraints);
    if (chosen !== undefined) providers.set(address, chosen);
    else diagnostics.push(unavailable(address, versions));
  }
  return { diagnostics, providers };
}

function unavailable(address: string, versions: readonly string[]): Diagnostic {
  const name = displayAddress(address);
  const legacy = name.startsWith('-/');
  return mistake(
    legacy ? 'Invalid legacy provider address' : 'Failed to query available provider packages',
    versions.length === 0
      ? `The provider ${name} is not among the available ones.`
      : `No available version of ${name} (${versions.join(', ')}) satisfies the version constraints.`,
  );
}

function checkBuiltin(address: string, constraints: VersionConstraints, problems: Diagnostic[]): void {
  const reason =
    address !== BUILTIN_TERRAFORM
      ? 'there is no such built-in provider'
      : constraints.length > 0
        ? 'a built-in provider has no version to choose'
        : undefined;
  if (reason !== undefined) {
    problems.push(mistake('Invalid dependency on built-in provider', `${address} cannot be used: ${reason}.`));
  }
}
