/**
 * What happens when we are told to end while runs are under way: the first signal stops what is being made and lets it be destroyed, the
 * second ends at once; folders are removed either way. Where somebody listened for the signal before us, the first is theirs.
 */
import { killAllRuns } from '../../sandbox/run-limited.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Making {
  readonly controller: AbortController;
  /** Saves what would be needed to destroy it by hand. */
  readonly rescue: () => void;
}

const folders = new Set<() => void>();
const making = new Set<Making>();
let told: NodeJS.Signals | undefined;
let watching = false;

/** `remove` is called when we are told to end. */
export function remember(remove: () => void): void {
  folders.add(remove);
  watch();
}

export function forget(remove: () => void): void {
  folders.delete(remove);
}

/** Runs what makes things that outlive us; it is asked to stop by the signal, and then still may destroy what it made. */
export async function whileMaking<T>(rescue: () => void, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own: Making = { controller: new AbortController(), rescue };
  making.add(own);
  try {
    return await run(own.controller.signal);
  } finally {
    making.delete(own);
    if (told !== undefined && making.size === 0) end(told);
  }
}

function watch(): void {
  if (watching) return;
  watching = true;
  for (const signal of SIGNALS) {
    let theirs = process.listenerCount(signal) > 0;
    process.on(signal, () => {
      if (theirs) {
        theirs = false;
        return;
      }
      if (told === undefined && making.size > 0) {
        told = signal;
        process.stderr.write('\nstopping: what was made is destroyed first; a second signal ends at once\n');
        for (const { controller } of making) controller.abort();
      } else end(signal);
    });
  }
}

/** Programs that would go on writing into the folders end first; the others end with our end of their pipes. */
function end(signal: NodeJS.Signals): void {
  for (const { rescue } of making) rescue();
  killAllRuns();
  for (const remove of folders) remove();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
