/**
 * An instance as a folder that people can read and edit:
 *
 *     my-task/
 *       prompt.md          the problem statement (or prompt.txt)
 *       instance.json      any other fields of an instance (optional)
 *       gold/*.tf          the reference solution (or *.tf beside the prompt)
 *       base/*.tf          the configuration to change, for a mutation (optional)
 *       policy.rego        (optional)
 *       check.sh           the validation script, or check.py, check.js (optional)
 *       setup.sh           prepares the working folder, likewise; cleanup.sh tidies up (optional)
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseInstance, type Row } from './instance.ts';

const PROMPT_FILES = ['prompt.md', 'prompt.txt'];

export function isInstanceFolder(path: string): boolean {
  return PROMPT_FILES.some((name) => existsSync(join(path, name)));
}

/** Every instance folder at or under `path`, in the order of their names. */
export function instanceFoldersUnder(path: string): string[] {
  if (isInstanceFolder(path)) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(path, entry.name))
    .sort()
    .flatMap(instanceFoldersUnder);
}

export function readInstanceFolder(path: string): Row {
  const file = basename(path);
  const text = (name: string) => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'utf8') : undefined);
  const fields = readFields(text('instance.json'));
  if (typeof fields === 'string') {
    return { problems: [{ file: join(file, 'instance.json'), field: '', expected: fields }] };
  }
  const gold = existsSync(join(path, 'gold')) ? filesIn(join(path, 'gold')) : filesIn(path, isTerraformFile);
  return parseInstance(
    {
      instance_id: file,
      ...fields,
      problem_statement: PROMPT_FILES.map(text)
        .find((prompt) => prompt !== undefined)
        ?.trim(),
      gold_solution: Object.keys(gold).length > 0 ? gold : undefined,
      base_files: existsSync(join(path, 'base')) ? filesIn(join(path, 'base')) : undefined,
      policy: text('policy.rego'),
      validation_script: scriptIn(path, 'check') ?? fields.validation_script,
      setup_script: scriptIn(path, 'setup') ?? fields.setup_script,
      cleanup_script: scriptIn(path, 'cleanup') ?? fields.cleanup_script,
    },
    { file },
  );
}

const INTERPRETERS = { sh: 'sh', py: 'python3', js: 'node' } as const;

/** As text, so that the row can go elsewhere; its first line names the interpreter, as the file's ending did. */
function scriptIn(path: string, name: string): string | undefined {
  for (const [ending, interpreter] of Object.entries(INTERPRETERS)) {
    const file = join(path, `${name}.${ending}`);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    return text.startsWith('#!') ? text : `#!/usr/bin/env ${interpreter}\n${text}`;
  }
  return undefined;
}

function readFields(json: string | undefined): Record<string, unknown> | string {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return 'expected a JSON object';
  } catch (error) {
    return `expected a JSON object: ${(error as Error).message}`;
  }
}

const isTerraformFile = (name: string) => /\.(tf|tf\.json|tfvars|tftpl)$/.test(name);

/** Files below a folder by their path relative to it, with forward slashes. */
function filesIn(folder: string, wanted: (name: string) => boolean = () => true): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (path: string, prefix: string) => {
    for (const name of readdirSync(path).sort()) {
      if (name.startsWith('.')) continue;
      const full = join(path, name);
      if (statSync(full).isDirectory()) walk(full, `${prefix}${name}/`);
      else if (wanted(name)) found[prefix + name] = readFileSync(full, 'utf8');
    }
  };
  walk(folder, '');
  return found;
}
