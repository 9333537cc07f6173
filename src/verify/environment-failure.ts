/** The environment failed, not the configuration: no executable, a time-out, a full disk. */
export class EnvironmentFailure extends Error {
  override readonly name = 'EnvironmentFailure';
  /** What the program that failed had written until then. */
  readonly output: string;

  constructor(message: string, output = '') {
    super(message);
    this.output = output;
  }
}
