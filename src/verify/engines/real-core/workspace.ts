/**
 * A temporary folder in which Terraform runs: the configuration's files as they are, override files beside them for what must be
 * otherwise here, a home of its own, and an environment of only the named variables. It is gone afterwards.
 */
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Module } from '../../../terraform/index.ts';
import { removeSurely } from '../../../util/remove-surely.ts';
import { EnvironmentFailure } from '../../environment-failure.ts';
import { forget, remember } from './interruption.ts';

export interface Workspace {
  /** Holds the configuration. */
  readonly folder: string;
  /** The same and `root` as the program sees them, which may be shut in. */
  readonly inside: { readonly folder: string; readonly root: string };
  readonly jail: string | undefined;
  /** Holds everything of this run: the folder, the home, sockets. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** The folder's path for a program that is shut in. */
export const FOLDER_INSIDE = '/work';
export const OVERRIDE_FILE = 'terrasmith_override.tf';

const OVERRIDING = /^([^/]*_)?override\.(tf|tofu)(\.json)?$/;

/** What a model has no business to bring along: installed plugins and modules, state, plans. */
const LEFT_OUT =
  /^(\.terraform\/|terraform\.tfstate|errored\.tfstate|\.terraform\.tfstate)|\.tfplan$|(^|\/)terrasmith_override\.tf$/;

export function createWorkspace(
  files: ReadonlyMap<string, string | Uint8Array>,
  modules: readonly Module[],
  jailed: boolean,
  more: ReadonlyMap<string, string> = new Map(),
): Workspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'terrasmith-core-')));
  const remove = (): void => {
    removeSurely(root);
    forget(remove);
  };
  remember(remove);
  try {
    const folder = join(root, 'work');
    for (const name of ['work', 'home', 'tmp', 'mirror', 'scripts']) mkdirSync(join(root, name));
    const seen = jailed ? '' : root;
    writeFileSync(join(root, 'cli.tfrc'), cliConfiguration(`${seen}/mirror`));
    for (const [path, content] of [...files, ...overrides(modules, more, files)]) {
      if (LEFT_OUT.test(path) && !path.endsWith(OVERRIDE_FILE)) continue;
      const target = join(folder, path);
      if (!target.startsWith(`${folder}/`)) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    return {
      root,
      folder,
      inside: { folder: `${seen}${FOLDER_INSIDE}`, root: seen },
      jail: jailed ? root : undefined,
      environment: baseEnvironment(seen),
      remove,
    };
  } catch (error) {
    remove();
    throw new EnvironmentFailure(`the run's folder cannot be made: ${(error as Error).message}`);
  }
}

/** Nothing is installed from anywhere: the one mirror is empty. */
function cliConfiguration(mirror: string): string {
  return `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
}

/** `root`: as the program sees it; '' where it is shut in. */
function baseEnvironment(root: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: `${root}/home`,
    TMPDIR: `${root}/tmp`,
    LANG: 'C.UTF-8',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: `${root}/cli.tfrc`,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    GOMEMLIMIT: '2GiB',
  };
}

/** Override files are laid over each other in the order of their names: ours must be the last, whatever a model calls its own. */
function overrideIn(directory: string, files: ReadonlyMap<string, unknown>): string {
  const beginning = directory === '' ? '' : `${directory}/`;
  const last = [...files.keys()]
    .filter((path) => path.startsWith(beginning) && OVERRIDING.test(path.slice(beginning.length)))
    .map((path) => path.slice(beginning.length))
    .filter((name) => name !== OVERRIDE_FILE && Buffer.compare(Buffer.from(name), Buffer.from(OVERRIDE_FILE)) > 0)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .at(-1);
  return `${beginning}${last === undefined ? '' : `${last}.`}${OVERRIDE_FILE}`;
}

/**
 * State stays in the folder, whatever backend is written; and the executable at hand is taken, whose version our own init has
 * weighed against `required_version` already.
 */
function overrides(
  modules: readonly Module[],
  more: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, unknown>,
): [string, string][] {
  const texts = new Map([...more].map(([directory, text]) => [overrideIn(directory, files), text]));
  const seen = new Set<string>();
  for (const [index, { directory, coreVersions, backend }] of modules.entries()) {
    if (seen.has(directory)) continue;
    seen.add(directory);
    const lines = [
      ...(coreVersions.length > 0 ? ['  required_version = ">= 0.12.0"'] : []),
      ...(index === 0 && backend !== undefined ? ['  backend "local" {}'] : []),
    ];
    const path = overrideIn(directory, files);
    if (lines.length > 0) texts.set(path, `terraform {\n${lines.join('\n')}\n}\n${texts.get(path) ?? ''}`);
  }
  return [...texts];
}
