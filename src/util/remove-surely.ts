/** The removal of folders that programs still write into: one that was killed writes until it is gone. */
import { rmSync } from 'node:fs';

const TRIES = 100;
const WAIT_MS = 50;

/** Removes the folder, if any, again and again for at most five seconds. Throws what the last try threw. */
export function removeSurely(folder: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let left = TRIES; ; left--) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
    Atomics.wait(pause, 0, 0, WAIT_MS);
  }
}

/** The same of the folder named by `$d`, as text for a shell. */
export const REMOVE_SURELY = `i=0; while [ -n "$d" ] && [ -e "$d" ] && [ $i -lt ${TRIES} ]; do rm -rf -- "$d" || sleep ${WAIT_MS / 1000}; i=$((i+1)); done`;
