/** The provider's functions: ARNs made and taken apart, and the role ARN without its path. */
import { objectValue, stringValue, type Value } from '../../cty/index.ts';

interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account_id: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | { readonly error: string } {
  if (!text.startsWith('arn:')) return { error: 'arn: invalid prefix' };
  const [, partition, service, region, account, ...resource] = text.split(':');
  if (
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined ||
    resource.length === 0
  ) {
    return { error: 'arn: not enough sections' };
  }
  return { partition, service, region, account_id: account, resource: resource.join(':') };
}

export function callArnFunction(
  name: string,
  args: readonly Value[],
): { readonly value: Value } | { readonly error: string } {
  const texts = args.map((value) => (value.state === 'known' ? String(value.data) : ''));
  if (name === 'arn_build') return { value: stringValue(`arn:${texts.join(':')}`) };
  const text = texts[0] ?? '';
  const arn = parseArn(text);
  if (name !== 'arn_parse' && name !== 'trim_iam_role_path')
    return { error: `${name} is not known to the schema pack` };
  if ('error' in arn) return arn;
  if (name === 'arn_parse') {
    return {
      value: objectValue(Object.entries(arn).map(([key, part]) => [key, stringValue(part as string)] as const)),
    };
  }
  const parts = arn.resource.split('/');
  if (arn.service !== 'iam' || arn.region !== '' || parts[0] !== 'role' || parts.length < 2) {
    return { error: 'the value is not the ARN of an IAM role' };
  }
  return { value: stringValue(`arn:${arn.partition}:iam::${arn.account_id}:role/${parts.at(-1)}`) };
}
