/** Whether a script is a path or the text itself, and in which language it is. */
import { extname } from 'node:path';

export type Language = 'shell' | 'python' | 'javascript';

/** By the ending of the name. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  '.sh': 'shell',
  '.bash': 'shell',
  '.py': 'python',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
};
/** One line that ends as the name of a script does. */
export function isScriptPath(script: string): boolean {
  const line = script.trim();
  return line.length < 1000 && !line.includes('\n') && LANGUAGES[extname(line)] !== undefined && !/[;|&<>]/.test(line);
}

/** Of a text: what its first line says, else what it looks like. */
export function languageOf(text: string): Language {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  if (first.startsWith('#!'))
    return /python/.test(first) ? 'python' : /node|deno|bun/.test(first) ? 'javascript' : 'shell';
  if (/^(import \w[\w.]*( as \w+)?\s*$|from [\w.]+ import |def \w+\(|class \w+.*:\s*$)/m.test(text)) return 'python';
  if (/\brequire\(\s*['"]|process\.(env|exit)|^\s*(const|let) \w+ =|^import .* from ['"]/m.test(text))
    return 'javascript';
  return 'shell';
}
