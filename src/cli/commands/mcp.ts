/** `terrasmith mcp`: the verifier as tools of coding agents. */
import type { Command } from 'commander';
import type { Register } from '../commands.ts';
import { CliError, EXIT } from '../errors.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';
import { version } from '../version.ts';

interface Flags extends VerifyFlags {
  readonly http?: boolean;
  readonly port: string;
  readonly host: string;
  readonly root: string;
}

const EXAMPLES = `
Examples:
  $ terrasmith mcp                          on standard input and output, as agents start it
  $ terrasmith mcp --http --port 8078       at http://127.0.0.1:8078/mcp; the first line says so

An agent's settings: {"mcpServers": {"terrasmith": {"command": "terrasmith", "args": ["mcp"]}}}
Tools: verify, plan, schema, policy. Configurations come as files or as a folder inside the working folder; nothing
else is read and nothing is written. Over HTTP with TERRASMITH_TOKEN set, requests need it as a bearer token.
Exit codes: 0 ended, 2 wrong use, 3 the port or the environment failed.`;

export const registerMcp: Register = (program: Command) => {
  const command = program
    .command('mcp')
    .description('Serve the verifier to coding agents over the Model Context Protocol.')
    .option('--http', 'serve over HTTP in place of standard input and output')
    .option('--port <n>', 'with --http: the port; 0 takes any free one', '0')
    .option('--host <address>', 'with --http: the address to listen at', '127.0.0.1')
    .option('--root <folder>', 'the working folder', '.');
  addVerifyOptions(command).addHelpText('after', EXAMPLES).action(runMcp);
};

async function runMcp(flags: Flags): Promise<void> {
  const { createMcpContext, serveMcpOnStdio } = await import('../../server/mcp/index.ts');
  const settings = { root: flags.root, version: await version(), verifyOptions: verifyOptionsFrom(flags) };
  const context = createMcpContext(settings);
  try {
    if (flags.http === true) await serveHttp(flags, context);
    else await serveMcpOnStdio(context);
  } finally {
    await context.close();
  }
}

async function serveHttp(
  { port, host }: Flags,
  context: Parameters<typeof import('../../server/mcp/index.ts').serveMcpOnHttp>[0],
): Promise<void> {
  const { serveMcpOnHttp } = await import('../../server/mcp/index.ts');
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new CliError(`--port takes a port, not ${port}`);
  const options = { port: number, host, token: process.env.TERRASMITH_TOKEN };
  const server = await serveMcpOnHttp(context, options).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? `port ${port} is taken: choose another with --port` : error.message;
    throw new CliError(`cannot serve: ${why}`, EXIT.environment);
  });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.stop();
}
