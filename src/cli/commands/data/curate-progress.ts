import type { CurateProgress } from '../../../dataset/index.ts';

const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 5000;

const WORDS: Readonly<Record<CurateProgress['phase'], string>> = {
  gather: 'repositories read',
  verify: 'configurations verified',
  models: 'worked on with models',
};

export interface CurateProgressLine {
  update(progress: CurateProgress): void;
  end(): void;
}

/** One line for each phase that is written over on a terminal, a line now and then elsewhere. */
export function curateProgressLine(stream: NodeJS.WriteStream): CurateProgressLine {
  let last: CurateProgress | undefined;
  let began = Date.now();
  let shown = 0;
  const write = () => {
    if (last === undefined) return;
    const line = progressText(last, (Date.now() - began) / 1000);
    stream.write(stream.isTTY ? `\r${line}\x1b[K` : `${line}\n`);
  };
  const endPhase = () => {
    write();
    if (last !== undefined && stream.isTTY) stream.write('\n');
  };
  return {
    update(progress) {
      if (last?.phase !== progress.phase) {
        endPhase();
        began = Date.now();
        shown = Date.now();
      }
      last = progress;
      if (Date.now() - shown < (stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
      shown = Date.now();
      write();
    },
    end: endPhase,
  };
}

/** `12 of 300 worked on with models, 2.1/min, 4 min left, 31 calls, 41200 tokens, $0.1200` */
export function progressText(progress: CurateProgress, seconds: number): string {
  const { phase, done, total, resumed, calls, tokens, cost } = progress;
  const rate = (done - resumed) / Math.max(0.001, seconds);
  const speed = rate >= 1 ? `${rate.toFixed(rate < 10 ? 1 : 0)}/s` : `${(rate * 60).toFixed(1)}/min`;
  const left = done < total && rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
  const spent =
    calls === 0 ? '' : `, ${calls} calls, ${tokens} tokens${cost === undefined ? '' : `, $${cost.toFixed(4)}`}`;
  return `${done} of ${total} ${WORDS[phase]}, ${speed}${left}${spent}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
