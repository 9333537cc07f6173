import { describe, expect, it } from 'vitest';
import { DYNAMIC, known, mapValue, nullOf, objectValue, STRING, stringValue, type Value } from '../../cty/index.ts';
import { impliedType, type PlanResponse, type ProviderDiagnostic, type Schema } from '../index.ts';
import { builtinTerraformProvider } from './index.ts';

const provider = builtinTerraformProvider({ cloud: 'assumed' });

function config(mode: 'managed' | 'data', type: string, given: Record<string, Value>): Value {
  const object = impliedType((provider.resourceSchema(mode, type) as Schema).block);
  const members = [...object.attributes].map(([name, own]): [string, Value] => [name, given[name] ?? nullOf(own)]);
  return known(object, new Map(members.sort(([a], [b]) => (a < b ? -1 : 1))));
}

describe('the provider that Terraform brings itself', () => {
  it('has terraform_data and terraform_remote_state', () => {
    expect(provider.resourceTypes('managed')).toEqual(['terraform_data']);
    expect(provider.resourceTypes('data')).toEqual(['terraform_remote_state']);
  });

  it('plans the output of terraform_data as unknown where it has an input, else as null', () => {
    const plan = (given: Record<string, Value>): ReadonlyMap<string, Value> => {
      const value = config('managed', 'terraform_data', given);
      const request = { type: 'terraform_data', prior: nullOf(value.type), proposed: value, config: value };
      return (provider.planResource(request) as PlanResponse).planned.data as ReadonlyMap<string, Value>;
    };
    expect(plan({ input: stringValue('a') }).get('output')?.state).toBe('unknown');
    expect(plan({ input: nullOf(DYNAMIC) }).get('output')?.state).toBe('null');
    expect(plan({}).get('id')?.state).toBe('unknown');
  });

  it('knows the backends that terraform_remote_state may name', () => {
    const titles = (backend: string): string[] =>
      (
        provider.validateResource(
          'data',
          'terraform_remote_state',
          config('data', 'terraform_remote_state', {
            backend: stringValue(backend),
            config: objectValue([['path', stringValue('x')]]),
          }),
        ) as readonly ProviderDiagnostic[]
      ).map(({ summary }) => summary);
    expect(titles('local')).toEqual([]);
    expect(titles('nowhere')).toEqual(['Invalid backend configuration']);
  });

  it('encodes variable files', async () => {
    const answer = await provider.callFunction('encode_tfvars', [
      objectValue([['tags', mapValue(STRING, [['a', stringValue('b')]])]]),
    ]);
    expect('value' in answer && answer.value.data).toBe('tags = {\n  a = "b"\n}\n');
  });
});
