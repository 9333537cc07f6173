/**
 * Finds provider executables where Terraform finds them: a plugin folder that the user names (and then nowhere else), what
 * `terraform init` left in `.terraform/providers`, the plugin cache, the mirrors of the command line configuration, the implied ones;
 * and after all these in mirrors under /opt, where images keep them.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCliConfiguration } from './cli-configuration.ts';
import { isProviderFile, packedVersion } from './identity.ts';

export interface FoundExecutable {
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
  /** Of the executable, or of the zip file that holds it (`unpackedExecutable`). */
  readonly path: string;
}

export interface FindOptions {
  /** As `terraform init -plugin-dir`: only this folder is looked into. */
  readonly pluginDirectory?: string | undefined;
  /** The configuration's folder. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** All executables for this machine; of the same address and version the first found. */
export function findExecutables(options: FindOptions = {}): readonly FoundExecutable[] {
  const found = new Map<string, FoundExecutable>();
  for (const root of rootsOf(options)) {
    for (const executable of executablesUnder(root)) {
      const key = `${executable.address} ${executable.version}`;
      if (!found.has(key)) found.set(key, executable);
    }
  }
  return [...found.values()];
}

function rootsOf({ pluginDirectory, folder = '.', environment = process.env }: FindOptions): string[] {
  const only = pluginDirectory ?? environment.TERRASMITH_PLUGIN_DIR;
  if (only !== undefined && only !== '') return [resolve(only)];
  const home = environment.HOME ?? homedir();
  const file = environment.TF_CLI_CONFIG_FILE ?? environment.TERRAFORM_CONFIG ?? join(home, '.terraformrc');
  const configured = readCliConfiguration(readText(file), home);
  const cache = environment.TF_PLUGIN_CACHE_DIR ?? configured.pluginCache;
  const share = (environment.XDG_DATA_HOME ?? join(home, '.local/share')) as string;
  const system = (environment.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':').filter((path) => path !== '');
  return [
    join(resolve(folder), environment.TF_DATA_DIR ?? '.terraform', 'providers'),
    ...(cache === undefined || cache === '' ? [] : [cache]),
    ...configured.mirrors,
    join(resolve(folder), 'terraform.d/plugins'),
    join(home, '.terraform.d/plugins'),
    ...[share, ...system].map((path) => join(path, 'terraform/plugins')),
    ...mirrorsUnder(environment.TERRASMITH_MIRRORS ?? '/opt'),
  ];
}

/** Mirrors that an image or an administrator laid beside Terraform, which no configuration names; looked into last. */
function mirrorsUnder(folder: string): string[] {
  return namesIn(folder)
    .map((name) => join(folder, name))
    .filter((path) => namesIn(path).includes('registry.terraform.io'));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** As mirrors name folders by it, such as `linux_amd64`. */
export function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

/** HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/terraform-provider-TYPE_…, and HOST/NAMESPACE/TYPE/terraform-provider-TYPE_VERSION_OS_ARCH.zip */
function* executablesUnder(root: string): Generator<FoundExecutable> {
  for (const host of namesIn(root)) {
    for (const namespace of namesIn(join(root, host))) {
      for (const type of namesIn(join(root, host, namespace))) {
        const folder = join(root, host, namespace, type);
        const address = `${host}/${namespace}/${type}`;
        for (const version of namesIn(folder)) {
          const place = join(folder, version, platform());
          for (const name of namesIn(place)) {
            const path = join(place, name);
            if (isProviderFile(name) && isExecutable(path)) yield { address, version, path };
          }
        }
        for (const name of namesIn(folder)) {
          const version = packedVersion(name, type, platform());
          if (version !== undefined) yield { address, version, path: join(folder, name) };
        }
      }
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    const stat = statSync(path);
    return stat.isFile() && (stat.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}
