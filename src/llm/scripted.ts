import { type CompletionRequest, type Model, ModelError } from './model.ts';

/** A model that says what it is told to: a list of answers in order, or a function of the request. For tests and demos. */
export function scriptedModel(
  script: readonly string[] | ((request: CompletionRequest) => string | Promise<string>),
  name = 'scripted',
): Model {
  let next = 0;
  return {
    name,
    async complete(request, signal) {
      signal?.throwIfAborted();
      if (typeof script === 'function') return { text: await script(request) };
      const text = script[next++];
      if (text === undefined)
        throw new ModelError(`the script ended after ${script.length} answers`, { retryable: false });
      return { text };
    },
  };
}
