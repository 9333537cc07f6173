/** The built command as a process of its own, with answers from a script. Needs `dist` (`make build`). */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const COMMAND = fileURLToPath(new URL('../../bin/terrasmith', import.meta.url));

export type Line = string | { readonly completion?: string; readonly delay_ms?: number; readonly error?: string };

export const fence = (path: string, code: string) => `\`\`\`hcl\n# ${path}\n${code}\`\`\`\n`;

/** A folder of its own for each test, with the script of its model in `script.jsonl`. */
export function workplace(script: readonly Line[], files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-agent-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const say = (lines: readonly Line[]) =>
    write('script.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  say(script);
  const env = { ...process.env, TERRASMITH_CACHE: join(folder, 'cache'), NO_COLOR: '1' };
  const withModel = (args: readonly string[]) => [
    COMMAND,
    ...args,
    ...(args.includes('--model') ? [] : ['--model', 'scripted/script.jsonl']),
  ];
  return {
    folder,
    say,
    write,
    run(...args: readonly string[]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, withModel(args), {
        cwd: folder,
        env,
        encoding: 'utf8',
        input: '',
      });
      return { status, stdout, stderr };
    },
    start: (...args: readonly string[]) =>
      spawn(process.execPath, withModel(args), { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    exists: (path: string) => existsSync(join(folder, path)),
    list: (path: string) => readdirSync(join(folder, path)).sort(),
  };
}
