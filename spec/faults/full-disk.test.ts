/**
 * The disk is full, sooner or later in a run: a small file system in memory, mounted for one process, holds the temporary folder. Whatever
 * could not be written, the verdict is `error` and never a failed score. Skipped, and says so, where such a mount is not allowed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/verify/index.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const own = mkdtempSync(join(tmpdir(), 'terrasmith-disk-'));
const disk = join(own, 'disk');
const configuration = join(own, 'configuration');
mkdirSync(disk);
mkdirSync(configuration);
writeFileSync(join(configuration, 'main.tf'), 'resource "null_resource" "n" {\n  count = 3\n}\n');
afterAll(() => rmSync(own, { recursive: true, force: true }));

/** `$0`: size; then the folder and the command. What is left on the disk is listed on standard error. */
const ON_SMALL_DISK =
  'd=$1; shift; mount -t tmpfs -o size=$0 small "$d" || exit 99; TMPDIR=$d "$@"; c=$?; echo "left: $(ls "$d" | grep terrasmith)" >&2; exit $c';

function onDisk(size: string, ...command: readonly string[]) {
  return spawnSync('unshare', ['-rm', 'sh', '-c', ON_SMALL_DISK, size, disk, ...command], {
    encoding: 'utf8',
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    cwd: own,
  });
}

const core = ['terraform', 'tofu'].some((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0);
const mounts = onDisk('64k', 'true').status === 0;
if (!core) console.warn('SKIPPED: a full disk is not tried, for neither terraform nor tofu is on PATH');
if (!mounts) console.warn('SKIPPED: a full disk is not tried, for this system lets no user mount a file system');

function verdictOn(size: string): { readonly verdict: Verdict; readonly status: number | null; readonly left: string } {
  const { stdout, stderr, status } = onDisk(
    size,
    ...[process.execPath, '--import', 'tsx', MAIN, 'verify', configuration],
    ...['--engine', 'simulated', '--apply', '--json'],
  );
  const left = /^left: (.*)$/m.exec(stderr)?.[1] ?? stderr;
  return { verdict: JSON.parse(stdout) as Verdict, status, left };
}

describe.skipIf(!core || !mounts)('a disk', { timeout: 300_000 }, () => {
  const stages = new Set<string>();

  /** In turn the folder, the lock, the plan, the state and its backup do not fit, with Terraform 1.11. */
  test.each([4, 8, 12, 16, 20])('of %i KiB that fills up is an error of the environment', (size) => {
    const { verdict, status, left } = verdictOn(`${size}k`);
    expect(verdict.stages.filter((stage) => stage.status === 'failed')).toEqual([]);
    expect(left).toBe('');
    const broken = verdict.stages.find((stage) => stage.status === 'error');
    expect([verdict.score, status]).toEqual(broken === undefined ? [1, 0] : [null, 3]);
    if (broken !== undefined) stages.add(broken.stage);
  });

  test('fills up at several stages, so that they were tried', () => {
    expect(stages.size).toBeGreaterThanOrEqual(3);
  });

  test('that holds everything changes nothing', () => {
    const { verdict, status } = verdictOn('4m');
    expect([verdict.score, status]).toEqual([1, 0]);
  });
});
