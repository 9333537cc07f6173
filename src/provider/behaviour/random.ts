/** hashicorp/random: everything it makes is decided when it is applied; its arguments have bounds and defaults. */
import { boolValue, numberValue, stringValue, type Value } from '../../cty/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import type { Behaviour } from './behaviour.ts';
import { member, numberIn, problem, withMembers } from './values.ts';

const CHARACTERS = { lower: true, numeric: true, number: true, special: true, upper: true } as const;
const MINIMA = ['min_lower', 'min_numeric', 'min_special', 'min_upper'] as const;

export const RANDOM: Behaviour = {
  validateResource: (_mode, type, config) => {
    switch (type) {
      case 'random_password':
      case 'random_string':
        return stringProblems(config);
      case 'random_bytes':
      case 'random_id':
        return atLeast(config, type === 'random_id' ? 'byte_length' : 'length', 1);
      case 'random_integer': {
        const [min, max] = [numberIn(config, 'min'), numberIn(config, 'max')];
        return min !== undefined && max !== undefined && max < min
          ? [problem('Create Random Integer Error', 'The minimum is larger than the maximum.', 'random/range')]
          : [];
      }
      default:
        return [];
    }
  },
  planResource: (request, planned) => {
    const fill: Record<string, Value> = {};
    const unset = (name: string): boolean => member(request.config, name)?.state === 'null';
    const put = (name: string, value: Value): void => {
      if (unset(name)) fill[name] = value;
    };
    if (request.type === 'random_password' || request.type === 'random_string') {
      for (const [name, value] of Object.entries(CHARACTERS)) put(name, boolValue(value));
      // `number` is the old name of `numeric`: whichever is given speaks for both.
      const numeric = member(request.config, 'numeric');
      const number = member(request.config, 'number');
      if (numeric !== undefined && numeric.state !== 'null') put('number', numeric);
      if (number !== undefined && number.state !== 'null') put('numeric', number);
      for (const name of MINIMA) put(name, numberValue(0));
    }
    if (request.type === 'random_pet') {
      put('length', numberValue(2));
      put('separator', stringValue('-'));
    }
    return Object.keys(fill).length === 0 ? undefined : { planned: withMembers(planned, fill) };
  },
};

function stringProblems(config: Value): ProviderDiagnostic[] {
  const found = atLeast(config, 'length', 1);
  const length = numberIn(config, 'length');
  if (length === undefined) return found;
  const minima = MINIMA.map((name) => numberIn(config, name) ?? 0);
  const sum = minima.reduce((total, count) => total + count, 0);
  if (length >= 1 && sum > length) {
    found.push(
      problem(
        'Invalid Attribute Value',
        `length must be at least the sum of the minima, ${sum}; it is ${length}.`,
        'random/length',
        'length',
      ),
    );
  }
  return found;
}

function atLeast(config: Value, name: string, least: number): ProviderDiagnostic[] {
  const value = numberIn(config, name);
  return value !== undefined && value < least
    ? [problem('Invalid Attribute Value', `${name} must be at least ${least}; it is ${value}.`, 'random/minimum', name)]
    : [];
}
