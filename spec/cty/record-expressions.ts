/**
 * Asks the real terraform what the expressions of `expressions.txt` give, and writes `expressions.json`: for each the JSON of its
 * value, or the title and detail of its first error. Run from the repository root: `npx tsx spec/cty/record-expressions.ts`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FILES } from './files.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cty-record-'));
for (const [path, content] of Object.entries(FILES)) {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function ask(expression: string): { stdout: string; stderr: string; status: number | null } {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TF_CLI_CONFIG_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
  };
  return spawnSync('terraform', ['console', '-no-color'], {
    cwd: folder,
    env: environment,
    input: expression,
    encoding: 'utf8',
  });
}

function record(expression: string) {
  const { status, stdout } = ask(`jsonencode(${expression})`);
  // The console prints the text as a quoted string of its own language; its escapes are those of JSON here.
  const printed = stdout.trim();
  if (status === 0 && !printed.startsWith('"')) return { expression, shown: printed };
  if (status === 0)
    return {
      expression,
      json: JSON.parse(JSON.parse(printed.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{')) as string) as unknown,
    };
  const plain = ask(expression);
  if (plain.status === 0) return { expression, shown: plain.stdout.trim() };
  const report = plain.stderr.replace(/^[│╷╵] ?/gm, '');
  const title = /Error: (.*)/.exec(report)?.[1];
  const [, detail = ''] = report.split('(source code not available)');
  return { expression, error: title, detail: detail.replace(/\s+/g, ' ').trim().slice(0, 200) };
}

const expressions = readFileSync(here('expressions.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const version = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' }).stdout;
const cases = expressions.map(record);
writeFileSync(
  here('expressions.json'),
  `${JSON.stringify({ tool: (JSON.parse(version) as { terraform_version: string }).terraform_version, cases }, null, 1)}\n`,
);
rmSync(folder, { recursive: true });
