/** What is known by hand of the aws provider: data sources that need no cloud, default tags, checks made while planning. */
import { entriesOf, known, type Value } from '../../cty/index.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import { readLocalData } from './data-sources.ts';
import { callArnFunction } from './functions.ts';
import { planChecks } from './plan-checks.ts';
import { plannedTags } from './tags.ts';
import { validateTexts } from './text-checks.ts';
import { workedOut } from './worked-out.ts';

export const AWS: Behaviour = {
  validateResource: (_, type, config) => validateTexts(type, config),
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

/** The region of a provider configuration; undefined where it is not known yet. Without one, the region that most tools assume. */
export function regionOf(settings: Value | undefined): string | undefined {
  const region = settings?.state === 'known' ? entriesOf(settings).get('region') : undefined;
  if (region?.state === 'unknown') return undefined;
  return region?.state === 'known' && region.data !== '' ? (region.data as string) : 'us-east-1';
}
