/**
 * Asks the real `terraform` about the cases in `recorded/` and writes down what it says; nothing else may write those
 * files. Needs terraform on the PATH: `npx tsx spec/terraform/configuration/record.ts`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseCases } from './case-file.ts';
import type { RecordedDiagnostic } from './case-set.ts';

interface TerraformDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

const FOLDER = join(import.meta.dirname, 'recorded');
const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  HOME: tmpdir(),
  TF_CLI_CONFIG_FILE: '/dev/null',
  CHECKPOINT_DISABLE: '1',
};

function terraform(folder: string, ...args: string[]): string {
  try {
    return execFileSync('terraform', args, { cwd: folder, env: ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' });
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}

function simple({ severity, summary, range }: TerraformDiagnostic): RecordedDiagnostic {
  return { severity, summary, file: range?.filename ?? null, line: range?.start.line ?? null };
}

function validate(folder: string, hasModules: boolean): RecordedDiagnostic[] {
  if (hasModules) terraform(folder, 'init', '-backend=false', '-input=false');
  return (JSON.parse(terraform(folder, 'validate', '-json')) as { diagnostics: TerraformDiagnostic[] }).diagnostics.map(
    simple,
  );
}

function init(folder: string): RecordedDiagnostic[] {
  const lines = terraform(folder, 'init', '-json', '-input=false').split('\n');
  const found: RecordedDiagnostic[] = [];
  for (const line of lines) {
    if (!line.startsWith('{')) continue;
    const message = JSON.parse(line) as { type: string; diagnostic?: TerraformDiagnostic };
    if (message.type === 'diagnostic' && message.diagnostic !== undefined) found.push(simple(message.diagnostic));
  }
  return found;
}

const results: Record<string, { validate: RecordedDiagnostic[]; init: RecordedDiagnostic[] }> = {};
for (const [name, files] of parseCases(readFileSync(join(FOLDER, 'cases.txt'), 'utf8'))) {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const hasModules = [...files.values()].some((text) => /^module /m.test(text));
  const answer = validate(folder, hasModules);
  rmSync(join(folder, '.terraform'), { recursive: true, force: true });
  results[name] = { validate: answer, init: init(folder) };
  rmSync(folder, { recursive: true });
}
writeFileSync(join(FOLDER, 'terraform-1.11.4.json'), `${JSON.stringify(results, null, 1)}\n`);
