import { expect, test } from 'vitest';
import { loadPackProvider, type Provider } from '../../provider/index.ts';
import { loadConfiguration } from '../configuration/index.ts';
import { formatInstanceAddress } from '../instance-address.ts';
import { plan, validate } from './index.ts';

const builtin = loadPackProvider('terraform.io/builtin/terraform', undefined, { cloud: 'absent' }) as Provider;

/** The same provider, but every answer is a promise, as an executable's is. */
const slow: Provider = {
  ...builtin,
  providerSchema: async () => builtin.providerSchema(),
  resourceSchema: async (mode, type) => builtin.resourceSchema(mode, type),
  functions: async () => builtin.functions(),
  validateResource: async (mode, type, config) => builtin.validateResource(mode, type, config),
  configure: async () => ({ provider: slow, diagnostics: [] }),
  planResource: async (request) => builtin.planResource(request),
  callFunction: async (name, args) => builtin.callFunction(name, args),
};

async function planned(text: string, provider: Provider = builtin) {
  const { configuration } = loadConfiguration(new Map([['main.tf', text]]));
  if (configuration === undefined) throw new Error('does not load');
  return plan(configuration, { providers: () => provider });
}

test('a provider that answers with promises gives the same plan', async () => {
  const text = 'resource "terraform_data" "a" {\n  count = 2\n  input = count.index\n}';
  expect((await planned(text, slow)).plan?.changes).toEqual((await planned(text)).plan?.changes);
});

test('a function of a provider that answers later is waited for', async () => {
  const text = `
    terraform {
      required_providers {
        terraform = { source = "terraform.io/builtin/terraform" }
      }
    }
    output "x" { value = provider::terraform::encode_expr(1) }`;
  expect((await planned(text, slow)).plan?.outputs.get('x')?.value.data).toBe('1');
});

test('addresses of instances are in diagnostics of the plan', async () => {
  const text = `resource "terraform_data" "a" {
    lifecycle {
      precondition {
        condition     = terraform_data.b.input == 2
        error_message = "not two"
      }
    }
  }
  resource "terraform_data" "b" { input = 1 }`;
  const { diagnostics } = await planned(text);
  expect(diagnostics.map(({ summary, address }) => [summary, address])).toEqual([
    ['Resource precondition failed', 'terraform_data.a'],
  ]);
});

test('more instances than the limit allows are refused by name of the limit', async () => {
  const { diagnostics } = await planned('resource "terraform_data" "a" { count = 20000 }');
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.detail).toContain('maxInstancesPerObject');
});

test('a long chain of references is planned in one walk', async () => {
  const blocks = Array.from({ length: 2000 }, (_, i) => {
    const input = i === 0 ? '0' : `terraform_data.r${i - 1}.input + 1`;
    return `resource "terraform_data" "r${i}" { input = ${input} }`;
  });
  const { plan: made, diagnostics } = await planned(blocks.join('\n'));
  expect(diagnostics).toEqual([]);
  expect(made?.changes.map(({ address }) => formatInstanceAddress(address)).at(-1)).toBe('terraform_data.r1999');
});

test('a missing provider stops validate before anything else', async () => {
  const { configuration } = loadConfiguration(
    new Map([['main.tf', 'resource "nosuch_x" "a" {\n foo = local.nope\n}']]),
  );
  if (configuration === undefined) throw new Error('does not load');
  const diagnostics = await validate(configuration, { providers: () => undefined });
  expect(diagnostics.map(({ summary }) => summary)).toEqual(['Missing required provider']);
});
