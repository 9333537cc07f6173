/** Which provider a type belongs to, among those that packs are at hand for. */
import { bundledProviders, loadPackProvider } from '../pack/index.ts';
import type { Schema } from '../schema.ts';

export interface FoundType {
  readonly address: string;
  readonly schema: Schema;
}

/** `aws_vpc` is looked for in the provider named aws before any other. */
export function findType(
  mode: 'managed' | 'data',
  type: string,
  packsDirs: readonly string[] = [],
): FoundType | undefined {
  const isNamed = (address: string) => type === nameOf(address) || type.startsWith(`${nameOf(address)}_`);
  const addresses = [...new Set(bundledProviders(packsDirs).map(({ address }) => address))];
  addresses.push('terraform.io/builtin/terraform');
  addresses.sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  for (const address of addresses) {
    const provider = loadPackProvider(address, undefined, { cloud: 'assumed', packsDirs });
    const schema = provider?.resourceSchema(mode, type) as Schema | undefined;
    if (schema !== undefined) return { address, schema };
  }
  return undefined;
}

const nameOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
