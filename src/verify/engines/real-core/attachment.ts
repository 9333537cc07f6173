/** How the providers of one run are reached. */
import type { ResourceMode } from '../../../provider/index.ts';
import type { Module } from '../../../terraform/index.ts';
import { BUILTIN_TERRAFORM } from '../../../terraform/index.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { declarationsOf } from '../../sandbox/refusals.ts';
import type { StageDetail } from '../../verdict.ts';
import type { OpenFolder } from '../own-core.ts';
import type { StateNames } from './kept-state.ts';
import type { Workspace } from './workspace.ts';

export interface AttachRequest {
  readonly workspace: Workspace;
  /** The version chosen for each provider that the configuration names; undefined where none was. */
  readonly versions: ReadonlyMap<string, string | undefined>;
  /** The types that are named: only their schemas are sent. */
  readonly types: Readonly<Record<ResourceMode, ReadonlySet<string>>>;
  readonly folder: OpenFolder;
  readonly id: string;
  /** Undefined where nothing stands behind the providers. */
  readonly cloud: Cloud | undefined;
  readonly region: string | undefined;
}

export interface Attachment {
  readonly environment: Readonly<Record<string, string>>;
  readonly initArguments: readonly string[];
  readonly providers: NonNullable<StageDetail['providers']>;
  /** What went wrong with a provider's executable since this was last asked. */
  readonly problem?: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** Those that init chose, and those that a configuration with mistakes names, so that the mistakes are reported and nothing else. */
export function providersNamed(
  modules: readonly Module[],
  chosen: ReadonlyMap<string, string>,
): Map<string, string | undefined> {
  const named = new Map<string, string | undefined>(chosen);
  for (const module of modules) {
    for (const { address } of module.requiredProviders.values()) if (!named.has(address)) named.set(address, undefined);
    for (const { providerAddress } of declarationsOf(module))
      if (!named.has(providerAddress)) named.set(providerAddress, undefined);
  }
  named.delete(BUILTIN_TERRAFORM);
  return named;
}

/** The types that the modules and a kept state name, whichever provider they belong to. */
export function typesNamed(
  modules: readonly Module[],
  state: StateNames | undefined,
): Record<ResourceMode, Set<string>> {
  const types = { managed: new Set<string>(), data: new Set<string>(), ephemeral: new Set<string>() };
  for (const module of modules) for (const { mode, type } of declarationsOf(module)) types[mode].add(type);
  for (const module of modules) for (const { resource } of module.imports) types[resource.mode].add(resource.type);
  for (const { mode, type } of state?.types ?? []) types[mode]?.add(type);
  return types;
}
