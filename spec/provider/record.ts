/**
 * Records what a provider executable says of generated configurations, one a line of answers.jsonl:
 *
 *   npx tsx spec/provider/record.ts EXECUTABLE
 *
 * Only this script writes that file; anyone can check the packs against it without the executable.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FLAVOURS, generate } from '../../scripts/configurations/generate.ts';
import { blockValue } from '../../scripts/configurations/tree.ts';
import { startExecutable } from '../../src/provider/index.ts';
import type { Recorded } from './recorded.ts';

const EVERY = 7;

const real = await startExecutable(process.argv[2] ?? '', { cloud: 'absent' });
const rows: Recorded[] = [];
for (const mode of ['managed', 'data'] as const)
  for (const [i, type] of (await real.resourceTypes(mode)).entries()) {
    const flavour = FLAVOURS[Math.floor(i / EVERY) % FLAVOURS.length];
    const schema = await real.resourceSchema(mode, type);
    if (i % EVERY !== 0 || flavour === undefined || schema === undefined) continue;
    const tree = generate(schema.block, flavour, `recorded/${type}`);
    const found = await real.validateResource(mode, type, blockValue(schema.block, tree));
    const titles = new Set(found.filter(({ severity }) => severity === 'error').map(({ summary }) => summary));
    rows.push({ mode, type, flavour, tree, titles: [...titles].sort() });
  }
real.stop();
const file = fileURLToPath(new URL('answers.jsonl', import.meta.url));
writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
console.log(`${rows.length} configurations of ${real.address} ${real.version}`);
process.exit(0);
