/** A PostgreSQL of one's own for the length of a test: an empty database in a temporary folder, on a socket there. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface PostgresServer {
  readonly url: string;
  /** Rows of a query, a line each. */
  query(text: string): string[];
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the server's programs; undefined where there is none. */
export function postgresPrograms(): string | undefined {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  return [...debian, ...(process.env.PATH ?? '').split(':')].find((folder) =>
    ['initdb', 'postgres', 'psql'].every((program) => existsSync(join(folder, program))),
  );
}

export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-pg-'));
  const account = accountFor(folder);
  const run = (program: string, args: string[]) =>
    execFileSync(join(programs, program), args, { ...account, cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  run('initdb', ['-D', join(folder, 'data'), '-U', 'bench', '-A', 'trust', '--no-sync']);
  const settings = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${folder}`];
  const args = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(programs, 'postgres'), args, { ...account, cwd: folder, stdio: 'ignore' });
  const ended = new Promise((done) => server.once('exit', done));
  const query = (text: string) =>
    run('psql', ['-h', folder, '-U', 'bench', '-d', 'postgres', '-Atc', text])
      .split('\n')
      .filter((line) => line !== '');
  await untilReady(query);
  return {
    url: `postgres://bench@/postgres?host=${encodeURIComponent(folder)}`,
    query,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: its own account, or nobody's, takes the folder. */
function accountFor(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (name: string, flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
  const name = ['postgres', 'nobody'].find((each) => {
    try {
      return idOf(each, '-u') > 0;
    } catch {
      return false;
    }
  });
  if (name === undefined) throw new Error('PostgreSQL needs an account other than root');
  const account = { uid: idOf(name, '-u'), gid: idOf(name, '-g') };
  chownSync(folder, account.uid, account.gid);
  return account;
}

async function untilReady(query: (text: string) => string[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      query('SELECT 1');
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL did not start within ten seconds');
}
