import { CliError, EXIT } from '../../errors.ts';

/** Errors of training and of data sets as sentences for the user, with the exit code of their kind. */
export async function asTrainingUsage<Result>(work: () => Promise<Result>): Promise<Result> {
  const { TrainingError } = await import('../../../training/index.ts');
  const { DatasetError } = await import('../../../dataset/index.ts');
  try {
    return await work();
  } catch (error) {
    if (error instanceof TrainingError)
      throw new CliError(error.message, error.kind === 'usage' ? EXIT.usage : EXIT.environment);
    if (error instanceof DatasetError) throw new CliError(error.message);
    throw error;
  }
}
