/** Reading a file of the configuration, with a failure in words. */
import type { FunctionFailure } from '../function.ts';
import type { FunctionOptions } from './options.ts';

/** `~` and `~/…` spelled out. */
export function expandHome(options: FunctionOptions, path: string): string {
  if (options.homeDirectory === undefined || !(path === '~' || path.startsWith('~/'))) return path;
  return options.homeDirectory + path.slice(1);
}

export function readFile(options: FunctionOptions, path: string): Uint8Array | FunctionFailure {
  const bytes = options.files.read(expandHome(options, path));
  if (!('problem' in bytes)) return bytes;
  const shown = JSON.stringify(path);
  switch (bytes.problem) {
    case 'missing':
      return {
        failure: `no file exists at ${shown}; a file that a resource creates while applying cannot be read this way, use an attribute of that resource`,
      };
    case 'folder':
      return { failure: `${shown} is a directory, not a file` };
    case 'forbidden':
      return { failure: `${shown} lies outside of the working directory, where no file may be read` };
    default:
      return { failure: `failed to read ${shown}` };
  }
}
