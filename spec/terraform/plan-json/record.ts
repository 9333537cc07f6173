/**
 * Records what the real terraform makes of the cases: `npx tsx spec/terraform/plan-json/record.ts`. Needs `terraform` on the
 * path; no network, no cloud. The only writer of `recorded.jsonl.gz`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { WalkCase } from '../walk/cases.ts';
import { planCases, RECORDED, type RecordedPlan } from './cases.ts';

const AT_ONCE = 3;

interface WireDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

function terraform(cwd: string, ...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  return new Promise((resolve) => {
    const child = spawn('terraform', args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('close', (code) => resolve({ code: code ?? 1, text: Buffer.concat(parts).toString('utf8') }));
  });
}

async function record({ files }: WalkCase): Promise<RecordedPlan> {
  const folder = mkdtempSync(join(tmpdir(), 'plan-json-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const initialised = await terraform(folder, 'init', '-input=false', '-no-color');
    if (initialised.code !== 0) {
      const { text } = await terraform(folder, 'validate', '-json');
      return { errors: errorsOf((JSON.parse(text) as { diagnostics: WireDiagnostic[] }).diagnostics) };
    }
    const planned = await terraform(folder, 'plan', '-json', '-input=false', '-out=plan.bin');
    const messages = planned.text.split('\n').filter((line) => line.trim() !== '');
    const diagnostics = messages
      .map((line) => (JSON.parse(line) as { diagnostic?: WireDiagnostic }).diagnostic)
      .filter((diagnostic) => diagnostic !== undefined);
    if (planned.code !== 0) return { errors: errorsOf(diagnostics) };
    const shown = await terraform(folder, 'show', '-json', 'plan.bin');
    const { timestamp, ...plan } = JSON.parse(shown.text) as Record<string, unknown>;
    return { plan };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function errorsOf(diagnostics: readonly WireDiagnostic[]): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, range }) => (range === undefined ? summary : `${range.filename}:${range.start.line} ${summary}`))
    .sort();
}

const cases = planCases();
const recorded = new Array<string>(cases.length);
let next = 0;
async function work(): Promise<void> {
  for (let index = next++; index < cases.length; index = next++) {
    const one = cases[index] as WalkCase;
    recorded[index] = JSON.stringify({ name: one.name, ...(await record(one)) });
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
writeFileSync(RECORDED, gzipSync(`${recorded.join('\n')}\n`, { level: 9 }));
console.log(`${recorded.length} cases recorded`);
