/** What a configuration may see of files, through the functions that ask. */
import { expect, test } from 'vitest';
import { createVerifier } from '../index.ts';

async function planned(expression: string, files: Record<string, string> = {}): Promise<unknown> {
  const verifier = await createVerifier({ planJson: true });
  const verdict = await verifier.verify({
    id: 'x',
    files: { 'main.tf': `output "o" { value = ${expression} }`, ...files },
  });
  await verifier.close();
  const { outputs } = (verdict.plan as { planned_values: { outputs: Record<string, { value: unknown }> } })
    .planned_values;
  return outputs.o?.value;
}

test('a file beside the configuration exists, one outside of its folder does not', async () => {
  expect(await planned('fileexists("a.txt")', { 'a.txt': 'x' })).toBe(true);
  expect(await planned('fileexists("../main.tf")')).toBe(false);
  expect(await planned('fileexists("/etc/hostname")')).toBe(false);
});
