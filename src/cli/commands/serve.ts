/** `terrasmith serve`: verdicts and rewards over HTTP. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { askedToStop, letGo, runAgainWith, startedWith } from '../again.ts';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';
import { version } from '../version.ts';

/**
 * The workers keep all cores busy: a collector with helper threads of its own waits for them to get a turn, for tens of
 * milliseconds in which nobody is answered. And with the usual 16 MiB for what is new, what one item needs is taken for
 * lasting, and copied. Together they make the slowest hundredth of the answers come several times sooner.
 */
const COLLECTOR = ['--single-threaded-gc', '--max-semi-space-size=64'];

interface Flags extends VerifyFlags {
  readonly port: string;
  readonly host: string;
  readonly workers?: string;
  readonly dataset?: readonly string[];
  readonly tokenFile?: string;
  readonly maxBody: string;
  readonly maxItems: string;
  readonly maxWaiting: string;
  readonly itemTime: string;
  readonly workerMemory: string;
}

const EXAMPLES = `
Examples:
  $ terrasmith serve                                    any free port; the first line says which
  $ terrasmith serve --port 8077 --dataset bundled      looks instance_id up in the bundled instances
  $ curl -d '{"items":[{"files":{"main.tf":"…"}}]}' http://127.0.0.1:8077/v1/verify

Routes: POST /v1/verify, POST /v1/reward, GET /v1/rewards, /health, /metrics, /openapi.json.
Only this machine can reach it unless --host says otherwise. With a token (TERRASMITH_TOKEN or --token-file) every
request but /health needs it. SIGTERM and Ctrl-C end what was begun, then stop.
Exit codes: 0 stopped, 2 wrong use or bad input, 3 the port or the environment failed.`;

export const registerServe: Register = (program: Command, report) => {
  const command = program
    .command('serve')
    .description('Serve verdicts and rewards over HTTP.')
    .option('--port <n>', 'port; 0 takes any free one', '0')
    .option('--host <address>', 'address to listen at', '127.0.0.1')
    .option('--workers <n>', 'worker threads; default: one for each core')
    .option('--dataset <name...>', 'data sets in which instance_id is looked up')
    .option('--token-file <file>', 'file with the bearer token that requests must carry')
    .option('--max-body <MiB>', 'largest body of a request', '64')
    .option('--max-items <n>', 'most items of a request', '10000')
    .option('--max-waiting <n>', 'items that may wait before requests are refused with 429', '20000')
    .option('--item-time <seconds>', 'longest time for one item; then its reward is null', '30')
    .option('--worker-memory <MiB>', 'heap of one worker', '1024');
  addVerifyOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      if (startedWith(COLLECTOR)) await runServer(flags);
      else report(await runAgainWith(COLLECTOR));
    });
};

async function runServer(flags: Flags): Promise<void> {
  const { startServer } = await import('../../server/index.ts');
  const number = (name: keyof Flags & string, option: string, minimum: number) => {
    const value = Number(flags[name]);
    if (!(value >= minimum)) throw new CliError(`${option} takes a number of at least ${minimum}, not ${flags[name]}`);
    return value;
  };
  const options = {
    port: number('port', '--port', 0),
    host: flags.host,
    workers: flags.workers === undefined ? availableParallelism() : number('workers', '--workers', 1),
    verify: verifyOptionsFrom(flags),
    datasets: flags.dataset ?? [],
    token: await tokenFrom(flags),
    limits: {
      bodyBytes: number('maxBody', '--max-body', 0.001) * 1024 * 1024,
      items: number('maxItems', '--max-items', 1),
      waiting: number('maxWaiting', '--max-waiting', 1),
    },
    timeLimitMs: number('itemTime', '--item-time', 0.001) * 1000,
    memoryLimitMiB: number('workerMemory', '--worker-memory', 64),
    version: await version(),
  };
  const server = await startServer(options).catch((error: NodeJS.ErrnoException) => {
    if (error.name === 'DatasetError') throw new CliError(error.message);
    const why = error.code === 'EADDRINUSE' ? `port ${flags.port} is taken: choose another with --port` : error.message;
    throw new CliError(`cannot serve: ${why}`, EXIT.environment);
  });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  process.stderr.write(`serving with ${options.workers} workers and ${server.instances} instances; Ctrl-C stops\n`);
  await askedToStop();
  process.stderr.write('stopping: what was begun is ended first\n');
  await server.stop();
  letGo();
}

async function tokenFrom({ tokenFile }: Flags): Promise<string | undefined> {
  const { readText } = await import('../read-text.ts');
  const token = tokenFile === undefined ? process.env.TERRASMITH_TOKEN : (await readText(tokenFile, 'token')).trim();
  if (token === '') throw new CliError('the bearer token is empty: write one into the file, or leave it out');
  return token;
}
