/**
 * Our `fmt` against the real `terraform fmt` over every text of ../shared/oracle: `npx tsx scripts/compare-fmt.ts [--rows N]`.
 * Counts the files that the real one changes or refuses, and those in which ours gives the same bytes. Needs both beside the project.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, parseNative } from '../src/hcl/index.ts';

const ROWS = fileURLToPath(new URL('../../shared/oracle/verdicts.jsonl', import.meta.url));
const FILES_AT_ONCE = 200;

const { values } = parseArgs({ options: { rows: { type: 'string' } } });
if (!existsSync(ROWS) || spawnSync('terraform', ['-version']).error !== undefined) {
  console.log('skipped: needs ../shared/oracle and terraform');
  process.exit(0);
}
const texts = new Set<string>();
for (const line of readFileSync(ROWS, 'utf8')
  .split('\n')
  .filter(Boolean)
  .slice(0, Number(values.rows ?? 1e9))) {
  for (const text of Object.values((JSON.parse(line) as { files: Record<string, string> }).files)) texts.add(text);
}
const counts = { changed: 0, same: 0, refused: 0, unchanged: 0, changedByUsAlone: 0 };
const all = [...texts];
for (let start = 0; start < all.length; start += FILES_AT_ONCE) {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-fmt-'));
  mkdirSync(folder, { recursive: true });
  const chunk = all.slice(start, start + FILES_AT_ONCE);
  chunk.forEach((text, i) => void writeFileSync(join(folder, `${i}.tf`), text));
  spawnSync('terraform', ['fmt', folder], { encoding: 'utf8' });
  chunk.forEach((text, i) => {
    const real = readFileSync(join(folder, `${i}.tf`), 'utf8');
    const broken = parseNative({ name: 'main.tf', text }).diagnostics.some(({ severity }) => severity === 'error');
    const ours = broken ? text : format(text);
    if (real !== text) {
      counts.changed++;
      if (real === ours) counts.same++;
      else if (counts.changed - counts.same <= 5) console.log(`differs:\n${text.slice(0, 200)}`);
    } else if (ours !== text) counts.changedByUsAlone++;
    else if (broken) counts.refused++;
    else counts.unchanged++;
  });
}
console.log(JSON.stringify({ texts: all.length, ...counts, share: counts.same / counts.changed }));
