/** Which instances of a data set are taken. */
import type { Dataset, Instance } from '../../../dataset/index.ts';
import { asUsage, positive } from './as-usage.ts';

export interface Selection {
  readonly difficulty?: string | undefined;
  readonly tag?: string | undefined;
  readonly provider?: string | undefined;
  readonly instance?: readonly string[] | undefined;
  readonly limit?: string | undefined;
}

export async function loadSelected(name: string, selection: Selection): Promise<Dataset> {
  const { formatRowProblem, loadDataset } = await import('../../../dataset/index.ts');
  const dataset = await asUsage(() => loadDataset(name));
  for (const problem of dataset.problems) process.stderr.write(`left out: ${formatRowProblem(problem)}\n`);
  const chosen = dataset.filter((instance) => isSelected(instance, selection));
  return selection.limit === undefined ? chosen : chosen.select(0, positive('--limit', selection.limit));
}

function isSelected(instance: Instance, { difficulty, tag, provider, instance: ids }: Selection): boolean {
  const among = (list: string | undefined, values: readonly (string | undefined)[]) =>
    list === undefined || list.split(',').some((each) => values.includes(each.trim()));
  return (
    among(difficulty, [instance.difficulty]) &&
    among(tag, instance.tags) &&
    among(provider, [instance.provider]) &&
    (ids === undefined || ids.includes(instance.instance_id))
  );
}
