import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { type ConsoleAnswer, emptyConfiguration, startConsole } from '../../src/terraform/console/index.ts';
import { expectLedger } from './ledger.ts';

interface Case {
  readonly expression: string;
  readonly output?: string;
  readonly errors?: readonly string[];
}

test('the console prints what the real one printed, and names the same problems', async () => {
  const cases = JSON.parse(readFileSync(new URL('console.json', import.meta.url), 'utf8')) as readonly Case[];
  const session = await startConsole(emptyConfiguration(), { providers: () => undefined });
  const ask = session.answer as (line: string) => ConsoleAnswer;
  const failures = cases.filter(({ expression, output, errors }) => {
    const answer = ask(expression);
    if (answer.ok) return answer.output !== output;
    const titles = [...new Set(answer.diagnostics.map(({ summary }) => summary))].sort();
    return JSON.stringify(titles) !== JSON.stringify(errors);
  });
  expectLedger(
    new URL('console-known-failures.txt', import.meta.url),
    failures.map(({ expression }) => expression),
  );
});
