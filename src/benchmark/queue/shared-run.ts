/** A run as other machines need it: what was asked, and the instances themselves, so that nobody else needs the data sets. */
import { findStrategy } from '../../agent/index.ts';
import { createModels, type ModelEnvironment } from '../../llm/index.ts';
import type { Lineup, Work } from '../plan-work.ts';
import type { RunRecord, StoredInstance } from '../run-directory.ts';
import type { SampleKey } from '../sample.ts';

export interface SharedRun {
  readonly format: 'shared-run/1';
  readonly record: RunRecord;
  readonly instances: readonly StoredInstance[];
}

export function shareableRun(record: RunRecord, { datasets }: Lineup): string {
  const instances = datasets.flatMap((dataset) =>
    dataset.instances.map((instance) => ({ dataset: dataset.name, ...instance })),
  );
  return JSON.stringify({ format: 'shared-run/1', record, instances } satisfies SharedRun);
}

/** Gives the work that a key stands for; undefined where the run has no such work. */
export type FindWork = (key: SampleKey) => Work | undefined;

/** Throws `ModelError` where a model of the run cannot be had on this machine. */
export async function workOf({ record, instances }: SharedRun, environment: ModelEnvironment): Promise<FindWork> {
  const models = (await Promise.all(record.models.map((name) => createModels(name, environment)))).flat();
  const modelsByName = new Map(models.map((model) => [model.name, model]));
  const strategies = new Map(record.strategies.map((name) => [name, findStrategy(name)]));
  const known = new Map(instances.map(({ dataset, ...instance }) => [`${dataset}\0${instance.instance_id}`, instance]));
  return ({ dataset, instance_id, model: modelName, strategy: strategyName, sample }) => {
    const instance = known.get(`${dataset}\0${instance_id}`);
    const model = modelsByName.get(modelName);
    const strategy = strategies.get(strategyName);
    if (instance === undefined || model === undefined || strategy === undefined) return undefined;
    return { dataset, instance, model, strategy, sample };
  };
}
