export interface Interrupt {
  /** Aborted by the first Ctrl-C: no further sample is started. */
  readonly stop: AbortSignal;
  /** Aborted by the second: samples in work are dropped. */
  readonly drop: AbortSignal;
  release(): void;
}

/** The first Ctrl-C lets the samples in work finish, the second drops them, the third ends the program at once. */
export function listenForInterrupt(): Interrupt {
  const stop = new AbortController();
  const drop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) {
      drop.abort();
      process.stderr.write('\ndropping the samples in work…\n');
      release();
    } else {
      stop.abort();
      process.stderr.write('\nfinishing the samples in work; Ctrl-C again drops them\n');
    }
  };
  const release = () => {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return { stop: stop.signal, drop: drop.signal, release };
}
