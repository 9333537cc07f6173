/** Policy verdicts recorded with OPA 0.61, over plans made with the real terraform and provider; both lie beside the project. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { judgePolicy } from '../../src/verify/policy/index.ts';

const oracle = new URL('../../../shared/oracle/', import.meta.url);
const present = existsSync(new URL('real-plans.jsonl.gz', oracle));
if (!present) console.warn(`SKIPPED: recorded verdicts are not beside the project (${oracle.pathname})`);

const rows = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

test.skipIf(!present)('the verdict on every real plan is the recorded one', () => {
  const read = (name: string) => readFileSync(new URL(name, oracle));
  const policies = new Map(
    rows<{ task: number; rego: string }>(read('tasks.jsonl').toString()).map(({ task, rego }) => [task, rego]),
  );
  const recorded = new Map(
    rows<{ id: string; task: number; recorded: { policy: string | null } }>(read('verdicts.jsonl').toString()).map(
      (row) => [row.id, row],
    ),
  );
  const plans = rows<{ id: string; plan: unknown }>(gunzipSync(read('real-plans.jsonl.gz')).toString());
  const differing = plans.filter(({ id, plan }) => {
    const row = recorded.get(id);
    const { verdict } = judgePolicy(policies.get(row?.task ?? -1) ?? '', plan);
    return (verdict === 'success') !== (row?.recorded.policy === 'Success');
  });
  console.log(`${plans.length - differing.length} of ${plans.length} verdicts agree`);
  expect(differing.map(({ id }) => id)).toEqual([]);
});
