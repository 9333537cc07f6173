/**
 * The static engine against the attached one and against the real terraform with the real aws executable, plain (init,
 * validate, plan as three commands), on the same recorded rows that pass. Needs ../shared/oracle, terraform and the executable.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVerifier } from '../src/verify/index.ts';
import type { Measurement } from './measurement.ts';
import { ORACLE_MISSING, type OracleRow, oracleRows } from './oracle.ts';

const ROWS = Number(process.env.PERF_ROWS ?? 20);
const PLUGINS = process.env.PERF_PLUGIN_DIR ?? '';
const OVERRIDE = `provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}
`;

export async function measure(): Promise<readonly Measurement[]> {
  const name = 'engines, one row';
  const recorded = oracleRows();
  if (recorded === undefined) return [{ name, unit: 'ms', note: ORACLE_MISSING }];
  if (!existsSync(PLUGINS) || spawnSync('terraform', ['-version']).error !== undefined) {
    return [
      {
        name,
        unit: 'ms',
        note: 'needs terraform, and PERF_PLUGIN_DIR, a folder of provider executables as terraform init -plugin-dir takes it',
      },
    ];
  }
  const passing = recorded.filter(({ recorded: { plan } }) => plan);
  const step = Math.max(1, Math.floor(passing.length / ROWS));
  const rows = passing.filter((_, i) => i % step === 0).slice(0, ROWS);
  const fixed = await timePerRow(rows, 'static');
  const attached = await timePerRow(rows, 'attached');
  const real = rows.reduce((sum, row) => sum + timeReal(row), 0) / rows.length;
  return [
    { name: `${name}: static`, value: fixed, unit: 'ms' },
    { name: `${name}: attached`, value: attached, unit: 'ms' },
    { name: `${name}: real terraform, plain`, value: real, unit: 'ms' },
    { name: 'engines: attached against static', value: attached / fixed, unit: 'times' },
    { name: 'engines: real against static', value: real / fixed, unit: 'times' },
  ];
}

/** The verifier is kept and warm: the first pass over the rows does not count. */
async function timePerRow(rows: readonly OracleRow[], engine: 'static' | 'attached'): Promise<number> {
  const verifier = await createVerifier({ engine, pluginDirectory: PLUGINS });
  for (const { id, files } of rows) await verifier.verify({ id, files });
  const started = performance.now();
  for (const { id, files } of rows) await verifier.verify({ id, files });
  const took = performance.now() - started;
  await verifier.close();
  return took / rows.length;
}

function timeReal({ files }: OracleRow): number {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-real-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const relaxed = text.replace(/^\s*required_version\s*=.*$/m, '').replace(/^(\s*version\s*=).*$/m, '$1 ">= 2.0"');
    writeFileSync(join(folder, path), relaxed);
  }
  writeFileSync(join(folder, 'perf_override.tf'), OVERRIDE);
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' };
  const started = performance.now();
  for (const args of [['init', `-plugin-dir=${PLUGINS}`], ['validate'], ['plan', '-input=false', '-refresh=false']]) {
    spawnSync('terraform', [...args, '-no-color'], { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
  }
  return performance.now() - started;
}
