/** Finds, opens and keeps packs: each is decompressed once in a process. */
import { behaviourOf } from '../behaviour/index.ts';
import { builtinTerraformProvider, TERRAFORM_PROVIDER } from '../builtin/index.ts';
import type { Provider } from '../provider.ts';
import { openPack, type Pack } from './file.ts';
import { findPacks, nearestPack, type PackPlace, unpackedPath } from './locate.ts';
import { type LoadedPack, type PackOptions, packProvider } from './pack-provider.ts';
import { openUnpacked } from './unpacked.ts';

export interface LoadOptions extends PackOptions {
  /** Further folders with packs, searched after the bundled and the user's own. */
  readonly packsDirs?: readonly string[];
}

const opened = new Map<string, LoadedPack>();
/** The pack chosen for an address and version among the bundled and the user's. */
const chosen = new Map<string, PackPlace | undefined>();

/**
 * The static provider for an address such as `registry.terraform.io/hashicorp/aws`; undefined where no pack has it. A
 * version without a pack of its own is served by the nearest of the same major version, else the newest; the provider
 * answers with the version that was asked for.
 */
export function loadPackProvider(
  address: string,
  version: string | undefined,
  options: LoadOptions,
): Provider | undefined {
  if (address === TERRAFORM_PROVIDER) return builtinTerraformProvider(options);
  const place = choose(address, version, options.packsDirs);
  if (place === undefined) return undefined;
  return packProvider(openOnce(place.path), version ?? place.version, behaviourOf(address), options);
}

/** The lines of the pack that `loadPackProvider` would choose, for readers of schemas and facts as data. */
export function loadPack(address: string, version?: string, packsDirs?: readonly string[]): Pack | undefined {
  const place = choose(address, version, packsDirs);
  return place === undefined ? undefined : openOnce(place.path).pack;
}

function choose(
  address: string,
  version: string | undefined,
  packsDirs: readonly string[] = [],
): PackPlace | undefined {
  const key = [address, version, ...packsDirs].join('\n');
  let place = chosen.get(key);
  if (place === undefined) {
    place = nearestPack(
      findPacks(packsDirs).filter((candidate) => candidate.address === address),
      version,
    );
    chosen.set(key, place);
  }
  return place;
}

/** The static provider of one pack file, wherever it lies; for tools that compare packs. */
export function packProviderOf(path: string, options: PackOptions): Provider {
  const loaded = openOnce(path);
  const { address, version } = loaded.pack.header;
  return packProvider(loaded, version, behaviourOf(address), options);
}

function openOnce(path: string): LoadedPack {
  let loaded = opened.get(path);
  if (loaded === undefined) {
    loaded = { pack: openFastest(path), schemas: new Map(), facts: new Map() };
    opened.set(path, loaded);
  }
  return loaded;
}

function openFastest(path: string): Pack {
  const unpacked = unpackedPath(path);
  return (unpacked === undefined ? undefined : openUnpacked(path, unpacked)) ?? openPack(path);
}

/** Every provider and version that a pack is at hand for, by address, then version. */
export function bundledProviders(packsDirs: readonly string[] = []): { address: string; version: string }[] {
  return findPacks(packsDirs).map(({ address, version }) => ({ address, version }));
}

/** Forgets opened packs, after one was written. */
export function forgetPacks(): void {
  opened.clear();
  chosen.clear();
}
