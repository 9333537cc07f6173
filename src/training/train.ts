/** One run of training, from its settings to adapter, curves and card. A run that was cut off goes on where its last checkpoint is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCard, type Picture } from './card.ts';
import { curveSvg } from './curve.ts';
import { ensureEnvironment } from './environment.ts';
import type { EndEvent, TrainerEvent } from './event.ts';
import { launch } from './launch.ts';
import { readMetrics, seriesOf } from './metrics.ts';
import { startRewardServer } from './reward-server.ts';
import { readTrainingRun, writeTrainingRun } from './training-run.ts';

export interface TrainOptions {
  /** The trainer's environment; default: one in the user's cache. */
  readonly environment?: string | undefined;
  readonly python?: string | undefined;
  /** Starts the reward server, such as `[node, bin/terrasmith, serve, --port, 0]`. */
  readonly serve: readonly string[];
  readonly onEvent?: (event: TrainerEvent) => void;
  readonly onNotice?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Trains the run of this directory; `stopped`: there is a checkpoint to go on from. */
export async function trainRun(directory: string, options: TrainOptions): Promise<'ended' | 'stopped'> {
  const run = readTrainingRun(directory);
  const notice = options.onNotice ?? (() => {});
  const python = await ensureEnvironment({ directory: options.environment, python: options.python, onLine: notice });
  const needsServer = run.method === 'grpo' && run.settings.reward_url === undefined;
  const server = needsServer ? await startRewardServer(options.serve) : undefined;
  let end: EndEvent | undefined;
  try {
    if (server !== undefined) {
      notice(`reward server at ${server.url}`);
      writeTrainingRun(directory, { ...run, settings: { ...run.settings, reward_url: server.url } });
    }
    return await launch({
      python,
      method: run.method,
      directory,
      threads: run.settings.threads,
      processes: run.processes,
      accelerate: run.accelerate,
      signal: options.signal,
      onEvent: (event) => {
        if (event.event === 'end') end = event;
        options.onEvent?.(event);
      },
    });
  } finally {
    await server?.close();
    // The server's address was for this start only.
    writeTrainingRun(directory, { ...run, ...(end === undefined ? {} : { end }) });
    describeRun(directory);
  }
}

/** Draws the curves and writes the model card from what has been logged so far. */
export function describeRun(directory: string): void {
  const metrics = readMetrics(directory);
  const pictures = CURVES.flatMap(({ metric, ...picture }): Picture[] => {
    const svg = curveSvg({ title: picture.title, points: seriesOf(metrics, metric) });
    if (svg === '') return [];
    writeFileSync(join(directory, picture.file), svg);
    return [picture];
  });
  writeFileSync(join(directory, 'README.md'), modelCard(readTrainingRun(directory), metrics, pictures));
}

const CURVES = [
  { metric: 'loss', file: 'loss.svg', title: 'Loss' },
  { metric: 'eval_loss', file: 'eval-loss.svg', title: 'Loss on held-out rows' },
  { metric: 'reward', file: 'reward.svg', title: 'Mean reward of the answers' },
  { metric: 'rewards/margins', file: 'margins.svg', title: 'Margin between preferred and dispreferred' },
  { metric: 'kl', file: 'kl.svg', title: 'KL to the reference model' },
];
