import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { TrainingError } from './training-error.ts';

export interface RewardServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Of a busy machine: seconds elsewhere. */
const START_LIMIT_MS = 240_000;

/** Starts a server by its command line, such as `terrasmith serve --port 0`; its first line is `{"url": "…"}`. */
export async function startRewardServer(
  [command = '', ...args]: readonly string[],
  log: (text: string) => void = () => {},
): Promise<RewardServer> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.on('data', (chunk: Buffer) => log(chunk.toString()));
  try {
    const url = await firstUrl(child);
    return { url, close: () => stop(child) };
  } catch (error) {
    child.kill();
    throw error;
  }
}

function firstUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (why: string) => reject(new TrainingError(`the reward server ${why}`, 'environment'));
    const timer = setTimeout(() => failed(`did not start within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once('error', (error) => failed(`could not be started: ${error.message}`));
    child.once('close', (code) => {
      clearTimeout(timer);
      failed(`ended with code ${code}`);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}
