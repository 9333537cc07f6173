/** What moto does not have: it says so in a trace, and its clients, who are answered 500, try again for ten minutes. */
const NOT_IMPLEMENTED = /^NotImplementedError: (?:The )?(.+)/;

export const GONE = 'moto ended while it was needed';

export function lackWatch() {
  let unfinished = '';
  let watcher: AbortController | undefined;
  let ended = false;
  return {
    /** Takes what moto writes as it comes. */
    read: (text: string): void => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) {
        const lack = NOT_IMPLEMENTED.exec(line)?.[1];
        if (lack !== undefined) watcher?.abort(`moto cannot do this: ${lack}`);
      }
    },
    /** It has ended: nothing can be had any more. */
    gone: (): void => {
      ended = true;
      watcher?.abort(GONE);
    },
    /** For one command, the one before being over: aborted, with the reason, at the next lack. */
    signal: (): AbortSignal => {
      watcher = new AbortController();
      if (ended) watcher.abort(GONE);
      return watcher.signal;
    },
  };
}
