/** Runs this very command once more in a process with flags of V8 that can only be given at the start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { EXIT } from './errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Whether this process was started with all of the flags. */
export const startedWith = (flags: readonly string[]): boolean =>
  flags.every((flag) => process.execArgv.includes(flag));

/** Resolves with the exit code of the other process, which learns by `askedToStop` that this one is gone, even if it is killed. */
export async function runAgainWith(flags: readonly string[]): Promise<number> {
  const args = [...process.execArgv, ...flags, ...process.argv.slice(1)];
  // In a group of its own: a terminal's Ctrl-C reaches us alone, and is passed on once.
  const child = spawn(process.execPath, args, { detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const release = passSignalsTo(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? EXIT.environment));
    });
  } finally {
    release();
  }
}

function passSignalsTo(child: ChildProcess): () => void {
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  return () => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  };
}

/** Resolves when somebody asks this process to stop, or when the one that ran it again is gone. */
export function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    for (const signal of SIGNALS) process.once(signal, stop);
    if (process.connected) process.once('disconnect', stop);
  });
}

/** Lets this process end although the one that ran it again is there. */
export function letGo(): void {
  if (process.connected) process.disconnect();
}
