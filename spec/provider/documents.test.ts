/** Texts that hold a document, wrong as models write them, and the titles that aws 5.100.0 gives them (documents.json). */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createVerifier } from '../../src/verify/index.ts';

type Recorded = readonly (readonly [text: string, title: string | null])[];
const recorded = JSON.parse(readFileSync(new URL('documents.json', import.meta.url), 'utf8')) as Record<
  string,
  Recorded
>;
const NEEDED: Readonly<Record<string, string>> = {
  aws_ecs_task_definition: 'family = "f"',
  aws_dynamodb_table_item: 'table_name = "t"\nhash_key = "id"',
  aws_batch_job_definition: 'name = "j"\ntype = "container"',
};

const aws = { address: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' };
const verifier = await createVerifier({ providers: [aws] });
afterAll(() => verifier.close());

async function titleFor(type: string, argument: string, text: string): Promise<string | null> {
  const literal = JSON.stringify(text).replaceAll('${', '$${');
  const main = `resource "${type}" "x" {\n${NEEDED[type] ?? ''}\n${argument} = ${literal}\n}\n`;
  const { stages } = await verifier.verify({ id: 'x', files: { 'main.tf': main } });
  const validate = stages.find(({ stage }) => stage === 'validate');
  return validate?.diagnostics.find(({ severity }) => severity === 'error')?.summary ?? null;
}

describe.each(Object.entries(recorded))('%s', (place, cases) => {
  const [type = '', argument = ''] = place.split('.');
  test.each(cases)('%j', async (text, title) => {
    expect(await titleFor(type, argument, text)).toBe(title);
  });
});
