/** hashicorp/http and hashicorp/external: never called. Their answers are unknown, or fail where no network may be assumed. */
import type { Behaviour } from './behaviour.ts';
import { problem } from './values.ts';

export const HTTP: Behaviour = {
  readData: (_type, config, context) =>
    context.cloud === 'assumed'
      ? undefined
      : {
          state: config,
          diagnostics: [problem('Error making request', 'No network may be used here.', 'http/no-network')],
        },
};

/** A program that a configuration names is never run, whatever the options say. */
export const EXTERNAL: Behaviour = {
  readData: (_type, config, context) => ({ state: context.plan(config), diagnostics: [] }),
};
