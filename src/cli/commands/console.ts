/** `terrasmith console`: evaluates expressions, one a line. */
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Diagnostic } from '../../source/index.ts';
import type { Register } from '../commands.ts';
import { EXIT } from '../errors.ts';

const EXAMPLES = `
Examples:
  $ echo 'cidrsubnet("10.0.0.0/16", 8, 1)' | terrasmith console
  $ terrasmith console --json < expressions.jsonl    one JSON string a line in, one answer a line out

Exit codes: 0 all evaluated, 1 an expression failed (with --json the session goes on).`;

export const registerConsole: Register = (program: Command, report) => {
  program
    .command('console')
    .description('Evaluate expressions of the language, one a line from standard input.')
    .argument('[folder]', 'the folder that relative paths start from', '.')
    .option('--json', 'JSON strings in, {ok, output, diagnostics} out')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: { readonly json?: boolean }) => {
      const session = await openSession(folder);
      const lines = createInterface({ input: process.stdin, terminal: false });
      for await (const line of lines) {
        if (flags.json) {
          if (line.trim() !== '') process.stdout.write(`${answerJson(session, line)}\n`);
          continue;
        }
        if (line.trim() === 'exit') break;
        const { ok, output, diagnostics } = session.answer(line);
        if (ok) {
          if (output !== '') process.stdout.write(`${output}\n`);
          continue;
        }
        for (const { summary, detail } of diagnostics) process.stderr.write(`Error: ${summary}\n\n${detail}\n\n`);
        report(EXIT.failed);
        if (!process.stdin.isTTY) break;
      }
    });
};

async function openSession(folder: string) {
  const { resolve } = await import('node:path');
  const { standardFunctions } = await import('../../cty/index.ts');
  const { bareVariables, checkBareReferences, startConsole } = await import('../../terraform/console/index.ts');
  const { folderAccess } = await import('../folder-access.ts');
  const workingDirectory = resolve(folder);
  const functions = standardFunctions({
    files: folderAccess(workingDirectory),
    workingDirectory,
    now: Date.now,
    planTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    pure: false,
  });
  return startConsole(bareVariables(workingDirectory), functions, checkBareReferences);
}

function answerJson(
  session: { readonly answer: (line: string) => { ok: boolean; output: string; diagnostics: readonly Diagnostic[] } },
  line: string,
): string {
  let text: unknown;
  try {
    text = JSON.parse(line);
  } catch {
    text = undefined;
  }
  if (typeof text !== 'string') {
    const problem = { severity: 'error', code: 'cli/not-a-json-string', summary: 'Not a JSON string', detail: line };
    return JSON.stringify({ ok: false, output: '', diagnostics: [problem] });
  }
  const { ok, output, diagnostics } = session.answer(text);
  const plain = diagnostics.map(({ severity, code, summary, detail }) => ({ severity, code, summary, detail }));
  return JSON.stringify({ ok, output, diagnostics: plain });
}
