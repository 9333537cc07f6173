/** hashicorp/time: times are decided when applied, unless an RFC 3339 base is given; then its parts are known already. */
import { numberValue, stringValue, type Value } from '../../cty/index.ts';
import { parseFormat } from '../facts/index.ts';
import type { Behaviour } from './behaviour.ts';
import { member, problem, textOf, withMembers } from './values.ts';

const OFFSETS = ['offset_days', 'offset_hours', 'offset_minutes', 'offset_months', 'offset_seconds', 'offset_years'];
const ROTATIONS = [
  'rotation_days',
  'rotation_hours',
  'rotation_minutes',
  'rotation_months',
  'rotation_rfc3339',
  'rotation_years',
];

export const TIME: Behaviour = {
  validateResource: (_mode, type, config) => {
    const needed = type === 'time_offset' ? OFFSETS : type === 'time_rotating' ? ROTATIONS : undefined;
    if (needed?.every((name) => member(config, name)?.state === 'null')) {
      return [
        problem('Missing Attribute Configuration', `At least one of ${needed.join(', ')} is needed.`, 'time/missing'),
      ];
    }
    return ['base_rfc3339', 'rfc3339', 'rotation_rfc3339'].flatMap((name) => {
      const text = member(config, name)?.state === 'known' ? textOf(config, name) : undefined;
      return text === undefined || parseFormat('rfc3339', text) === undefined
        ? []
        : [problem('Invalid RFC3339 String Value', `${name} is not an RFC 3339 time: ${text}`, 'time/format', name)];
    });
  },
  planResource: (request, planned) => {
    if (request.type !== 'time_static') return undefined;
    const text = textOf(request.config, 'rfc3339');
    return text === undefined ? undefined : { planned: withMembers(planned, partsOf(text)) };
  },
};

function partsOf(text: string): Record<string, Value> {
  const local = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(text);
  const instant = Date.parse(text);
  if (local === null || Number.isNaN(instant)) return {};
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second'];
  return {
    ...Object.fromEntries(names.map((name, index) => [name, numberValue(Number(local[index + 1]))])),
    unix: numberValue(Math.floor(instant / 1000)),
    id: stringValue(text),
  };
}
