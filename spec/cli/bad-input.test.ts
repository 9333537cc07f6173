/** Bad input through the real command: a sentence that says what is wrong, exit code 1 or 2, no stack, no long wait. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-bad-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function terrasmith(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });
  expect(stderr).not.toMatch(/internal error|\n\s+at /);
  return { status, said: stdout + stderr };
}

const noise = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 2654435761) >>> 13);

test.each([
  ['binary noise', { 'main.tf': noise }, /main\.tf/],
  ['5 MB of nested brackets', { 'main.tf': `locals {\n  a = ${'['.repeat(5_000_000)}` }, /maxSourceLength/],
  ['100,000 nested brackets', { 'main.tf': `locals {\n  a = ${'['.repeat(100_000)}` }, /maxNesting/],
  ['invalid UTF-8', { 'main.tf': Uint8Array.from([0x61, 0xff, 0xfe, 0x0a]) }, /main\.tf/],
  ['an unknown provider', { 'main.tf': 'resource "nosuch_thing" "a" {}\n' }, /hashicorp\/nosuch/],
  [
    'a cyclic module',
    { 'main.tf': 'module "a" {\n  source = "./a"\n}\n', 'a/main.tf': 'module "b" {\n  source = "../a"\n}\n' },
    /Cyclic module source/,
  ],
] as const)('%s is refused with a sentence', (_, files, sentence) => {
  const { status, said } = terrasmith('verify', folderOf(files));
  expect(said).toMatch(sentence);
  expect(status).toBe(1);
}); // prettier-ignore

test('an empty file and a folder without configurations are refused', () => {
  expect(terrasmith('verify', join(folderOf({ 'main.tf': '' }), 'main.tf')).status).toBe(2);
  const { status, said } = terrasmith('verify', folderOf({ 'notes.txt': 'x' }));
  expect(said).toContain('holds no .tf');
  expect(status).toBe(2);
});

test('a path that is not there is refused', () => {
  const { status, said } = terrasmith('verify', '/no/such/folder');
  expect(said).toContain('there is no file or folder');
  expect(status).toBe(2);
});

test('a batch names the line and the field of each bad row, and judges the others', () => {
  const rows = ['{"id":"a"}', 'no json', '{"id":"b","files":{"main.tf":1}}', '{"id":"c","files":{"main.tf":""}}'];
  const { status, said } = terrasmith(
    'verify',
    '--batch',
    join(folderOf({ 'rows.jsonl': rows.join('\n') }), 'rows.jsonl'),
  );
  const reasons = said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { certificate: string }).certificate);
  expect(reasons[0]).toContain('line 1: files: missing');
  expect(reasons[1]).toContain('line 2 is not JSON');
  expect(reasons[2]).toContain('line 3: files.main.tf: expected a string');
  expect(reasons[3]).toBe('');
  expect(status).toBe(2);
});

test('a limit that there is not is refused, and one that is set holds', () => {
  const folder = folderOf({ 'main.tf': 'resource "terraform_data" "a" {\n  count = 11\n}\n' });
  expect(terrasmith('verify', folder, '--limits', 'maxNothing=1').status).toBe(2);
  expect(terrasmith('verify', folder, '--limits', 'maxInstancesPerObject=10').said).toContain('maxInstancesPerObject');
});

test('file functions do not follow links out of the folder', () => {
  const secret = folderOf({ 'secret.txt': 'the secret' });
  const folder = folderOf({ 'main.tf': 'output "a" {\n  value = file("link.txt")\n}\n' });
  symlinkSync(join(secret, 'secret.txt'), join(folder, 'link.txt'));
  const linked = terrasmith('verify', folder);
  expect(linked.said).not.toContain('the secret');
  expect(linked.status).toBe(1);
  const climbing = folderOf({
    'main.tf': `output "a" {\n  value = file("../${secret.split('/').at(-1)}/secret.txt")\n}\n`,
  });
  expect(terrasmith('verify', climbing).status).toBe(1);
});
