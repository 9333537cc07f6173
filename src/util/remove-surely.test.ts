import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { REMOVE_SURELY, removeSurely } from './remove-surely.ts';

const WRITE = 'i=0; while :; do mkdir -p ./a/b; : >a/b/$i; i=$((i+1)); done 2>/dev/null';

test.each([
  ['by ourselves', async (folder: string) => removeSurely(folder)],
  [
    'by a shell',
    (folder: string) =>
      new Promise<void>((done) =>
        spawn('/bin/sh', ['-c', `d=$0; ${REMOVE_SURELY}`, folder], { stdio: 'ignore' }).once('close', () => done()),
      ),
  ],
])('a folder that is written into is removed all the same, %s', async (_by, remove) => {
  const home = mkdtempSync(join(tmpdir(), 'remove-surely-'));
  const folder = join(home, 'folder');
  mkdirSync(folder);
  const writer = spawn('/bin/sh', ['-c', WRITE], { cwd: folder, stdio: 'ignore' });
  try {
    while (!existsSync(join(folder, 'a', 'b', '20'))) await sleep(5);
    await remove(folder);
    expect(existsSync(folder)).toBe(false);
  } finally {
    writer.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
});
