/** The data sources that answer without the cloud, beyond those that only look up a table by region (facts hold these). */
import { entriesOf, known, mapValue, nullOf, STRING, stringValue, type Value } from '../../cty/index.ts';
import type { BehaviourContext } from '../behaviour/behaviour.ts';
import type { ReadResponse } from '../provider.ts';
import { parseArn } from './functions.ts';
import { regionOf } from './index.ts';
import { readPolicyDocument } from './policy-document.ts';
import { defaultTags } from './tags.ts';

type Reader = (config: Value & { state: 'known' }, context: BehaviourContext) => ReadResponse | undefined;

export function readLocalData(type: string, config: Value, context: BehaviourContext): ReadResponse | undefined {
  return config.state === 'known' ? READERS[type]?.(config, context) : undefined;
}

const READERS: Readonly<Record<string, Reader>> = {
  aws_iam_policy_document: readPolicyDocument,
  aws_arn: (config) => {
    const text = textOf(config, 'arn') ?? '';
    const arn = parseArn(text);
    if ('error' in arn) {
      return {
        state: config,
        diagnostics: [
          {
            severity: 'error',
            summary: 'Invalid ARN Value',
            detail: `${text} is not an ARN: ${arn.error}`,
            code: 'aws/arn',
            path: [{ kind: 'attribute', name: 'arn' }],
          },
        ],
      };
    }
    return answer(config, { ...arn, account: arn.account_id, id: text });
  },
  aws_default_tags: (config, context) => {
    const tags = defaultTags(context.settings);
    const values = new Map(entriesOf(config));
    values.set('id', stringValue('aws'));
    values.set('tags', tags === undefined || tags.state === 'null' ? mapValue(STRING, []) : tags);
    return { state: known(config.type, values), diagnostics: [] };
  },
  aws_service_principal: (config, context) => {
    const region = textOf(config, 'region') ?? regionOf(context.settings);
    const service = textOf(config, 'service_name');
    if (region === undefined || service === undefined) return undefined;
    const suffix = principalSuffix(region, service);
    return answer(config, { id: `${service}.${region}.${suffix}`, name: `${service}.${suffix}`, region, suffix });
  },
  aws_iam_session_context: (config) => {
    const text = textOf(config, 'arn') ?? '';
    const arn = parseArn(text);
    if ('error' in arn || arn.service === 'sts') return undefined;
    return answer(config, { id: text, issuer_arn: text, issuer_id: '', issuer_name: '', session_name: '' });
  },
};

/** The domain of a service's principal; a few services of the isolated and Chinese partitions have their own. */
function principalSuffix(region: string, service: string): string {
  if (region.startsWith('cn-')) {
    return ['codedeploy', 'elasticmapreduce', 'logs'].includes(service) ? 'amazonaws.com.cn' : 'amazonaws.com';
  }
  return 'amazonaws.com';
}

function textOf(config: Value & { state: 'known' }, name: string): string | undefined {
  const value = entriesOf(config).get(name);
  return value?.state === 'known' && value.data !== '' ? (value.data as string) : undefined;
}

/** The configuration with texts filled in; what is neither given nor answered is null. */
function answer(config: Value & { state: 'known' }, texts: Readonly<Record<string, string>>): ReadResponse {
  const values = new Map<string, Value>();
  for (const [name, value] of entriesOf(config)) {
    const text = texts[name];
    values.set(name, text !== undefined ? stringValue(text) : value.state === 'unknown' ? nullOf(value.type) : value);
  }
  return { state: known(config.type, values), diagnostics: [] };
}
