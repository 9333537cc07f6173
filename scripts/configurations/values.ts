/** Values for arguments by their names: plausible ones, and the mistakes that people and models make. */
import type { Random } from './random.ts';

const ACCOUNT = '123456789012';
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*"}]}';
const ARNS: readonly string[] = [
  `arn:aws:iam::${ACCOUNT}:role/my-role`,
  `arn:aws:sns:us-east-1:${ACCOUNT}:my-topic`,
  `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  `arn:aws:lambda:us-east-1:${ACCOUNT}:function:my-function`,
  `arn:aws:s3:::my-bucket`,
  `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`,
  `arn:aws:ec2:us-east-1:${ACCOUNT}:subnet/subnet-0123456789abcdef0`,
  `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:my-secret-AbCdEf`,
  `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/my-group:*`,
  `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/my-stream`,
];

/** Names that tell what is meant, the most telling first. */
const BY_NAME: readonly (readonly [RegExp, readonly string[]])[] = [
  [/role_arn$|_role$|^role$/, [ARNS[0] as string]],
  [/kms.*(arn|id|key)|key_arn/, [ARNS[2] as string]],
  [/topic_arn/, [ARNS[1] as string]],
  [/certificate_arn/, [ARNS[5] as string]],
  [/lambda.*arn|function_arn/, [ARNS[3] as string]],
  [/arns?$/, ARNS],
  [/ipv6.*cidr/, ['2001:db8::/56', '2001:db8::/64']],
  [/cidr/, ['10.0.0.0/16', '10.0.1.0/24', '0.0.0.0/0']],
  [/container_definitions/, ['[{"name":"app","image":"nginx:latest","essential":true}]']],
  [/polic(y|ies)(_document|_json|_body)?$|assume_role_policy/, [POLICY]],
  [
    /json$|_document$|^document$|template_body|dashboard_body|definition$|event_pattern|^content$/,
    ['{"key":"value"}', POLICY],
  ],
  [/subnet_ids?$/, ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210']],
  [/vpc_id$/, ['vpc-0123456789abcdef0']],
  [/security_group(s|_ids?)$/, ['sg-0123456789abcdef0', 'sg-0fedcba9876543210']],
  [/(ami|image)_id$|^ami$/, ['ami-0123456789abcdef0']],
  [/instance_id$/, ['i-0123456789abcdef0']],
  [/launch_template_id$|^lt_id$/, ['lt-0123456789abcdef0']],
  [/account_ids?$|owner|^account$/, [ACCOUNT]],
  [/availability_zones?$/, ['us-east-1a', 'us-east-1b']],
  [/regions?$|region_name/, ['us-east-1', 'eu-west-1']],
  [/e?mail/, ['admin@example.com']],
  [/date|_at$|timestamp|valid_(from|until)/, ['2030-01-01T00:00:00Z']],
  [/maintenance_window/, ['sun:05:00-sun:06:00']],
  [/backup_window|snapshot_window|_window$/, ['03:00-04:00']],
  [/time$/, ['05:00', '2030-01-01T00:00:00Z', '1h']],
  [/url$|uri$|endpoint$/, ['https://example.com', 'https://example.com/path', 's3://my-bucket/key']],
  [/domain|host|fqdn|zone_name/, ['example.com', 'www.example.com']],
  [/ipv6/, ['2001:db8::1']],
  [/(^|_)ips?$|ip_addr|address$/, ['10.0.1.5', '203.0.113.10']],
  [/port/, ['443', '80']],
  [/schedule|cron|rate/, ['rate(5 minutes)', 'cron(0 12 * * ? *)']],
  [/instance_type|node_type|instance_class/, ['t3.micro', 'm5.large', 'db.t3.micro', 'cache.t3.micro']],
  [/version/, ['1.0', '1', '8.0', '$LATEST']],
  [/password|secret|token/, ['Sup3rS3cret!pass', 'correcthorsebattery']],
  [/description|comment|message/, ['Made for the web tier', 'Managed by Terraform']],
  [/bucket/, ['my-bucket', 'logs-bucket-example']],
  [/path|prefix/, ['/my/path/', 'logs/', '/']],
  [/log_group/, ['/aws/my-group']],
  [/protocol/, ['HTTP', 'HTTPS', 'tcp', 'TCP']],
  [/role/, ['my-role']],
  [/username|user/, ['admin_user', 'alice']],
  [/engine$/, ['mysql', 'postgres', 'redis']],
  [/table|database|schema/, ['my_table', 'orders']],
  [/base64|user_data|blob|certificate|public_key|private_key/, ['aGVsbG8gd29ybGQ=']],
  [/duration|interval|timeout|period|ttl/, ['300', '1h', 'PT5M', '5m']],
  [/_id$|^id$/, ['abc123def456', '1234abcd-12ab-34cd-56ef-1234567890ab']],
  [/name|identifier|label|title/, ['my-name', 'example', 'my_name', 'web-server-1', 'MyName']],
  [/type|mode|status|state|class|level|action|effect|format|strategy/, ['STANDARD', 'ENABLED', 'default', 'Allow']],
  [/size|count|capacity|number|limit|max|min|days|weight|percent/, ['1', '10']],
];
const OTHERS: readonly string[] = ['my-name', 'example', 'default', 'value', 'abc', 'STANDARD'];

export function plausibleText(name: string, random: Random): string {
  for (const [pattern, texts] of BY_NAME) if (pattern.test(name)) return random.pick(texts);
  return random.pick(OTHERS);
}

const NUMBERS_BY_NAME: readonly (readonly [RegExp, readonly number[]])[] = [
  [/port/, [80, 443, 8080, 3306]],
  [/days|retention/, [7, 30, 90, 14, 1]],
  [/percent/, [50, 100]],
  [/timeout|seconds|interval|period/, [30, 60, 300, 10, 3600]],
  [/memory|size|storage/, [10, 20, 128, 256, 512, 100]],
  [/count|capacity|min|max|desired|units/, [1, 2, 3, 5, 10]],
  [/iops/, [3000, 1000]],
  [/priority|weight|order/, [1, 10, 100]],
];

export function plausibleNumber(name: string, random: Random): number {
  for (const [pattern, numbers] of NUMBERS_BY_NAME) if (pattern.test(name)) return random.pick(numbers);
  return random.pick([1, 2, 5, 10, 100]);
}

/** A mistake made of a right text. */
export function wrongText(right: string, random: Random): string {
  return random.pick<(text: string) => string>([
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
    () => '',
    () => 'invalid value!',
    () => 'example',
    (text) => `${text} `,
    (text) => text.replace(/_/g, '-'),
    (text) => text.replace(/-/g, '_'),
    (text) => `${text}-${'x'.repeat(300)}`,
    () => 'arn:aws:iam::1234:role/x',
    () => 'arn:aws:s3',
    () => 'not-an-arn',
    () => '10.0.1.5/16',
    () => '10.0.0.0',
    () => '300.0.0.0/16',
    () => '{"Version": "2012-10-17", "Statement": [}',
    () => '{ "a": 1 ',
    () => 'true',
    () => '0',
    () => '-1',
    () => '2024-01-01',
    () => 'Mon:05:00-Mon:06:00',
    () => 'rate(5 minute)',
    () => 'http://example.com',
    () => '*',
    () => 'my name',
    () => '1abc',
    () => '-leading',
    () => 'trailing-',
    () => 'double--hyphen',
    () => 'x',
    () => 'None',
    () => 'UPPER_CASE',
    () => 'us-east-1',
    () => '12345',
  ])(right);
}

export function wrongNumber(right: number, random: Random): number {
  return random.pick([0, -1, 1, right * 1000, 65536, 100000, 999999, 7, 13, 45, 1.5, 256, 101]);
}
