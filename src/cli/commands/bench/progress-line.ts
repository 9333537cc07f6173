import type { Progress } from '../../../benchmark/index.ts';

const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 5000;

export interface ProgressLine {
  update(progress: Progress): void;
  /** Shows the last state and ends the line. */
  end(): void;
}

/** A bar on a terminal, a line now and then elsewhere. */
export function createProgressLine(): ProgressLine {
  const { stderr } = process;
  let last: Progress | undefined;
  let shown = Date.now();
  const write = () => {
    if (last === undefined) return;
    if (stderr.isTTY) stderr.write(`\r${bar(last)} ${progressText(last)}\x1b[K`);
    else stderr.write(`${progressText(last)}\n`);
  };
  return {
    update(progress) {
      if (last === undefined && progress.resumed > 0)
        stderr.write(`resuming: ${progress.resumed} of ${progress.total} are done\n`);
      last = progress;
      if (Date.now() - shown < (stderr.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
      shown = Date.now();
      write();
    },
    end() {
      write();
      if (stderr.isTTY) stderr.write('\n');
    },
  };
}

function bar({ done, total }: Progress): string {
  const filled = total === 0 ? 24 : Math.round((done / total) * 24);
  return `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
}

function progressText({ done, total, passed, unscored, meanScore, rate, secondsLeft }: Progress): string {
  const failed = unscored > 0 ? `, ${unscored} unscored` : '';
  const left = done < total ? `, ${duration(secondsLeft)} left` : '';
  return `${done} of ${total}, ${passed} passed${failed}, score ${meanScore.toFixed(3)}, ${rate.toFixed(rate < 10 ? 1 : 0)}/s${left}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
