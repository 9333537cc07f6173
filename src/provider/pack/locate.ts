/** Where packs lie on the disk: those of this package, the user's own, and folders that the caller names. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same depth from `src` and from `dist`. */
const BUNDLED = fileURLToPath(new URL('../../../packs', import.meta.url));
const UNPACKED = fileURLToPath(new URL('../../../dist/packs', import.meta.url));

export interface PackPlace {
  readonly address: string;
  readonly version: string;
  readonly path: string;
  readonly origin: 'bundled' | 'user';
}

/** Where `terrasmith schema import` and `provider learn` put packs unless told otherwise. */
export function userPacksDir(): string {
  return join(homedir(), '.terrasmith', 'packs');
}

export function packPath(root: string, address: string, version: string): string {
  return join(root, ...address.split('/'), `${version}.br`);
}

/** Where the build leaves a bundled pack unpacked; undefined for any other pack. */
export function unpackedPath(pack: string): string | undefined {
  const way = relative(BUNDLED, pack);
  return way.startsWith('..') ? undefined : join(UNPACKED, way.replace(/\.br$/, ''));
}

const listings = new Map<string, readonly PackPlace[]>();

/** All packs under the bundled folder, the user's and `extra`; a later folder's pack replaces an earlier one's of the same version. */
export function findPacks(extra: readonly string[] = []): readonly PackPlace[] {
  const key = extra.join('\n');
  let places = listings.get(key);
  if (places === undefined) {
    const byName = new Map<string, PackPlace>();
    const roots = [BUNDLED, userPacksDir(), ...extra];
    for (const [index, root] of roots.entries()) {
      for (const place of listRoot(root, index === 0 ? 'bundled' : 'user')) {
        byName.set(`${place.address} ${place.version}`, place);
      }
    }
    places = [...byName.values()].sort(
      (a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0) || compareVersions(a.version, b.version),
    );
    listings.set(key, places);
  }
  return places;
}

/** Forgets what was found, after a pack was written. */
export function forgetListings(): void {
  listings.clear();
}

function* listRoot(root: string, origin: PackPlace['origin']): Generator<PackPlace> {
  for (const host of foldersIn(root)) {
    for (const namespace of foldersIn(join(root, host))) {
      for (const name of foldersIn(join(root, host, namespace))) {
        const folder = join(root, host, namespace, name);
        for (const file of readdirSync(folder)) {
          if (!file.endsWith('.br')) continue;
          yield {
            address: `${host}/${namespace}/${name}`,
            version: file.slice(0, -3),
            path: join(folder, file),
            origin,
          };
        }
      }
    }
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** Orders `1.2.3` and `1.2.3-beta1` as releases are ordered: a pre-release before its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  const [preA, preB] = [a.split('-')[1], b.split('-')[1]];
  if (preA === preB) return 0;
  if (preA === undefined) return 1;
  if (preB === undefined) return -1;
  return preA < preB ? -1 : 1;
}

function numbersOf(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map(Number);
}

/** The pack for a wanted version: itself, else the nearest of its major version (a later one where two are as near), else the newest. */
export function nearestPack(places: readonly PackPlace[], wanted: string | undefined): PackPlace | undefined {
  const newest = places.at(-1);
  if (wanted === undefined) return newest;
  const [major] = numbersOf(wanted);
  const distance = (place: PackPlace): number => {
    const [, minor = 0, patch = 0] = numbersOf(place.version);
    const [, wantedMinor = 0, wantedPatch = 0] = numbersOf(wanted);
    return Math.abs((minor - wantedMinor) * 10_000 + patch - wantedPatch);
  };
  const same = places.filter((place) => numbersOf(place.version)[0] === major);
  let best = same[0];
  for (const place of same) if (best !== undefined && distance(place) <= distance(best)) best = place;
  return best ?? newest;
}
