/** What a pack says of a resource type, as far as tasks can be made of it. */
import { type BlockSchema, decodeSchema, loadPack, type SchemaLine } from '../../../provider/index.ts';

export interface Check {
  readonly path?: string;
  readonly is: string;
  readonly values?: readonly (string | number | boolean)[];
  readonly min?: number;
  readonly max?: number;
  readonly multipleOf?: number;
  readonly pattern?: string;
  readonly matches?: boolean;
  readonly format?: string;
  readonly paths?: readonly string[];
}

export interface TypeKnowledge {
  readonly type: string;
  readonly block: BlockSchema;
  checksAt(path: string): readonly Check[];
  readonly checks: readonly Check[];
}

export interface Knowledge {
  has(type: string): boolean;
  type(name: string): TypeKnowledge | undefined;
}

/** Undefined where no pack has the provider. */
export function knowledgeOf(address: string, version: string): Knowledge | undefined {
  const pack = loadPack(address, version);
  if (pack === undefined) return undefined;
  const known = new Set(pack.names('resource'));
  return {
    has: (type) => known.has(type),
    type(name) {
      const line = pack.line(`resource.${name}`) as SchemaLine | undefined;
      if (line === undefined) return undefined;
      const { checks = [] } = (pack.line(`facts-resource.${name}`) ?? {}) as { readonly checks?: readonly Check[] };
      return {
        type: name,
        block: decodeSchema(line).block,
        checks,
        checksAt: (path) => checks.filter((check) => check.path === path),
      };
    },
  };
}
