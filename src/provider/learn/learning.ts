/** What is known while a type is learned. */
import type { CheckStyle } from '../facts/check.ts';
import type { Probe } from './observe.ts';
import type { Kind, Problem, Session } from './session.ts';
import type { Shape, Tree } from './shape.ts';
import type { Twin } from './twins.ts';

export interface Learning {
  readonly kind: Kind;
  readonly type: string;
  readonly shape: Shape;
  readonly session: Session;
  readonly validate: (tree: Tree) => Promise<readonly Problem[]>;
  readonly accepted: Map<string, readonly Probe[]>;
  readonly style: CheckStyle;
  /** Dotted places of blocks that another block of the same schema stands for. */
  readonly twins: ReadonlyMap<string, Twin>;
}
