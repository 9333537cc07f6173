/** What a walk needs from outside of the configuration. */
import type { FileAccess, Value } from '../../cty/index.ts';
import type { Provider } from '../../provider/index.ts';

export interface WalkContext {
  /** By address such as `registry.terraform.io/hashicorp/aws`; undefined where it is not installed. */
  readonly providers: (address: string) => Provider | undefined;
  /** Values given for root variables; converted to their types by the walk. */
  readonly variables?: ReadonlyMap<string, Value>;
  /** Files that `file` and its like may read; absent: none. */
  readonly files?: FileAccess;
  /** What `path.cwd` is; '/' where absent. */
  readonly workingDirectory?: string;
  /** What `~` stands for in paths; absent: nothing. */
  readonly homeDirectory?: string;
  /** Milliseconds since 1970, for `plantimestamp`; the system's clock where absent. */
  readonly now?: () => number;
  /** 'default' where absent. */
  readonly workspace?: string;
}
