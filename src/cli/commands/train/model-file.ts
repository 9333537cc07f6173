import { existsSync } from 'node:fs';
import { CliError } from '../../errors.ts';

/** The file or folder of a model to train: a path, or a name that `terrasmith model pull` knows. */
export async function modelFile(name: string): Promise<string> {
  if (existsSync(name)) return name;
  const { ModelError, parseLocalName } = await import('../../../llm/index.ts');
  try {
    // Training starts from the bare model: a catalogue name alone would bring the adapter that ships.
    const { base, adapters } = parseLocalName(name.startsWith('local/') ? name : `local/${name}`);
    if (adapters.length > 0) throw new CliError('name the base with --model and the adapter (PEFT) with --adapter');
    return base;
  } catch (error) {
    if (error instanceof ModelError) throw new CliError(`--model: ${error.message}`);
    throw error;
  }
}
