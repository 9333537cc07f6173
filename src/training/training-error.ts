/** Training cannot go on: `usage` where the caller can mend it, `environment` where this machine lacks something. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
  readonly kind: 'usage' | 'environment';
  constructor(message: string, kind: 'usage' | 'environment' = 'usage', options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
