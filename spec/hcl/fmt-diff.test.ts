/** What `fmt --diff` prints against the real `terraform fmt -diff`, on texts that lie beside the project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { format, parseNative } from '../../src/hcl/index.ts';
import { unifiedDiff } from '../../src/util/unified-diff/index.ts';

const ROWS = fileURLToPath(new URL('../../../shared/oracle/verdicts.jsonl', import.meta.url));
const FILES = 300;

const missing = [
  ...(existsSync(ROWS) ? [] : ['../shared/oracle/verdicts.jsonl']),
  ...(spawnSync('terraform', ['-version']).error === undefined ? [] : ['terraform on PATH']),
];
if (missing.length > 0) console.warn(`SKIPPED: the real fmt -diff needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)(`the differences of ${FILES} recorded files are the real ones, byte for byte`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-fmt-diff-'));
  try {
    const texts = recordedTexts();
    const names = texts.map((_, index) => `f${String(index).padStart(3, '0')}.tf`);
    texts.forEach((text, index) => void writeFileSync(join(folder, names[index] as string), text));
    const command = ['fmt', '-diff', '-write=false', '.'];
    const options = {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
    } as const;
    const ours = texts.map((text, index) => printed(names[index] as string, text)).join('');
    expect(ours.length).toBeGreaterThan(100_000);
    expect(ours).toBe(spawnSync('terraform', command, options).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function recordedTexts(): string[] {
  const texts = new Set<string>();
  for (const line of readFileSync(ROWS, 'utf8').split('\n')) {
    if (texts.size >= FILES) break;
    for (const text of Object.values((JSON.parse(line) as { files: Record<string, string> }).files)) texts.add(text);
  }
  return [...texts].slice(0, FILES);
}

function printed(name: string, text: string): string {
  if (parseNative({ name, text }).diagnostics.length > 0) return '';
  const difference = unifiedDiff([`old/${name}`, `new/${name}`], text, format(text));
  return difference === '' ? '' : `${name}\n${difference}`;
}
