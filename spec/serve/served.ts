/** The real server as its own process, for tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));

export interface Running {
  readonly url: string;
  readonly process: ChildProcess;
  readonly post: (path: string, body: unknown) => Promise<Response>;
  /** Ends it as a supervisor does, and gives its exit code. */
  readonly end: () => Promise<number | null>;
}

export async function startServe(...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [COMMAND, 'serve', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const first = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    ended.then((code) => Promise.reject(new Error(`serve ended with ${code}: ${errors.join('')}`))),
  ]);
  const { url } = JSON.parse(first) as { url: string };
  return {
    url,
    process: child,
    post: (path, body) =>
      fetch(`${url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
