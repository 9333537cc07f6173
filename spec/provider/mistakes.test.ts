/** The aws pack against what aws 5.100.0 says of single blocks with the mistakes that models make (mistakes.jsonl). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blockValue } from '../../scripts/configurations/tree.ts';
import { loadPackProvider } from '../../src/provider/index.ts';
import { mistakesIn, titlesFor } from './mistakes.ts';

const pack = loadPackProvider('registry.terraform.io/hashicorp/aws', '5.100.0', { cloud: 'absent' });
if (pack === undefined) throw new Error('the aws pack is not bundled');
const settings = blockValue((await pack.providerSchema()).block, { region: 'us-east-1' });
const { provider } = await pack.configure(settings);
const recorded = mistakesIn(readFileSync(new URL('mistakes.jsonl', import.meta.url), 'utf8'));

test.each(
  recorded.map((mistake) => [`${mistake.type} ${JSON.stringify(mistake.tree)}`, mistake] as const),
)('of %s', async (_, mistake) => {
  const { validate, plan } = mistake;
  expect(await titlesFor(provider, mistake)).toEqual({ validate, plan });
});
