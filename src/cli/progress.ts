/** Progress of long work: one line that is written over on a terminal, a plain line now and then elsewhere. */
const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 10_000;

export interface Progress {
  step(): void;
  end(summary: string): void;
}

/** `verb` stands before the count: "verified 120 (310/s)". Silent where `enabled` is false. */
export function progressOn(stream: NodeJS.WriteStream, verb: string, enabled = true, total?: number): Progress {
  const started = Date.now();
  let count = 0;
  let shown = started;
  const interval = stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  const rate = () => Math.round(count / Math.max(0.001, (Date.now() - started) / 1000));
  const line = () => {
    const of = total === undefined ? '' : ` of ${total}`;
    const left =
      total === undefined || count === 0 ? '' : `, ${Math.ceil((total - count) / Math.max(1, rate()))} s left`;
    return `${verb} ${count}${of} (${rate()}/s${left})`;
  };
  return {
    step() {
      count++;
      if (!enabled || Date.now() - shown < interval) return;
      shown = Date.now();
      stream.write(stream.isTTY ? `\r${line()}\x1b[K` : `${line()}\n`);
    },
    end(summary) {
      if (enabled) stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}${line()}: ${summary}\n`);
    },
  };
}
