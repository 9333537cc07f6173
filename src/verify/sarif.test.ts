/** SARIF 2.1.0: the properties that the standard and the sites that read it require. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type SarifLog, sarifOf, verify } from './index.ts';

const Text = z.object({ text: z.string().min(1) });
const Level = z.enum(['none', 'note', 'warning', 'error']);
const Region = z
  .strictObject({
    startLine: z.int().min(1),
    startColumn: z.int().min(1),
    endLine: z.int().min(1).optional(),
    endColumn: z.int().min(1).optional(),
  })
  .refine(({ startLine, endLine = startLine }) => endLine >= startLine);
const Location = z.strictObject({
  physicalLocation: z
    .strictObject({ artifactLocation: z.strictObject({ uri: z.string().regex(/^(?!\/)\S+$/) }), region: Region })
    .optional(),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })).optional(),
});
const Log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.literal('Terrasmith'),
            semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
            rules: z.array(
              z.strictObject({
                id: z.string().regex(/^[\w./-]+$/),
                shortDescription: Text,
                fullDescription: Text,
                defaultConfiguration: z.strictObject({ level: Level }),
                properties: z.looseObject({
                  tags: z.array(z.string()),
                  'security-severity': z
                    .string()
                    .regex(/^(10|\d)\.\d$/)
                    .optional(),
                }),
              }),
            ),
          }),
        }),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level: Level,
            message: Text,
            locations: z.array(Location),
          }),
        ),
      }),
    )
    .length(1),
});

async function logOf(text: string, folder = ''): Promise<SarifLog> {
  const options = { lint: {}, security: {} };
  const verdict = await verify({ id: 'case', files: { 'main.tf': text } }, options);
  const log = await sarifOf(verdict, { version: '1.2.3', security: options.security, folder });
  Log.parse(JSON.parse(JSON.stringify(log)));
  for (const { ruleId, ruleIndex } of log.runs[0]?.results ?? []) {
    expect(log.runs[0]?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  }
  return log;
}

test('findings of lint and security have rules, levels and places', async () => {
  const log = await logOf('resource "aws_s3_bucket" "a" {\n  bucket = "a-b-c"\n}\n', 'infra/my site');
  const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === 'security/TS_AWS_S3_001');
  expect(found).toMatchObject({
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'infra/my%20site/main.tf' },
          region: { startLine: 1, startColumn: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'aws_s3_bucket.a' }],
      },
    ],
  });
  const rule = log.runs[0]?.tool.driver.rules[found?.ruleIndex ?? -1];
  expect(rule?.properties).toEqual({ tags: ['security', 'CKV2_AWS_6'], 'security-severity': '8.0' });
  expect(log.runs[0]?.results.some(({ ruleId }) => ruleId === 'lint/terraform_required_version')).toBe(true);
});

test('errors of the stages are results too', async () => {
  const log = await logOf('resource "aws_s3_bucket" "a" {\n  nope = 1\n}\n');
  expect(log.runs[0]?.results[0]).toMatchObject({
    level: 'error',
    locations: [{ physicalLocation: { region: { startLine: 2 } } }],
  });
});

test('a clean configuration gives a run without results', async () => {
  const text = 'terraform {\n  required_version = ">= 1.5"\n}\noutput "a" {\n  value = 1\n}\n';
  expect((await logOf(text)).runs[0]?.results).toEqual([]);
});
