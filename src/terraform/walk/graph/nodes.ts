/** The nodes of a configuration's dependency graph: one for each declaration, before any expansion. */
import type { Attribute } from '../../../hcl/index.ts';
import type {
  CheckBlock,
  ImportBlock,
  LocalDeclaration,
  Module,
  ModuleCall,
  OutputDeclaration,
  ResourceDeclaration,
  VariableDeclaration,
} from '../../configuration/model.ts';
import type { ResolvedProvider } from '../provider-node.ts';

interface NodeBase {
  /** As a cycle's title names it. */
  readonly label: string;
  readonly module: Module;
  readonly dependencies: Set<GraphNode>;
}
export interface VariableNode extends NodeBase {
  readonly kind: 'variable';
  readonly declaration: VariableDeclaration;
  /** What the module call gives for it; undefined in the root module or where nothing is given. */
  readonly argument: Attribute | undefined;
}
export interface ValidationNode extends NodeBase {
  readonly kind: 'validation';
  readonly variable: VariableNode;
}
export interface LocalNode extends NodeBase {
  readonly kind: 'local';
  readonly declaration: LocalDeclaration;
}
export interface OutputNode extends NodeBase {
  readonly kind: 'output';
  readonly declaration: OutputDeclaration;
}
export interface ResourceNode extends NodeBase {
  readonly kind: 'resource';
  readonly declaration: ResourceDeclaration;
  readonly provider: ProviderNode;
  readonly imports: readonly ImportBlock[];
}
/** Decides the instances of a called module: everything inside depends on it. */
export interface ExpandNode extends NodeBase {
  readonly kind: 'expand';
  readonly call: ModuleCall;
  readonly child: Module;
}
/** Everything inside a called module is done. */
export interface CloseNode extends NodeBase {
  readonly kind: 'close';
}
export interface ProviderNode extends NodeBase {
  readonly kind: 'provider';
  readonly provider: ResolvedProvider;
}
export interface CheckNode extends NodeBase {
  readonly kind: 'check';
  readonly declaration: CheckBlock;
}
export type GraphNode =
  | VariableNode
  | ValidationNode
  | LocalNode
  | OutputNode
  | ResourceNode
  | ExpandNode
  | CloseNode
  | ProviderNode
  | CheckNode;

export interface Graph {
  /** Dependencies before dependents. */
  readonly order: readonly GraphNode[];
  readonly nodes: readonly GraphNode[];
}
