import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canEnclose, enclosed } from './enclosure.ts';

const can = canEnclose();
if (!can) console.warn('SKIPPED: no program can be shut into a folder on this system');

/** Runs the command in a new folder that it is shut into, after `before` was run there. */
function runIn(before: string, command: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'enclosure-'));
  const shown = [
    { from: '/bin', at: '/bin' },
    { from: '/usr', at: '/usr' },
    { from: '/lib', at: '/lib' },
    { from: '/lib64', at: '/lib64' },
  ].map((one) => ({ ...one, readOnly: true }));
  const inside = enclosed(command, { root, folder: '/', network: false, shown });
  const { status, stdout } = spawnSync('/bin/sh', ['-c', `${before}; exec "$@"`, root, ...inside], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const stayed = existsSync(root);
  rmSync(root, { recursive: true, force: true });
  return { status, stdout, stayed };
}

describe.skipIf(!can)('a program that is shut into a folder', () => {
  test('sees that folder as the root of all paths', () => {
    const { status, stdout } = runIn(':>here', ['/bin/sh', '-c', 'echo /h*']);
    expect([status, stdout]).toEqual([0, '/here\n']);
  });

  test('is not started where the folder has gone, nor is the folder made anew', () => {
    const { status, stayed } = runIn('rm -rf "$0"', ['/bin/sh', '-c', 'echo started']);
    expect(status).not.toBe(0);
    expect(stayed).toBe(false);
  });
});
