/** What an expression may refer to while it is evaluated. */
import type { FunctionTable, Value } from '../cty/index.ts';

export interface Scope {
  readonly variables: ReadonlyMap<string, Value>;
  /** Inherited from the parent where absent. */
  readonly functions?: FunctionTable;
  readonly parent?: Scope;
}
