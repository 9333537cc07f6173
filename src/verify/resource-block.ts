/** Where the resources of a configuration are declared. */
import type { Span } from '../source/index.ts';
import type { Configuration } from '../terraform/index.ts';

/** The header of the block that declares an instance's resource: `module.m[0].aws_vpc.a["k"]` asks for its block in `m`. */
export type BlockOf = (address: string) => Span | undefined;

/** The index is made when it is first asked. */
export function resourceBlocks(configuration: Configuration): BlockOf {
  let blocks: Map<string, Span> | undefined;
  return (address) => {
    if (blocks === undefined) {
      blocks = new Map();
      for (const { path, resources } of configuration.modules) {
        const prefix = path.map((name) => `module.${name}.`).join('');
        for (const [name, { span }] of resources) blocks.set(`${prefix}${name}`, span);
      }
    }
    return blocks.get(withoutKeys(address));
  };
}

function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}
