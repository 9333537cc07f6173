/** How training goes, for people: one line that is written over on a terminal, a plain line now and then elsewhere. */
import type { LogEvent, TrainerEvent } from '../../../training/index.ts';

const PLAIN_INTERVAL_MS = 10_000;

export interface TrainingProgress {
  event(event: TrainerEvent): void;
  notice(text: string): void;
  end(): void;
}

export function createTrainingProgress(stream: NodeJS.WriteStream): TrainingProgress {
  let total = 0;
  let first = 0;
  let shown = 0;
  const clear = stream.isTTY ? '\r\x1b[K' : '';
  const say = (text: string) => void stream.write(`${clear}${text}\n`);
  const show = (row: LogEvent) => {
    if (!stream.isTTY && Date.now() - shown < PLAIN_INTERVAL_MS && row.step < total) return;
    shown = Date.now();
    const line = logLine(row, total, first);
    stream.write(stream.isTTY ? `${clear}${line}` : `${line}\n`);
  };
  return {
    notice: say,
    end: () => void stream.write(clear),
    event(event) {
      switch (event.event) {
        case 'loading':
          return say('loading the model…');
        case 'start':
          total = event.max_steps;
          first = event.step;
          return say(
            `${event.step > 0 ? `going on at step ${event.step}` : 'training'}: ${total} steps, ${event.trainable} weights`,
          );
        case 'log':
          return show(event as LogEvent);
        case 'checkpoint':
          return stream.isTTY ? undefined : say(`checkpoint at step ${event.step}`);
        case 'stopped':
          return say(`stopped at step ${event.step}`);
        default:
          return undefined;
      }
    },
  };
}

const SHOWN = ['loss', 'mean_token_accuracy', 'reward', 'reward_std', 'kl', 'rewards/margins', 'rewards/accuracies'];

/** `step 12 of 300 (4 %), loss 0.412, reward 0.875, 31 min left` */
function logLine(row: LogEvent, total: number, first: number): string {
  const { step, seconds } = row;
  const values = SHOWN.flatMap((name) => (typeof row[name] === 'number' ? [`${name} ${row[name].toFixed(3)}`] : []));
  const left = step > first ? (seconds / (step - first)) * (total - step) : undefined;
  const time = left === undefined ? [] : [left < 90 ? `${Math.ceil(left)} s left` : `${Math.ceil(left / 60)} min left`];
  return [`step ${step} of ${total} (${Math.floor((100 * step) / Math.max(1, total))} %)`, ...values, ...time].join(
    ', ',
  );
}
