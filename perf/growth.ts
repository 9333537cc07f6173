/** Time per resource as configurations grow from 10 to 10,000 resources, with references, count, for_each and modules. */
import { createVerifier } from '../src/verify/index.ts';
import type { Measurement } from './measurement.ts';

/** As user and system time of the process: how busy the machine is does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const SIZES = [10, 100, 1_000, 10_000];

export async function measure(): Promise<readonly Measurement[]> {
  const verifier = await createVerifier();
  const perResource = new Map<number, number>();
  for (const size of SIZES) {
    const files = configurationOf(size);
    const times: number[] = [];
    for (let run = 0; run < Math.max(3, 300 / size); run++) {
      const started = processorMs();
      const verdict = await verifier.verify({ id: String(size), files });
      times.push(processorMs() - started);
      if (verdict.certificate !== '') throw new Error(verdict.certificate);
    }
    perResource.set(size, (Math.min(...times) / size) * 1000);
  }
  await verifier.close();
  const ratio = (perResource.get(10_000) as number) / (perResource.get(100) as number);
  return [
    ...SIZES.map((size) => ({
      name: `growth: ${size} resources`,
      value: perResource.get(size) as number,
      unit: 'µs each',
    })),
    { name: 'growth: 10,000 against 100', value: ratio, unit: 'times', goal: '<= 1.5' },
  ];
}

/** About `size` resource instances: a chain of references, a counted and a keyed group, and module calls. */
function configurationOf(size: number): Record<string, string> {
  const chain = Math.ceil(size / 2);
  const parts = ['resource "aws_s3_bucket" "b0" {\n  bucket = "bucket-0"\n}\n'];
  for (let i = 1; i < chain; i++) {
    parts.push(
      `resource "aws_s3_bucket" "b${i}" {\n  bucket = "bucket-${i}"\n  tags = { before = aws_s3_bucket.b${i - 1}.id }\n}\n`,
    );
  }
  const group = Math.max(1, Math.floor(size / 6));
  parts.push(`resource "aws_sqs_queue" "counted" {\n  count = ${group}\n  name = "queue-\${count.index}"\n}\n`);
  parts.push(
    `resource "aws_sns_topic" "keyed" {\n  for_each = toset(slice([for pair in setproduct(range(50), range(50)) : "t\${pair[0]}-\${pair[1]}"], 0, ${group}))\n  name = each.key\n}\n`,
  );
  parts.push(`module "inner" {\n  source = "./inner"\n  count  = ${group}\n  name   = "m\${count.index}"\n}\n`);
  return {
    'main.tf': parts.join('\n'),
    'inner/main.tf':
      'variable "name" {\n  type = string\n}\nresource "aws_cloudwatch_log_group" "g" {\n  name = var.name\n}\noutput "arn" {\n  value = aws_cloudwatch_log_group.g.arn\n}\n',
  };
}
