/** Exit codes, the same for every command. */
export const EXIT = {
  passed: 0,
  /** Something failed verification. */
  failed: 1,
  /** Wrong use or bad input. */
  usage: 2,
  /** The environment failed: a missing executable, a time-out, a full disk. */
  environment: 3,
} as const;

/** Ends a command with a sentence for the user: what is wrong, where, and what to do. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.usage) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}
