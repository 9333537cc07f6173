import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { openConsole } from '../../src/cli/console-session.ts';
import { type ConsoleAnswer, emptyConfiguration, startConsole } from '../../src/terraform/console/index.ts';
import { expectLedger } from './ledger.ts';

interface Case {
  readonly expression: string;
  readonly output?: string;
  readonly errors?: readonly string[];
}

function failuresOf(name: string, ask: (line: string) => ConsoleAnswer): readonly string[] {
  const cases = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as readonly Case[];
  const failures = cases.filter(({ expression, output, errors }) => {
    const answer = ask(expression);
    if (answer.ok) return answer.output !== output;
    const titles = [...new Set(answer.diagnostics.map(({ summary }) => summary))].sort();
    return JSON.stringify(titles) !== JSON.stringify(errors);
  });
  return failures.map(({ expression }) => expression);
}

test('the console prints what the real one printed, and names the same problems', async () => {
  const session = await startConsole(emptyConfiguration(), { providers: () => undefined });
  const failures = failuresOf('console', session.answer as (line: string) => ConsoleAnswer);
  expectLedger(new URL('console-known-failures.txt', import.meta.url), failures);
});

test('in a folder expressions see its variables, locals, modules and files as the real console shows them', async () => {
  const session = await openConsole(fileURLToPath(new URL('console-folder', import.meta.url)));
  const failures = failuresOf('console-folder', session.answer as (line: string) => ConsoleAnswer);
  expectLedger(new URL('console-folder-known-failures.txt', import.meta.url), failures);
});
