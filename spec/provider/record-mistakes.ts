/**
 * Records what a provider executable says, at validate and then at plan, of the configurations of one block in mistakes.jsonl, one a
 * line (`{type, tree}`; "?" stands for a value that is not known):
 *
 *   npx tsx spec/provider/record-mistakes.ts EXECUTABLE
 *
 * Only this script writes the titles there. Add a line without titles to have them recorded.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { blockValue } from '../../scripts/configurations/tree.ts';
import { startExecutable } from '../../src/provider/index.ts';
import { type Mistake, mistakesIn, titlesFor } from './mistakes.ts';

const file = fileURLToPath(new URL('mistakes.jsonl', import.meta.url));
const executable = await startExecutable(process.argv[2] ?? '', { cloud: 'absent' });
const settings = blockValue((await executable.providerSchema()).block, { region: 'us-east-1' });
const { provider } = await executable.configure(settings);
const lines: string[] = [];
for (const mistake of mistakesIn(readFileSync(file, 'utf8'))) {
  const titles = await titlesFor(provider, mistake);
  const { type, tree }: Mistake = mistake;
  const written = JSON.stringify({ type, tree, ...titles }, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'unknown' in value ? '?' : value,
  );
  lines.push(`${written}\n`);
}
executable.stop();
writeFileSync(file, lines.join(''));
console.log(`${lines.length} configurations of ${executable.address} ${executable.version}`);
process.exit(0);
