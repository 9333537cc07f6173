/** The environment failed, not the configuration: no executable, a time-out, a full disk. */
export class EnvironmentFailure extends Error {
  override readonly name = 'EnvironmentFailure';
}
