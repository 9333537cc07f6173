/** What the function library needs from outside: files, time, templates. */
import type { FunctionFailure } from '../function.ts';
import type { Value } from '../value.ts';

export interface FileFailure {
  /** `missing`: nothing there; `folder`: a folder where a file is needed; `forbidden`: outside of what may be read. */
  readonly problem: 'missing' | 'folder' | 'forbidden' | 'unreadable';
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** A sandboxed or in-memory tree of files. Paths are as written in the configuration; relative ones are relative to `workingDirectory`. */
export interface FileAccess {
  readonly read: (path: string) => Uint8Array | FileFailure;
  readonly list: (path: string) => readonly FolderEntry[] | FileFailure;
}

export interface FunctionOptions {
  readonly files: FileAccess;
  /** Absolute; what `abspath` resolves against. */
  readonly workingDirectory: string;
  /** What `~` stands for in paths; absent where there is no home. */
  readonly homeDirectory?: string;
  /** The current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Time of the plan for `plantimestamp`, RFC 3339; absent (validate) it is unknown. */
  readonly planTime?: string;
  /** Renders a template; `depth` counts templates rendered inside templates. Absent where templates are not available. */
  readonly renderTemplate?: (
    source: string,
    name: string,
    variables: ReadonlyMap<string, Value>,
    depth: number,
  ) => Value | FunctionFailure;
  /** How many templates enclose this table's calls; the functions of a template are `standardFunctions` with the depth it is rendered at. */
  readonly templateDepth?: number;
  /** In a plan: `uuid`, `timestamp` and `bcrypt` are unknown until apply. */
  readonly pure: boolean;
}

/** Access to no files at all. */
export const NO_FILES: FileAccess = {
  read: () => ({ problem: 'missing' }),
  list: () => ({ problem: 'missing' }),
};
