import { goldModel } from './gold.ts';
import { type Model, ModelError } from './model.ts';
import { replayModels } from './replay.ts';

const KNOWN = 'replay/FILE (recorded answers) and gold (the reference solutions)';

/** A model by name. A replay file that holds several models needs `replay/FILE#MODEL`. */
export async function createModel(name: string): Promise<Model> {
  const models = await createModels(name);
  if (models.length > 1) {
    const names = models.map((model) => model.name).join(', ');
    throw new ModelError(`${name} holds several models; choose one of ${names}`, { retryable: false });
  }
  return models[0] as Model;
}

/** Every model a name stands for: one, or each of those in a replay file. */
export async function createModels(name: string): Promise<Model[]> {
  if (name === 'gold') return [goldModel()];
  if (name.startsWith('replay/')) {
    const rest = name.slice('replay/'.length);
    const mark = rest.lastIndexOf('#');
    return mark < 0 ? replayModels(rest) : replayModels(rest.slice(0, mark), rest.slice(mark + 1));
  }
  throw new ModelError(`there is no model "${name}": known are ${KNOWN}`, { retryable: false });
}
