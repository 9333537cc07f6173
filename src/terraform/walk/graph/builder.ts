/** What is known of a graph while it is built. */
import type { Schema } from '../../../provider/index.ts';
import type { Diagnostic } from '../../../source/index.ts';
import type { ImportBlock, Module, ResourceDeclaration } from '../../configuration/model.ts';
import type { ParentOf } from '../provider-node.ts';
import type {
  CheckNode,
  CloseNode,
  ExpandNode,
  GraphNode,
  LocalNode,
  OutputNode,
  ProviderNode,
  ResourceNode,
  VariableNode,
} from './nodes.ts';

export type SchemaLookup = {
  readonly resource: (resource: ResourceDeclaration) => Schema | undefined;
  readonly provider: (address: string) => Schema | undefined;
};

/** The nodes of one module, for resolving references inside it. */
export interface ModuleNodes {
  readonly module: Module;
  readonly expand: ExpandNode | undefined;
  readonly close: CloseNode | undefined;
  readonly variables: Map<string, VariableNode>;
  readonly locals: Map<string, LocalNode>;
  readonly outputs: Map<string, OutputNode>;
  readonly resources: Map<string, ResourceNode>;
  readonly checks: CheckNode[];
  readonly children: Map<string, ModuleNodes>;
}

export interface Builder {
  readonly nodes: GraphNode[];
  readonly modules: Map<Module, ModuleNodes>;
  readonly providers: Map<string, ProviderNode>;
  readonly parentOf: ParentOf;
  readonly schemas: SchemaLookup;
  readonly imports: ReadonlyMap<string, readonly ImportBlock[]>;
  readonly problems: Diagnostic[];
  /** Resources whose provider has an alias that is declared nowhere. */
  readonly unconfigured: Diagnostic[];
}
