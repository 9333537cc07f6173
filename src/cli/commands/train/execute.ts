/** Trains the run of a directory, shows how it goes, and says what came of it. */
import type { Command } from 'commander';
import type { TrainerEvent } from '../../../training/index.ts';
import { EXIT } from '../../errors.ts';
import { asTrainingUsage } from './as-training-usage.ts';
import { createTrainingProgress } from './training-progress.ts';

export interface RunFlags {
  readonly environment?: string;
  readonly python?: string;
  readonly json?: boolean;
}

export function addRunOptions(command: Command): Command {
  return command
    .option('--environment <directory>', "the trainer's Python environment; default: one in the user's cache")
    .option('--python <executable>', 'the interpreter to make it with', 'python3')
    .option('--json', 'print every event as a line of JSON');
}

/** Exit code: passed when trained, environment when stopped with a checkpoint. */
export async function execute(directory: string, flags: RunFlags): Promise<number> {
  const { trainRun } = await import('../../../training/index.ts');
  const stop = stopOnInterrupt();
  const progress = flags.json === true ? eventsAsJson() : createTrainingProgress(process.stderr);
  try {
    const outcome = await asTrainingUsage(() =>
      trainRun(directory, {
        environment: flags.environment,
        python: flags.python,
        serve: serveCommand(),
        onEvent: progress.event,
        onNotice: progress.notice,
        signal: stop.signal,
      }),
    );
    progress.end();
    if (outcome === 'ended') {
      process.stderr.write(`trained; see ${directory}/README.md\n`);
      return EXIT.passed;
    }
    process.stderr.write(`stopped; go on with: terrasmith train resume ${directory}\n`);
    return EXIT.environment;
  } finally {
    stop.release();
  }
}

/** This program again, as a reward server on any free port. */
function serveCommand(): string[] {
  return [process.execPath, ...process.execArgv, process.argv[1] as string, 'serve', '--port', '0'];
}

function eventsAsJson() {
  return {
    event: (event: TrainerEvent) => void process.stdout.write(`${JSON.stringify(event)}\n`),
    notice: (text: string) => void process.stderr.write(`${text}\n`),
    end: () => {},
  };
}

/** The first Ctrl-C asks for a checkpoint and an orderly end; the second ends the program at once. */
function stopOnInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
    process.stderr.write('\nstopping after this step, with a checkpoint…\n');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop),
  };
}
