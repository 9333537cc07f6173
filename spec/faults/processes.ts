/** Processes of this machine, found by where they run: for tests that kill some and look for those left behind. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FoundProcess {
  readonly id: number;
  readonly args: readonly string[];
}

/** Those that work in the folder, are shut into a part of it, or name it; not this process. */
export function processesIn(folder: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const args = textAt(`/proc/${name}/cmdline`).split('\0');
      const places = [linkAt(`/proc/${name}/cwd`), linkAt(`/proc/${name}/root`), ...args];
      return places.some((place) => place.startsWith(folder)) ? [{ id: Number(name), args }] : [];
    });
}

/** Kills the first process in the folder that `chosen` picks; false where none came until `over` says so. */
export async function killFirst(
  folder: string,
  chosen: (process: FoundProcess) => boolean,
  over: () => boolean,
): Promise<boolean> {
  while (!over()) {
    const found = processesIn(folder).find(chosen);
    if (found !== undefined && killed(found.id)) return true;
    await sleep(1);
  }
  return false;
}

/** Waits a little, for what was killed takes its time to go. */
export async function leftIn(folder: string, waitMs = 10_000): Promise<readonly FoundProcess[]> {
  for (const until = Date.now() + waitMs; ; await sleep(50)) {
    const left = processesIn(folder);
    if (left.length === 0 || Date.now() > until) return left;
  }
}

function killed(id: number): boolean {
  try {
    process.kill(id, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
