/**
 * Shuts a program into a folder that is then the root of all paths, with or without the network: by bubblewrap where it is
 * installed, else by namespaces of users and mounts; some systems forbid both.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeSurely } from '../../util/remove-surely.ts';
import { onPath } from './on-path.ts';

export interface Enclosure {
  /** Everything the program sees. */
  readonly root: string;
  /** Where it starts, as it sees it. */
  readonly folder: string;
  readonly network: boolean;
  /** Shown inside besides: to be written to, or `readOnly`. Those that do not exist are left out. */
  readonly shown?: readonly { readonly from: string; readonly at: string; readonly readOnly?: boolean }[];
}

export type Means = 'bubblewrap' | 'namespaces' | 'none';

/** The program as it is named inside. */
const PROGRAM = '/program';

/**
 * Root, start folder, then pairs of what is shown and where, a mark before each that may not be written; then `:` and the command. That
 * a mount cannot be made read-only is no reason to stop: what is shown so is not the program's to write anyway. Paths begin at the
 * root's own folder, not at its name, so that one that is gone is not made anew.
 */
const ENTER = `root=$0 wd=$1; shift; cd "$root" || exit 125
while [ "$1" != : ]; do
  m=$1 s=$2 d=.$3; shift 3
  [ -e "$s" ] || continue
  if [ -d "$s" ]; then mkdir -p "$d"; else mkdir -p "$(dirname "$d")"; [ -e "$d" ] || : >"$d"; fi
  mount --bind "$s" "$d" || exit 125
  [ "$m" = ro ] && mount -o remount,bind,ro "$d" 2>/dev/null
done
shift; exec unshare --root="$root" --wd="$wd" ${PROGRAM} "$@"`;

/** The command line that runs the program inside. Only where `meansOfEnclosure` is not `none`. */
export function enclosed([program = '', ...args]: readonly string[], enclosure: Enclosure): readonly string[] {
  const { root, folder, network, shown = [] } = enclosure;
  const all = [...shown, { from: program, at: PROGRAM, readOnly: true }];
  if (meansOfEnclosure() === 'bubblewrap') {
    const binds = all.flatMap(({ from, at, readOnly }) => [readOnly ? '--ro-bind-try' : '--bind-try', from, at]);
    // Processes keep their numbers: Terraform looks whether the one that serves a provider is there.
    const spaces = ['--unshare-user', '--unshare-ipc', '--unshare-uts'];
    return [
      ...[bubblewrap(), ...spaces, ...(network ? [] : ['--unshare-net']), '--die-with-parent', '--bind', root, '/'],
      ...[...binds, '--dev', '/dev', '--chdir', folder, PROGRAM, ...args],
    ];
  }
  const binds = all.flatMap(({ from, at, readOnly }) => [readOnly ? 'ro' : 'rw', from, at]);
  return ['unshare', network ? '-rm' : '-rmn', '--', '/bin/sh', '-c', ENTER, root, folder, ...binds, ':', ...args];
}

/** The command line that runs a program with everything but the network; the command itself where that cannot be had. */
export function withoutNetwork(command: readonly string[]): readonly string[] {
  return canTakeNetworkAway() ? ['unshare', '-rn', '--', ...command] : command;
}

/** By its path, for programs are started with a search path of their own. */
function bubblewrap(): string {
  return onPath('bwrap') ?? 'bwrap';
}

let means: Means | undefined;

export function meansOfEnclosure(): Means {
  means ??=
    onPath('bwrap') !== undefined && works('bubblewrap') ? 'bubblewrap' : works('namespaces') ? 'namespaces' : 'none';
  return means;
}

/** Whether a program can be shut into a folder here. */
export function canEnclose(): boolean {
  return meansOfEnclosure() !== 'none';
}

/** Tried with a folder of our own, for what is allowed differs from system to system. */
function works(candidate: Means): boolean {
  const root = mkdtempSync(join(tmpdir(), 'terrasmith-try-'));
  try {
    const script = 'mount --bind "$0" "$0" && unshare --root=/ --wd="$0" true';
    const command =
      candidate === 'bubblewrap'
        ? [
            'bwrap',
            '--unshare-user',
            '--unshare-pid',
            '--unshare-net',
            '--dev-bind',
            '/',
            '/',
            '--proc',
            '/proc',
            'true',
          ]
        : ['unshare', '-rmn', '--', '/bin/sh', '-c', script, root];
    return spawnSync(command[0] as string, command.slice(1), { stdio: 'ignore', timeout: 20_000 }).status === 0;
  } finally {
    removeSurely(root);
  }
}

let unshares: boolean | undefined;

/** Whether a namespace without network can be made by an ordinary user here. */
function canTakeNetworkAway(): boolean {
  unshares ??= spawnSync('unshare', ['-rn', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return unshares;
}
