import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registerVerify } from './commands/verify.ts';
import { CliError } from './errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
beforeAll(() => writeFileSync(join(folder, 'main.tf'), 'resource "aws_s3_bucket" "a" {\n  bucket = "a-b-c"\n}\n'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command in this process; gives its exit code and what it printed. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  let code = 0;
  let output = '';
  const program = new Command().exitOverride();
  registerVerify(program, (reported) => {
    code = Math.max(code, reported);
  });
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text;
    return true;
  });
  try {
    await program.parseAsync(['verify', folder, ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return { code, output };
}

test('findings change the exit code only when they are to', async () => {
  const { code, output } = await run('--lint', '--security');
  expect(code).toBe(0);
  expect(output).toContain('main.tf:1:');
  expect(output).toContain('2 of 9 checks passed');
  expect((await run('--security', '--strict')).code).toBe(1);
  expect(
    (await run('--lint-rules', '-terraform_required_providers,-terraform_required_version', '--strict')).code,
  ).toBe(0);
});

test('SARIF goes to a file', async () => {
  const file = join(folder, 'out.sarif');
  await run('--security', '--sarif', file);
  expect(JSON.parse(readFileSync(file, 'utf8')).runs[0].results).toHaveLength(7);
});

test('names that do not exist are refused before anything runs', async () => {
  await expect(run('--lint-rules', 'nope')).rejects.toThrow(new CliError('--lint-rules: there is no rule nope'));
  await expect(run('--security-ignore', 'X')).rejects.toThrow('there is no check X');
  await expect(run('--security-pack', join(folder, 'none'))).rejects.toThrow('cannot be read');
});
