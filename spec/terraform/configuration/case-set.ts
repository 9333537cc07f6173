/** How cases are compared: by severity, title (its first line) and line, as a set. */
import type { Diagnostic } from '../../../src/source/index.ts';
import {
  checkCoreVersions,
  initialise,
  loadConfiguration,
  providerRequirements,
} from '../../../src/terraform/index.ts';

export interface RecordedDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly file: string | null;
  readonly line: number | null;
}

export function ofOurs({ severity, summary, span }: Diagnostic): RecordedDiagnostic {
  if (span === undefined) return { severity, summary, file: null, line: null };
  let line = 1;
  for (let i = span.source.text.indexOf('\n'); i >= 0 && i < span.start; i = span.source.text.indexOf('\n', i + 1))
    line++;
  return { severity, summary, file: span.source.name, line };
}

export function asSet(diagnostics: readonly RecordedDiagnostic[]): string[] {
  const lines = diagnostics.map(
    ({ severity, summary, file, line }) =>
      `${severity}: ${summary.split('\n')[0]}${file === null ? '' : ` at ${file}:${line}`}`,
  );
  return [...new Set(lines)].sort();
}

/** What only the phases after loading report: providers, graph, references, schemas. */
const LATER = new Set([
  'Missing required provider',
  'Missing required provisioner plugin',
  'Reference to undeclared resource',
  'Reference to undeclared local value',
  'Reference to undeclared input variable',
]);

/** The recorded diagnostics of `terraform validate` that loading alone must report. */
export function loadPhase(recorded: readonly RecordedDiagnostic[]): RecordedDiagnostic[] {
  return recorded.filter(({ summary }) => !LATER.has(summary) && !summary.startsWith('missing provider '));
}

/** The Terraform that recorded the cases. */
const RECORDED_WITH = ['1.11.4'];

/** The mistakes that `terraform validate` finds before it needs a provider. */
export function loaded(files: ReadonlyMap<string, string>, modules: 'local' | 'none'): RecordedDiagnostic[] {
  const { configuration, modules: read, diagnostics } = loadConfiguration(files, { modules });
  const core: Diagnostic[] = [];
  checkCoreVersions(read, RECORDED_WITH, core);
  if (configuration !== undefined && core.length > 0) return core.map(ofOurs);
  const requirements: Diagnostic[] = [];
  if (configuration !== undefined) providerRequirements(configuration.modules, requirements);
  return [...diagnostics, ...requirements].map(ofOurs);
}

/** What init says where no provider exists. */
export function initialised(files: ReadonlyMap<string, string>): RecordedDiagnostic[] {
  const options = { versionsOf: () => [], coreVersions: RECORDED_WITH };
  return initialise(loadConfiguration(files), options).diagnostics.map(ofOurs);
}
