import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { blockValue } from '../../scripts/configurations/tree.ts';
import { loadPackProvider, type Provider, type ProviderDiagnostic, type Schema } from '../../src/provider/index.ts';
import { type Recorded, recordedAnswers } from './recorded.ts';

const provider = loadPackProvider('registry.terraform.io/hashicorp/aws', '5.100.0', { cloud: 'absent' }) as Provider;
const rows = recordedAnswers();
const knownFailures = new Map(
  readFileSync(fileURLToPath(new URL('known-failures.txt', import.meta.url)), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => {
      const space = line.indexOf(' ');
      return space === -1 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
    }),
);

const nameOf = ({ mode, type }: Recorded): string => `${mode === 'data' ? 'data.' : ''}${type}`;

function titlesOf({ mode, type, tree }: Recorded): readonly string[] {
  const schema = provider.resourceSchema(mode, type) as Schema;
  const found = provider.validateResource(mode, type, blockValue(schema.block, tree)) as readonly ProviderDiagnostic[];
  return [...new Set(found.filter(({ severity }) => severity === 'error').map(({ summary }) => summary))].sort();
}

describe('the aws pack against answers of the real provider', () => {
  for (const row of rows) {
    const name = nameOf(row);
    it(`${name} (${row.flavour})`, () => {
      const same = JSON.stringify(titlesOf(row)) === JSON.stringify(row.titles);
      if (knownFailures.has(name)) expect(same, `${name} is listed in known-failures.txt but agrees`).toBe(false);
      else expect(titlesOf(row)).toEqual(row.titles);
    });
  }

  it('agrees on the titles of at least 95 of 100 configurations', () => {
    const same = rows.filter((row) => JSON.stringify(titlesOf(row)) === JSON.stringify(row.titles));
    expect(same.length / rows.length).toBeGreaterThanOrEqual(0.95);
  });

  it('rejects no configuration that the real provider takes', () => {
    const alarms = rows.filter((row) => row.titles.length === 0 && titlesOf(row).length > 0);
    expect(alarms.map(nameOf)).toEqual([]);
  });
});
