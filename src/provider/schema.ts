/**
 * What a provider says of the shape of its blocks: the form of `terraform providers schema -json`, with types decoded.
 */
import type { Type } from '../cty/index.ts';

export interface Schema {
  readonly version: number;
  readonly block: BlockSchema;
}

export interface BlockSchema {
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlockSchema>;
  readonly deprecated: boolean;
  readonly description?: string;
}

export interface AttributeSchema {
  /** The value's type; for a `nested` attribute the type that its nested attributes imply. */
  readonly type: Type;
  readonly nested?: NestedAttributeSchema;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  readonly description?: string;
}

/** Structure inside an attribute (protocol 6): written as an object, a list of objects, and so on. */
export interface NestedAttributeSchema {
  readonly nesting: 'single' | 'list' | 'set' | 'map';
  readonly attributes: ReadonlyMap<string, AttributeSchema>;
}

export interface NestedBlockSchema {
  readonly nesting: 'single' | 'group' | 'list' | 'set' | 'map';
  readonly block: BlockSchema;
  /** 0 where there is no limit. */
  readonly minItems: number;
  readonly maxItems: number;
}
