/** Prompts are files, `prompts/NAME.md` of the package, with `{{name}}` where values go. A folder of the user's own goes first. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type PromptName =
  | 'draft'
  | 'base'
  | 'repair'
  | 'schema'
  | 'plan'
  | 'plan-repair'
  | 'change'
  | 'change-base'
  | 'change-repair'
  | 'fix'
  | 'post-edit'
  | 'curate-describe'
  | 'curate-judge'
  | 'curate-judge-task'
  | 'curate-again'
  | 'curate-policy'
  | 'curate-policy-task'
  | 'curate-clone';

export interface Prompts {
  /** Throws where the text has a place that no value was given for. */
  fill(name: PromptName, values?: Readonly<Record<string, string>>): string;
}

export function loadPrompts(own?: string): Prompts {
  const texts = new Map<PromptName, string>();
  const read = (name: PromptName): string => {
    const folder = own !== undefined && existsSync(join(own, `${name}.md`)) ? own : bundledPrompts();
    return readFileSync(join(folder, `${name}.md`), 'utf8').trim();
  };
  return {
    fill(name, values = {}) {
      const text = texts.get(name) ?? read(name);
      texts.set(name, text);
      return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const value = values[key];
        if (value === undefined) throw new Error(`prompts/${name}.md asks for {{${key}}}, which there is not`);
        return value;
      });
    },
  };
}

/** From the sources or from the build alike. */
function bundledPrompts(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'prompts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder prompts of the package is missing');
    folder = parent;
  }
  return join(folder, 'prompts');
}
