import { describe, expect, it } from 'vitest';
import { known, nullOf, stringValue, type Value } from '../../cty/index.ts';
import {
  type BlockSchema,
  impliedType,
  impliedTypeOfNested,
  loadPackProvider,
  type PlanResponse,
  type Provider,
  type ReadResponse,
  type ResourceMode,
  type Schema,
} from '../index.ts';

function load(name: string): Provider {
  const provider = loadPackProvider(`registry.terraform.io/hashicorp/${name}`, undefined, { cloud: 'assumed' });
  if (provider === undefined) throw new Error(`no pack of ${name}`);
  return provider;
}

function config(provider: Provider, mode: ResourceMode, type: string, given: Record<string, Value>): Value {
  const { block } = provider.resourceSchema(mode, type) as Schema;
  return known(impliedType(block), new Map(membersOf(block, given).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function membersOf(block: BlockSchema, given: Record<string, Value>): [string, Value][] {
  return [
    ...[...block.attributes].map(([name, { type }]): [string, Value] => [name, given[name] ?? nullOf(type)]),
    ...[...block.blocks].map(([name, nested]): [string, Value] => {
      const type = impliedTypeOfNested(nested);
      return [name, given[name] ?? (type.kind === 'object' ? nullOf(type) : known(type, []))];
    }),
  ];
}

function planned(name: string, type: string, given: Record<string, Value>): ReadonlyMap<string, Value> {
  const provider = load(name);
  const value = config(provider, 'managed', type, given);
  const response = provider.planResource({ type, prior: nullOf(value.type), proposed: value, config: value });
  return (response as PlanResponse).planned.data as ReadonlyMap<string, Value>;
}

function read(name: string, type: string, given: Record<string, Value>): ReadResponse {
  const provider = load(name);
  return provider.readData(type, config(provider, 'data', type, given)) as ReadResponse;
}

describe('providers that need no cloud', () => {
  it.each([
    ['random', 'random_id', 'hex'],
    ['random', 'random_pet', 'id'],
    ['random', 'random_password', 'result'],
    ['null', 'null_resource', 'id'],
    ['tls', 'tls_private_key', 'private_key_pem'],
    ['time', 'time_sleep', 'id'],
  ])('%s: %s plans %s as unknown', (name, type, attribute) => {
    const given: Record<string, Value> = type === 'tls_private_key' ? { algorithm: stringValue('RSA') } : {};
    expect(planned(name, type, given).get(attribute)?.state).toBe('unknown');
  });

  it('keeps what a file is to hold, and does not know its id before it is written', () => {
    const file = planned('local', 'local_file', {
      filename: stringValue('a.txt'),
      content: stringValue('hello'),
    });
    expect(file.get('content')?.data).toBe('hello');
    expect(file.get('id')?.state).toBe('unknown');
  });

  it('reads nothing from the network or from programs, without an error', () => {
    const page = read('http', 'http', { url: stringValue('https://example.com') });
    expect(page.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect((page.state.data as ReadonlyMap<string, Value>).get('response_body')?.state).toBe('unknown');
    const program = read('external', 'external', {});
    expect((program.state.data as ReadonlyMap<string, Value>).get('result')?.state).toBe('unknown');
  });

  it('has an archive provider whose archive is not made while planning', () => {
    const { state } = read('archive', 'archive_file', {
      type: stringValue('zip'),
      output_path: stringValue('a.zip'),
      source_content: stringValue('x'),
      source_content_filename: stringValue('x.txt'),
    });
    expect((state.data as ReadonlyMap<string, Value>).has('output_base64sha256')).toBe(true);
  });
});
