/**
 * Terraform's own test folders with what the real `terraform validate` (1.11.4, without init) says of them. The data lie
 * beside the project in `../shared/conformance`; without them the suite is skipped.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asSet, loaded, loadPhase, type RecordedDiagnostic } from './case-set.ts';

const ROOT = join(import.meta.dirname, '../../../../shared/conformance/terraform');
const RECORDED = join(ROOT, 'recorded-1.11.4/validate-noinit.json');
const LEDGER = join(import.meta.dirname, 'known-failures.txt');

interface Row {
  readonly diagnostics: readonly {
    readonly severity: 'error' | 'warning';
    readonly summary: string;
    readonly file: string | null;
    readonly start: { readonly line: number } | null;
  }[];
}

function readTree(folder: string, prefix = ''): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      for (const [name, text] of readTree(path, `${prefix}${entry.name}/`)) files.set(name, text);
    else if (entry.isFile() && statSync(path).size < 1e6) files.set(prefix + entry.name, readFileSync(path, 'utf8'));
  }
  return files;
}

function filesOf(path: string): Map<string, string> {
  return statSync(path).isDirectory() ? readTree(path) : new Map([[basename(path), readFileSync(path, 'utf8')]]);
}

if (!existsSync(RECORDED)) {
  console.warn('spec/terraform/configuration: ../shared/conformance is missing, the fixture suite is skipped');
  test.skip('the real fixtures', () => undefined);
} else {
  const rows = JSON.parse(readFileSync(RECORDED, 'utf8')) as Record<string, Row>;
  const known = new Map(
    readFileSync(LEDGER, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.split('\t')[0] as string, line.split('\t')[1] as string]),
  );
  describe('the real fixtures', () => {
    for (const [name, row] of Object.entries(rows)) {
      test(name, () => {
        const expected = loadPhase(
          row.diagnostics.map(
            ({ severity, summary, file, start }): RecordedDiagnostic => ({
              severity,
              summary,
              file,
              line: start?.line ?? null,
            }),
          ),
        );
        const ours = asSet(loaded(filesOf(join(ROOT, name)), 'none'));
        if (known.has(name))
          expect(ours, 'a known failure passes: remove it from the ledger').not.toEqual(asSet(expected));
        else expect(ours).toEqual(asSet(expected));
      });
    }
  });
}
