/** The samples that a run is to have, in a fixed order. */
import type { Strategy } from '../agent/index.ts';
import type { Dataset, Instance } from '../dataset/index.ts';
import type { Model } from '../llm/index.ts';
import type { SampleKey } from './sample.ts';
import { taskFor } from './strategy.ts';

export interface Lineup {
  readonly datasets: readonly Dataset[];
  readonly models: readonly Model[];
  readonly strategies: readonly Strategy[];
  /** Answers per instance. */
  readonly samples: number;
}

/** One sample to be made. */
export interface Work {
  readonly dataset: string;
  readonly instance: Instance;
  readonly model: Model;
  readonly strategy: Strategy;
  readonly sample: number;
}

export const keyOf = ({ dataset, instance, model, strategy, sample }: Work): SampleKey => ({
  dataset,
  instance_id: instance.instance_id,
  model: model.name,
  strategy: strategy.name,
  sample,
});

export function* planWork({ datasets, models, strategies, samples }: Lineup): Generator<Work> {
  for (const model of models) {
    for (const strategy of strategies) {
      for (const dataset of datasets) {
        for (const instance of dataset) {
          for (let sample = 0; sample < samples; sample++) {
            if (model.covers?.(taskFor(instance, sample)) === false) continue;
            yield { dataset: dataset.name, instance, model, strategy, sample };
          }
        }
      }
    }
  }
}

/** How many samples there will be; says which models have no answer to some instances. */
export function countWork(lineup: Lineup, onNotice: (notice: string) => void): number {
  const answered = new Map<string, Set<string>>(lineup.models.map(({ name }) => [name, new Set()]));
  let total = 0;
  for (const { model, dataset, instance } of planWork(lineup)) {
    total++;
    answered.get(model.name)?.add(`${dataset}\0${instance.instance_id}`);
  }
  const instances = lineup.datasets.reduce((sum, { length }) => sum + length, 0);
  for (const [name, ids] of answered) {
    if (ids.size < instances)
      onNotice(`${name} has no answer to ${instances - ids.size} of ${instances} instances; they are left out`);
  }
  return total;
}
