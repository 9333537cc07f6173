/** A certificate's names and records are known while planning, so that records can be made for each; as aws 5.100.0 plans them. */
import { expect, test } from 'vitest';
import { createVerifier } from '../../src/verify/index.ts';

const RECORDS = `resource "aws_route53_record" "proof" {
  for_each = { for one in aws_acm_certificate.c.domain_validation_options : one.domain_name => one }
  zone_id  = "Z1"
  name     = each.value.resource_record_name
  type     = each.value.resource_record_type
  records  = [each.value.resource_record_value]
  ttl      = 60
}`;

const certificate = (lines: string) => `resource "aws_acm_certificate" "c" {\n${lines}\n}\n${RECORDS}\n`;

async function outcomeOf(main: string): Promise<{ title: string | undefined; records: string[] }> {
  const verifier = await createVerifier({ planJson: true });
  const verdict = await verifier.verify({ id: 'x', files: { 'main.tf': main } });
  await verifier.close();
  const error = verdict.stages.flatMap(({ diagnostics }) => diagnostics).find(({ severity }) => severity === 'error');
  const { resource_changes: changes = [] } = (verdict.plan ?? {}) as { resource_changes?: { address: string }[] };
  const records = changes.map(({ address }) => address).filter((address) => address.includes('proof'));
  return { title: error?.summary, records };
}

test('with validation by DNS there is a record for the domain and each further name', async () => {
  const lines = [
    'domain_name               = "example.com"',
    'subject_alternative_names = ["*.example.com", "example.com"]',
    'validation_method         = "DNS"',
  ];
  expect(await outcomeOf(certificate(lines.join('\n')))).toEqual({
    title: undefined,
    records: ['aws_route53_record.proof["*.example.com"]', 'aws_route53_record.proof["example.com"]'],
  });
});

test('with validation by mail, or a domain that is not known, the records are not known', async () => {
  const mail = 'domain_name       = "example.com"\nvalidation_method = "EMAIL"';
  const pet = 'domain_name       = "${random_pet.p.id}.com"\nvalidation_method = "DNS"';
  expect((await outcomeOf(certificate(mail))).title).toBe('Invalid for_each argument');
  expect((await outcomeOf(`${certificate(pet)}resource "random_pet" "p" {}\n`)).title).toBe(
    'Invalid for_each argument',
  );
});
