/** Configurations on which two engines are held against each other: recorded ones beside the project, the bundled ones, small cases. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oracleRows } from '../../perf/oracle.ts';
import type { VerifyOptions } from '../../src/verify/index.ts';
import { parseCases } from '../terraform/configuration/case-file.ts';
import { walkCases } from '../terraform/walk/cases.ts';

export interface Row {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options: VerifyOptions;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** So many of ../shared/oracle, evenly; none where that is not here. */
export function* recorded(count: number): Generator<Row> {
  const rows = oracleRows();
  if (rows === undefined) return;
  const providers = [{ address: 'registry.terraform.io/hashicorp/aws', version: '5.90.0' }];
  const step = Math.max(1, rows.length / count);
  for (let at = 0; at < rows.length; at += step) {
    const { id, files } = rows[Math.floor(at)] as (typeof rows)[number];
    yield { id, files, options: { providers, cloud: 'absent' } };
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The gold solution and the base of every bundled instance. */
export function* instances(): Generator<Row> {
  const root = join(ROOT, 'benchmarks');
  const folders = new Map<string, Record<string, string>>();
  for (const path of filesBelow(root)) {
    const match = /^(.*\/(?:gold|base))\/(.*)$/.exec(relative(root, path));
    if (match === null) continue;
    const [, id = '', name = ''] = match;
    folders.set(id, { ...folders.get(id), [name]: readFileSync(path, 'utf8') });
  }
  for (const [id, files] of folders) yield { id, files, options: { cloud: 'absent' } };
}

/** Those of spec/terraform. */
export function* cases(): Generator<Row> {
  const texts = readFileSync(join(ROOT, 'spec/terraform/configuration/recorded/cases.txt'), 'utf8');
  const all = [...walkCases().map(({ name, files }) => [name, files] as const), ...parseCases(texts)];
  for (const [id, files] of all) yield { id, files: Object.fromEntries(files), options: { cloud: 'absent' } };
}
