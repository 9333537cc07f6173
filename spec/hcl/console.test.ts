import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { NO_FILES, standardFunctions } from '../../src/cty/index.ts';
import { bareVariables, checkBareReferences, startConsole } from '../../src/terraform/console/index.ts';
import { expectLedger } from './ledger.ts';

interface Case {
  readonly expression: string;
  readonly output?: string;
  readonly errors?: readonly string[];
}

test('the console prints what the real one printed, and names the same problems', () => {
  const cases = JSON.parse(readFileSync(new URL('console.json', import.meta.url), 'utf8')) as readonly Case[];
  const functions = standardFunctions({ files: NO_FILES, workingDirectory: '/', now: () => 0, pure: false });
  const session = startConsole(bareVariables('/'), functions, checkBareReferences);
  const failures = cases.filter(({ expression, output, errors }) => {
    const answer = session.answer(expression);
    if (answer.ok) return answer.output !== output;
    const titles = [...new Set(answer.diagnostics.map(({ summary }) => summary))].sort();
    return JSON.stringify(titles) !== JSON.stringify(errors);
  });
  expectLedger(
    new URL('console-known-failures.txt', import.meta.url),
    failures.map(({ expression }) => expression),
  );
});
