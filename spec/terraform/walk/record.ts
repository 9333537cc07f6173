/**
 * Records what the real terraform says of the cases: `npx tsx spec/terraform/walk/record.ts [TOPIC]`. Needs `terraform` on the
 * path; no network, no cloud. The only writer of `recorded/`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Recorded, type RecordedDiagnostic, SHOWN_PARTS, type WalkCase, walkCases } from './cases.ts';

interface WireDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

function terraform(cwd: string, ...args: string[]): string {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  try {
    return execFileSync('terraform', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

function shorten({ severity, summary, range }: WireDiagnostic): RecordedDiagnostic {
  return { severity, summary, place: range === undefined ? '-' : `${range.filename}:${range.start.line}` };
}

function record({ files }: WalkCase): Recorded {
  const folder = mkdtempSync(join(tmpdir(), 'walk-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    terraform(folder, 'init', '-input=false');
    const validated = JSON.parse(terraform(folder, 'validate', '-json')) as { diagnostics: WireDiagnostic[] };
    const validate = validated.diagnostics.map(shorten).sort(compare);
    if (validate.some(({ severity }) => severity === 'error')) return { validate };
    const lines = terraform(folder, 'plan', '-json', '-input=false', '-out=plan.bin').split('\n');
    const plan: RecordedDiagnostic[] = [];
    for (const line of lines) {
      if (line.trim() === '') continue;
      const message = JSON.parse(line) as { type: string; diagnostic?: WireDiagnostic };
      if (message.type === 'diagnostic' && message.diagnostic !== undefined) plan.push(shorten(message.diagnostic));
    }
    plan.sort(compare);
    if (plan.some(({ severity }) => severity === 'error')) return { validate, plan };
    const json = JSON.parse(terraform(folder, 'show', '-json', 'plan.bin')) as Record<string, unknown>;
    const shown = Object.fromEntries(SHOWN_PARTS.filter((part) => part in json).map((part) => [part, json[part]]));
    return { validate, plan, shown };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(a: RecordedDiagnostic, b: RecordedDiagnostic): number {
  const keyA = JSON.stringify(a);
  const keyB = JSON.stringify(b);
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}

const topics = new Map<string, Record<string, Recorded>>();
for (const one of walkCases()) {
  const [topic, name] = one.name.split('/') as [string, string];
  if (process.argv[2] !== undefined && process.argv[2] !== topic) continue;
  const table = topics.get(topic) ?? {};
  topics.set(topic, table);
  table[name] = record(one);
}
mkdirSync(new URL('./recorded/', import.meta.url), { recursive: true });
for (const [topic, table] of topics) {
  const rows = Object.entries(table).map(([name, row]) => `  ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
  writeFileSync(new URL(`./recorded/${topic}.json`, import.meta.url), `{\n${rows.join(',\n')}\n}\n`);
}
