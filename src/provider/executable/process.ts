/**
 * A running provider executable: started with a scrubbed environment and a temporary home, greeted, called over gRPC with raw
 * bytes, and gone when we are. A small shell holds the executable and kills it when its standard input closes, which the
 * operating system does even if we are killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChannelCredentials, Client, credentials, status } from '@grpc/grpc-js';
import { REMOVE_SURELY, removeSurely } from '../../util/remove-surely.ts';
import { type Method, methodPath, type ProtocolVersion } from '../protocol/index.ts';
import { clientCertificate } from './certificate.ts';
import { ExecutableFailure } from './failure.ts';
import { HANDSHAKE_ENVIRONMENT, type Handshake, parseHandshake } from './handshake.ts';
import { unpackedExecutable } from './packed.ts';

export interface ExecutableProcess {
  readonly protocol: ProtocolVersion;
  readonly alive: () => boolean;
  readonly call: (method: Method, request: Uint8Array) => Promise<Uint8Array>;
  /** A call by its path, such as `/tfplugin5.Provider/PlanResourceChange`. */
  readonly callPath: (path: string, request: Uint8Array) => Promise<Uint8Array>;
  readonly stop: () => void;
}

export interface ProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Limit of one call and of the start; a process that passes it is ended. Default 120 s. */
  readonly timeoutMs?: number;
  /** Mutual TLS with certificates made for this process. Default: only where the executable asks for it. */
  readonly tls?: boolean;
  /** Where relative paths begin. Default: a temporary home. */
  readonly folder?: string;
  /** The command line that shuts the executable into its home, which is then the root of all paths; it starts where that says. */
  readonly enclose?: (home: string, path: string) => readonly string[];
}

/** Ends the executable and removes its home (`$0`) when our end of its standard input closes. Memory for data in KiB, file size in blocks of 512 bytes. */
const SHELL = `ulimit -d 6291456; ulimit -f 2097152; ulimit -c 0; d=$0; "$@" </dev/null & p=$!; exec >/dev/null 2>&1; cat >/dev/null; kill -KILL $p; ${REMOVE_SURELY}`;
const DEFAULT_TIMEOUT = 120_000;

/** `path`: of the executable, or of the zip file that holds it. */
export async function startProcess(path: string, options: ProcessOptions): Promise<ExecutableProcess> {
  const program = await unpackedExecutable(path);
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT;
  const home = mkdtempSync(join(tmpdir(), 'terrasmith-provider-'));
  const certificate = options.tls ? clientCertificate() : undefined;
  const { enclose } = options;
  /** As the executable sees it. */
  const inside = enclose === undefined ? home : '';
  const child = spawn('/bin/sh', ['-c', SHELL, home, ...(enclose?.(home, program) ?? [program])], {
    cwd: enclose === undefined ? (options.folder ?? home) : home,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/bin:/bin',
      HOME: inside || '/',
      TMPDIR: inside || '/',
      PLUGIN_UNIX_SOCKET_DIR: inside || '/',
      ...HANDSHAKE_ENVIRONMENT,
      ...(certificate && { PLUGIN_CLIENT_CERT: certificate.pem }),
      ...options.environment,
    },
  });
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    child.stdin.destroy();
    killGroup(child);
    removeSurely(home);
  };
  child.once('exit', end);
  child.stdin.once('error', end);
  let shake: Handshake;
  try {
    shake = await greet(path, child, timeout);
  } catch (error) {
    end();
    if (error instanceof TlsWanted) return startProcess(path, { ...options, tls: true });
    throw error;
  }
  if (shake.certificate !== undefined && certificate === undefined) {
    end();
    return startProcess(path, { ...options, tls: true });
  }
  child.stdout.once('end', end);
  child.stdout.resume();
  letGo(child);

  const target = enclose === undefined ? shake.target : shake.target.replace(/^unix:\//, `unix:${home}/`);
  const client = new Client(target, channelCredentials(shake, certificate), {
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_http_proxy': 0,
    ...(shake.certificate && { 'grpc.ssl_target_name_override': 'localhost', 'grpc.default_authority': 'localhost' }),
  });
  const stop = (): void => {
    client.close();
    end();
  };
  const callPath: ExecutableProcess['callPath'] = (method, request) =>
    new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        method,
        (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        (bytes: Buffer) => bytes,
        request,
        { deadline: Date.now() + timeout },
        (error, response) => {
          if (error === null && response !== undefined) return resolve(response);
          const code = error?.code;
          if (code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED || code === status.CANCELLED) stop();
          reject(
            new ExecutableFailure(
              code === status.DEADLINE_EXCEEDED
                ? `the provider ${path} did not answer within ${timeout / 1000} s`
                : `the provider ${path} failed: ${error?.details ?? 'no answer'}`,
              { cause: error, retryable: code === status.UNAVAILABLE || code === status.CANCELLED },
            ),
          );
        },
      );
    });
  return {
    protocol: shake.protocol,
    alive: () => !ended,
    stop,
    callPath,
    call: (method, request) => callPath(methodPath(method, shake.protocol), request),
  };
}

class TlsWanted extends Error {}

function greet(path: string, child: ChildProcess, timeout: number): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    let output = '';
    let complaint = '';
    const fail = (text: string): void => {
      clearTimeout(timer);
      reject(
        /\btls\b|certificate/i.test(complaint)
          ? new TlsWanted(complaint)
          : new ExecutableFailure(`the provider ${path} cannot be started: ${text}`, { retryable: false }),
      );
    };
    const timer = setTimeout(() => fail(`it did not greet within ${timeout / 1000} s`), timeout);
    child.once('error', (error) => fail(error.message));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaint.length < 4_000) complaint += chunk.toString();
    });
    child.stdout?.once('end', () => fail(complaint.trim().slice(0, 400) || 'it ended without a word'));
    child.stdout?.on('data', function read(chunk: Buffer) {
      output += chunk.toString();
      const newline = output.indexOf('\n');
      if (newline === -1) return;
      child.stdout?.off('data', read);
      const shake = parseHandshake(output.slice(0, newline));
      if ('error' in shake) return fail(shake.error);
      clearTimeout(timer);
      resolve(shake);
    });
  });
}

/** Lets our own process end while the executable still runs: it is ended then. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void })?.unref();
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function channelCredentials(
  shake: Handshake,
  certificate: ReturnType<typeof clientCertificate> | undefined,
): ChannelCredentials {
  if (shake.certificate === undefined || certificate === undefined) return credentials.createInsecure();
  return credentials.createSsl(
    pemOf(shake.certificate),
    Buffer.from(certificate.privateKey),
    Buffer.from(certificate.pem),
    { checkServerIdentity: () => undefined },
  );
}

function pemOf(der: Buffer): Buffer {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
}
