/** What the aws provider checks of a target group only while planning, up to the first that is wrong. */
import { quoteGo } from '../../util/quote-go.ts';
import type { Fields } from './fields.ts';

export function targetGroup(group: Fields): readonly string[] {
  const problem = healthCheckProblem(group) ?? lambdaProblem(group) ?? missingProblem(group);
  return problem === undefined ? [] : [problem];
}

/** The protocol of the health check as it is written, where it is TCP in any case of letters. */
function tcpOf(group: Fields): string | undefined {
  const protocol = group.blocks('health_check')[0]?.text('protocol');
  return protocol?.toUpperCase() === 'TCP' ? protocol : undefined;
}

const notTcp = (name: string, value: string): string =>
  `Attribute "health_check[0].protocol" cannot have value "TCP" when ${quoteGo(name)} is ${quoteGo(value)}.`;

function healthCheckProblem(group: Fields): string | undefined {
  const tcp = tcpOf(group);
  if (tcp === undefined) return undefined;
  const [check] = group.blocks('health_check');
  const conflicting = ['matcher', 'path'].find((name) => (check?.text(name) ?? '') !== '');
  if (conflicting !== undefined) {
    const place = `health_check[0].${conflicting}`;
    return `Invalid Attribute Combination\n\nAttribute ${quoteGo(place)} cannot be specified when "health_check[0].protocol" is ${quoteGo(tcp)}.\n\nPath: ${place}`;
  }
  const protocol = group.text('protocol') ?? '';
  return protocol === 'HTTP' || protocol === 'HTTPS' ? notTcp('protocol', protocol) : undefined;
}

function lambdaProblem(group: Fields): string | undefined {
  return group.text('target_type') === 'lambda' && tcpOf(group) === 'TCP' ? notTcp('target_type', 'lambda') : undefined;
}

function missingProblem(group: Fields): string | undefined {
  if (group.isUnknown('target_type')) return undefined;
  const type = group.text('target_type') ?? 'instance';
  if (type === 'lambda') return undefined;
  const missing = ['port', 'protocol', 'vpc_id'].find((name) => !group.isSet(name));
  return missing === undefined
    ? undefined
    : `Invalid Attribute Combination\n\nAttribute ${quoteGo(missing)} must be specified when "target_type" is ${quoteGo(type)}.\n\nPath: target_type`;
}
