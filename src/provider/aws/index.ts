/** What is known by hand of the aws provider: data sources that need no cloud, default tags, checks made while planning. */
import { entriesOf, known, type Value } from '../../cty/index.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { readLocalData } from './data-sources.ts';
import { callArnFunction } from './functions.ts';
import { planChecks } from './plan-checks.ts';
import { plannedTags } from './tags.ts';
import { validateTexts } from './text-checks.ts';
import { ruleErrors } from './wafv2.ts';
import { workedOut } from './worked-out.ts';

export const AWS: Behaviour = {
  validateResource: (mode, type, config) => [
    ...validateTexts(type, config),
    ...(mode === 'managed' && WITH_RULES.has(type) ? ruleErrors(config).map(inRule) : []),
  ],
  planResource: (request, planned, context) => {
    if (request.config.state !== 'known' || planned.state !== 'known') return undefined;
    const found = request.prior.state === 'null' ? workedOut(request.type, planned) : new Map<string, Value>();
    const tagsAll = plannedTags(planned, context.settings);
    const more = tagsAll === undefined ? found : new Map([...found, ['tags_all', tagsAll]]);
    return {
      planned: more.size === 0 ? planned : known(planned.type, new Map([...entriesOf(planned), ...more])),
      diagnostics: planChecks(request.type, request.config, regionOf(context.settings), context.cloud),
    };
  },
  readData: (type, config, context) => readLocalData(type, config, context),
  callFunction: callArnFunction,
};

const WITH_RULES: ReadonlySet<string> = new Set(['aws_wafv2_web_acl', 'aws_wafv2_rule_group']);

/** Rules are a set, and what is wrong in an element of a set stands at the set. */
const inRule = (summary: string): ProviderDiagnostic => ({
  severity: 'error',
  summary,
  detail: '',
  code: 'aws/waf-rule',
  path: [{ kind: 'attribute', name: 'rule' }],
});

/** The region of a provider configuration; undefined where it is not known yet. Without one, the region that most tools assume. */
export function regionOf(settings: Value | undefined): string | undefined {
  const region = settings?.state === 'known' ? entriesOf(settings).get('region') : undefined;
  if (region?.state === 'unknown') return undefined;
  return region?.state === 'known' && region.data !== '' ? (region.data as string) : 'us-east-1';
}
