/**
 * Scripts of a data set's author: they prepare a run's folder, judge what was made, and tidy up. Each is a path or the text itself; the
 * author is trusted, so they run as the user, in the run's folder, with limits and a scrubbed environment.
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { motoPython } from '../cloud/moto.ts';
import { EnvironmentFailure } from '../environment-failure.ts';
import { onPath } from '../sandbox/on-path.ts';
import { type LimitedOutcome, runLimited } from '../sandbox/run-limited.ts';
import { isScriptPath, LANGUAGES, type Language, languageOf } from './language.ts';

export interface ScriptPlace {
  /** Where it runs. */
  readonly folder: string;
  /** Where its text is put, outside the folder that holds what a model wrote. */
  readonly scratch: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const MAXIMUM_OUTPUT = 8 << 20;

/** Runs it to its end. Throws EnvironmentFailure where it cannot be run at all. */
export async function runScript(name: string, script: string, place: ScriptPlace): Promise<LimitedOutcome> {
  const { path, language } = fileOf(name, script, place.scratch);
  return runLimited([...interpreterOf(language, name), path], {
    folder: place.folder,
    environment: { ...baseEnvironment(place), ...place.environment },
    timeoutMs: place.timeoutMs,
    maximumOutput: MAXIMUM_OUTPUT,
    network: true,
  });
}

function fileOf(name: string, script: string, scratch: string): { path: string; language: Language } {
  if (isScriptPath(script)) {
    const path = resolve(script.trim());
    if (!existsSync(path) || !statSync(path).isFile())
      throw new EnvironmentFailure(
        `there is no file ${script.trim()}, which the ${name} script is said to be; it is looked for beside the data set, in the folders above it, and from the working directory`,
      );
    return { path, language: LANGUAGES[extname(path)] as Language };
  }
  const language = languageOf(script);
  const extension = { shell: 'sh', python: 'py', javascript: 'cjs' }[language];
  mkdirSync(scratch, { recursive: true });
  const esm = language === 'javascript' && /^\s*import .* from ['"]/m.test(script);
  const path = join(scratch, `${name}.${esm ? 'mjs' : extension}`);
  writeFileSync(path, script, { mode: 0o600 });
  return { path, language };
}

function interpreterOf(language: Language, name: string): readonly string[] {
  switch (language) {
    case 'javascript':
      return [process.execPath];
    case 'shell':
      return [onPath('bash') ?? '/bin/sh'];
    case 'python': {
      const python = motoPython() ?? onPath('python3') ?? onPath('python');
      if (python === undefined)
        throw new EnvironmentFailure(`the ${name} script needs python3, which is not on the search path`);
      return [python];
    }
  }
}

/** Tools and modules are found as the user finds them; the home is the run's own. */
function baseEnvironment({ scratch }: ScriptPlace): Record<string, string> {
  const home = dirname(scratch);
  const kept = Object.fromEntries(
    ['PATH', 'LANG', 'VIRTUAL_ENV', 'PYTHONPATH', 'NODE_PATH', 'PYENV_ROOT', 'PYENV_VERSION', 'ASDF_DIR', 'GOPATH']
      .map((name) => [name, process.env[name]] as const)
      .filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    ...kept,
    HOME: join(home, 'home'),
    TMPDIR: join(home, 'tmp'),
    PYTHONUSERBASE: process.env.PYTHONUSERBASE ?? join(homedir(), '.local'),
    PYTHONDONTWRITEBYTECODE: '1',
    AWS_PAGER: '',
  };
}

/** The script that tidies up after a setup script: `cleanup` beside it, with the same ending. */
export function cleanupBeside(setup: string | undefined): string | undefined {
  if (setup === undefined || !isScriptPath(setup)) return undefined;
  const path = setup.trim();
  const beside = join(dirname(path), `cleanup${extname(path)}`);
  return basename(path) !== basename(beside) && existsSync(beside) ? beside : undefined;
}
