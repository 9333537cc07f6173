/** Rules that the aws pack has learned: of the provider's own block, of address blocks, of names, and of the plan step. Titles are those of aws 5.100.0. */
import { afterAll, expect, test } from 'vitest';
import { createVerifier } from '../../src/verify/index.ts';

const aws = { address: 'registry.terraform.io/hashicorp/aws', version: '5.100.0' };
const verifier = await createVerifier({ providers: [aws], cloud: 'assumed', planJson: true });
afterAll(() => verifier.close());

const verify = (text: string) => verifier.verify({ id: 'x', files: { 'main.tf': text } });

async function errorsOf(text: string): Promise<readonly string[]> {
  const { stages } = await verify(text);
  const errors = stages.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  return errors.map(({ summary }) => summary);
}

const resource = (type: string, lines: string): string => `resource "${type}" "x" {\n${lines}\n}\n`;
const provider = (lines: string): string =>
  `provider "aws" {\nregion = "us-east-1"\n${lines}\n}\n${resource('aws_s3_bucket', '')}`;

test.each([
  ['assume_role {\nrole_arn = "x"\n}', ['"assume_role.0.role_arn" (x) is an invalid ARN: arn: invalid prefix']],
  [
    'assume_role {\nsession_name = "x"\n}',
    ['expected length of assume_role.0.session_name to be in the range (2 - 64), got x'],
  ],
  ['allowed_account_ids = ["1"]', []],
  [
    'allowed_account_ids = ["1"]\nforbidden_account_ids = ["2"]',
    ['Conflicting configuration arguments', 'Conflicting configuration arguments'],
  ],
])('of a provider block with %j', async (lines, titles) => {
  expect(await errorsOf(provider(lines))).toEqual(titles);
});

test.each([
  ['10.0.1.0/24', []],
  ['10.0.1.5/24', ['"10.0.1.5/24" is not a valid IPv4 CIDR block; did you mean "10.0.1.0/24"?']],
  ['::/0', ['"::/0" is not a valid IPv4 CIDR block']],
  ['10.0.0.0', ['"10.0.0.0" is not a valid CIDR block: invalid CIDR address: 10.0.0.0']],
])('of the address block %s', async (block, titles) => {
  expect(await errorsOf(resource('aws_subnet', `vpc_id = "x"\ncidr_block = "${block}"`))).toEqual(titles);
});

test.each([
  ['aws_lb', 'name = "a-"\nsubnets = ["x"]', ['"name" cannot end with a hyphen: "a-"']],
  [
    'aws_secretsmanager_secret',
    'name = "a b"',
    ['only alphanumeric characters and /_+=.@- special characters are allowed in "name"'],
  ],
  ['aws_kinesis_stream', 'name = "x"', ['shard_count must be at least 1 when stream_mode is PROVISIONED']],
  ['aws_kinesis_stream', 'name = "x"\nstream_mode_details {\nstream_mode = "ON_DEMAND"\n}', []],
  [
    'aws_nat_gateway',
    'subnet_id = "x"\nconnectivity_type = "private"\nallocation_id = "x"',
    ['allocation_id is not supported with connectivity_type = "private"'],
  ],
])('of %s with %j', async (type, lines, titles) => {
  expect(await errorsOf(resource(type, lines))).toEqual(titles);
});

test.each([
  ['aws_lb', 'subnets = ["x"]', 'idle_timeout', 60],
  ['aws_lb', 'subnets = ["x"]\nload_balancer_type = "network"', 'idle_timeout', null],
  ['aws_lb', 'subnets = ["x"]\nenable_cross_zone_load_balancing = true', 'enable_cross_zone_load_balancing', null],
  ['aws_lb', 'subnets = ["x"]\nload_balancer_type = "network"', 'enable_cross_zone_load_balancing', false],
  [
    'aws_iam_user_policy',
    'user = "x"\npolicy = jsonencode({ Version = "2012-10-17", Statement = [] })',
    'policy',
    '{"Version":"2012-10-17","Statement":[]}',
  ],
])('%s with %j plans %s as %j', async (type, lines, name, planned) => {
  const { plan } = (await verify(resource(type, lines))) as {
    plan?: { resource_changes?: { change: { after: object } }[] };
  };
  expect(plan?.resource_changes?.[0]?.change.after).toHaveProperty(name, planned);
});
