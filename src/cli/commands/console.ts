/** `terrasmith console`: evaluates expressions, one a line. */
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Diagnostic } from '../../source/index.ts';
import type { ConsoleAnswer } from '../../terraform/console/index.ts';
import type { Register } from '../commands.ts';
import { EXIT } from '../errors.ts';

const EXAMPLES = `
Examples:
  $ terrasmith console infra/                                     asks on a terminal; "exit" ends
  $ echo 'cidrsubnet("10.0.0.0/16", 8, 1)' | terrasmith console
  $ terrasmith console --json < expressions.jsonl                 one JSON string a line in, one answer a line out

Of several piped lines only the last one's value is printed, and the first mistake ends the session, as in
terraform console; with --json every line is answered.

Exit codes: 0 all evaluated, 1 the configuration or an expression failed (with --json an expression that fails is an
answer, not a failure), 2 no such folder.`;

type Answer = (line: string) => ConsoleAnswer;

export const registerConsole: Register = (program: Command, report) => {
  program
    .command('console')
    .description('Evaluate expressions of the language, one a line from standard input.')
    .argument('[folder]', 'the folder of the configuration that expressions may refer to', '.')
    .option('--json', 'JSON strings in, {ok, output, diagnostics} out')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: { readonly json?: boolean }) => {
      const { openConsole } = await import('../console-session.ts');
      const { answer, diagnostics } = await openConsole(folder);
      await complain(diagnostics);
      if (answer === undefined) {
        report(EXIT.failed);
        return;
      }
      if (flags.json) await answerJsonLines(answer);
      else if (process.stdin.isTTY) await converse(answer);
      else if (!(await answerPiped(answer))) report(EXIT.failed);
    });
};

async function complain(diagnostics: readonly Diagnostic[]): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderDiagnostic } = await import('../../source/index.ts');
  for (const diagnostic of diagnostics) process.stderr.write(`${renderDiagnostic(diagnostic)}\n`);
}

function linesOfInput() {
  return createInterface({ input: process.stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
}

/** False at the first mistake. */
async function answerPiped(answer: Answer): Promise<boolean> {
  let last = '';
  for await (const line of linesOfInput()) {
    if (line.trim() === 'exit') return true;
    const { ok, output, diagnostics } = answer(line);
    if (!ok) {
      await complain(diagnostics);
      return false;
    }
    last = output;
  }
  process.stdout.write(`${last}\n`);
  return true;
}

async function converse(answer: Answer): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() === 'exit') break;
    const { ok, output, diagnostics } = answer(line);
    if (!ok) await complain(diagnostics);
    else if (output !== '') process.stdout.write(`${output}\n`);
    terminal.prompt();
  }
  terminal.close();
}

async function answerJsonLines(answer: Answer): Promise<void> {
  for await (const line of linesOfInput()) {
    if (line.trim() !== '') process.stdout.write(`${answerJson(answer, line)}\n`);
  }
}

function answerJson(answer: Answer, line: string): string {
  let text: unknown;
  try {
    text = JSON.parse(line);
  } catch {
    text = undefined;
  }
  if (typeof text !== 'string') {
    const detail = `Each line is one JSON string, such as "1 + 1" with its quotes; this one is not: ${line.slice(0, 200)}`;
    const problem = { severity: 'error', code: 'cli/not-a-json-string', summary: 'Not a JSON string', detail };
    return JSON.stringify({ ok: false, output: '', diagnostics: [problem] });
  }
  const { ok, output, diagnostics } = answer(text);
  const plain = diagnostics.map(({ severity, code, summary, detail }) => ({ severity, code, summary, detail }));
  return JSON.stringify({ ok, output, diagnostics: plain });
}
