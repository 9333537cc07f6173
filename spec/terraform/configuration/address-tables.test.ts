/**
 * Terraform's own tables of references, addresses and sources: which texts are accepted, and what the accepted ones name.
 * They lie beside the project in `../shared/conformance`; without them the suite is skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTraversal } from '../../../src/hcl/index.ts';
import type { Diagnostic } from '../../../src/source/index.ts';
import {
  displaySource,
  parseModuleSource,
  parseProviderSource,
  parseReference,
  parseTarget,
} from '../../../src/terraform/index.ts';

const TABLES = join(import.meta.dirname, '../../../../shared/conformance/terraform/tables-1.5.7-MPL');

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (name: string) => JSON.parse(readFileSync(join(TABLES, `addrs__${name}.json`), 'utf8')) as Row[];

const KINDS: Readonly<Record<string, string>> = {
  CountAttr: 'count',
  ForEachAttr: 'each',
  InputVariable: 'variable',
  LocalValue: 'local',
  PathAttr: 'path',
  TerraformAttr: 'terraform',
  Self: 'self',
  ModuleCall: 'module',
  ModuleCallInstance: 'module',
  ModuleCallInstanceOutput: 'module',
  Resource: 'resource',
  ResourceInstance: 'resource',
};

if (!existsSync(TABLES)) {
  console.warn('spec/terraform/configuration: ../shared/conformance is missing, the address tables are skipped');
  test.skip('the address tables', () => undefined);
} else {
  describe('references', () => {
    for (const row of rowsOf('parse_ref_test')) {
      if (row.func !== 'TestParseRef' || typeof row.Input !== 'string') continue;
      test(row.Input, () => {
        const { value } = parseTraversal({ name: 'test.tf', text: row.Input as string });
        const problems: Diagnostic[] = [];
        const reference = value && parseReference(value, problems);
        expect(problems.length > 0).toBe(row.WantErr !== '');
        const subject = /Subject: (\w+)/.exec((row.Want as { go: string }).go)?.[1];
        const named = reference !== undefined && !('name' in reference.subject && reference.subject.name === '');
        expect(named ? reference.subject.kind : undefined).toBe(subject === undefined ? undefined : KINDS[subject]);
      });
    }
  });

  describe('move endpoints', () => {
    for (const row of rowsOf('move_endpoint_test')) {
      if (row.func !== 'TestParseMoveEndpoint' || typeof row.Input !== 'string') continue;
      test(row.Input, () => {
        const parsed = parseTraversal({ name: 'test.tf', text: row.Input as string });
        const problems: Diagnostic[] = [...parsed.diagnostics];
        const target = parsed.value && parseTarget(parsed.value, problems);
        expect(target === undefined).toBe(row.WantErr !== '');
      });
    }
  });

  describe('module sources', () => {
    for (const row of rowsOf('module_source_test')) {
      if (row.func !== 'TestParseModuleSource' || typeof row.input !== 'string') continue;
      test(String(row.name), () => {
        const source = parseModuleSource(row.input as string);
        const failed = typeof row.wantErr === 'string' && row.wantErr !== '';
        expect(source.kind === 'failure').toBe(failed);
        const local = /^ModuleSourceLocal\("(.*)"\)$/.exec((row.want as { go?: string } | undefined)?.go ?? '')?.[1];
        if (local !== undefined && source.kind !== 'failure') expect(displaySource(source)).toBe(local);
      });
    }
  });

  describe('provider sources', () => {
    for (const [source, row] of Object.entries(providerRows())) {
      test(source === '' ? '(empty)' : source, () => {
        const problems: Diagnostic[] = [];
        const address = parseProviderSource(source, undefined, problems);
        expect(address === undefined).toBe(!JSON.stringify(row.Want).includes('Type:'));
      });
    }
  });
}

function providerRows(): Record<string, { readonly Want: unknown }> {
  const rows: Record<string, { readonly Want: unknown }> = {};
  for (const row of rowsOf('provider_test')) {
    const key = row.name;
    if (/ParseProviderSource/i.test(String(row.func)) && typeof key === 'string')
      rows[key] = row as { readonly Want: unknown };
  }
  return rows;
}
