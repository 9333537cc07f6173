/** What goes wrong between us and a provider executable; never the fault of the configuration that is judged. */
export class ExecutableFailure extends Error {
  /** Whether the same call to a new process may go well. */
  readonly retryable: boolean;

  constructor(text: string, options: { readonly retryable: boolean; readonly cause?: unknown }) {
    super(text, { cause: options.cause });
    this.name = 'ExecutableFailure';
    this.retryable = options.retryable;
  }
}
