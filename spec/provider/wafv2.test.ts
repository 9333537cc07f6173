/** Rules of web ACLs, right and wrong, and the titles that aws 5.100.0 gives them (wafv2.jsonl). */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { createVerifier } from '../../src/verify/index.ts';

interface Recorded {
  readonly name: string;
  readonly main: string;
  readonly titles: readonly string[];
}
const lines = readFileSync(new URL('wafv2.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const recorded = lines.map((line) => JSON.parse(line) as Recorded);

const aws = { address: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' };
const random = { address: 'registry.terraform.io/hashicorp/random', version: '3.9.1' };
const verifier = await createVerifier({ providers: [aws, random] });
afterAll(() => verifier.close());

test.each(recorded)('$name', async ({ main, titles }) => {
  const { stages } = await verifier.verify({ id: 'x', files: { 'main.tf': main } });
  const errors = stages.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ summary }) => summary).sort()).toEqual(titles);
});
