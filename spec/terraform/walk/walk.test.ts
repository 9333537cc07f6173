/**
 * Validate and plan against the real terraform 1.11.4 with its built-in provider: the same problems at the same lines, and
 * the same plan. Regenerate the truth with `npx tsx spec/terraform/walk/record.ts`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadPackProvider } from '../../../src/provider/index.ts';
import type { Diagnostic } from '../../../src/source/index.ts';
import { loadConfiguration, plan, planJson, validate } from '../../../src/terraform/index.ts';
import { type Recorded, type RecordedDiagnostic, SHOWN_PARTS, type WalkCase, walkCases } from './cases.ts';
import { folderFiles, memoryFiles } from './memory-files.ts';

const knownFailures = new Map(
  readFileSync(new URL('./known-failures.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

function shorten({ severity, summary, span }: Diagnostic): RecordedDiagnostic {
  if (span === undefined) return { severity, summary, place: '-' };
  return {
    severity,
    summary,
    place: `${span.source.name}:${span.source.text.slice(0, span.start).split('\n').length}`,
  };
}

/** As a set of texts; the members of a cycle come in any order. */
function comparable(diagnostics: readonly RecordedDiagnostic[]): readonly string[] {
  const texts = diagnostics.map(({ severity, summary, place }) => {
    const members = /^Cycle: (.*)$/.exec(summary)?.[1];
    const title = members === undefined ? summary : `Cycle: ${members.split(', ').sort().join(', ')}`;
    return `${severity} ${place} ${title}`;
  });
  return [...new Set(texts)].sort();
}

async function run({ files }: WalkCase): Promise<Recorded> {
  const access = memoryFiles(files);
  const providers = providersWith(files);
  const loaded = loadConfiguration(files);
  const { configuration } = loaded;
  if (configuration === undefined) return { validate: loaded.diagnostics.map(shorten) };
  const context = { providers, files: access };
  const checked = [...loaded.diagnostics, ...(await validate(configuration, context))].map(shorten);
  if (checked.some(({ severity }) => severity === 'error')) return { validate: checked };
  const outcome = await plan(configuration, context);
  // The real plan validates first, so warnings of validate show there too.
  const planned = [...checked, ...outcome.diagnostics.map(shorten)];
  if (planned.some(({ severity }) => severity === 'error') || outcome.plan === undefined) {
    return { validate: checked, plan: planned };
  }
  const json = JSON.parse(JSON.stringify(planJson(outcome.plan))) as Record<string, unknown>;
  const shown = Object.fromEntries(SHOWN_PARTS.filter((part) => part in json).map((part) => [part, json[part]]));
  return { validate: checked, plan: planned, shown };
}

function providersWith(texts: ReadonlyMap<string, string>) {
  const files = folderFiles(texts);
  const loaded = new Map<string, ReturnType<typeof loadPackProvider>>();
  return (address: string) => {
    if (!loaded.has(address)) loaded.set(address, loadPackProvider(address, undefined, { cloud: 'absent', files }));
    return loaded.get(address);
  };
}

const recorded = new Map<string, Readonly<Record<string, Recorded>>>();
function recordedOf(name: string): Recorded | undefined {
  const [topic, rest] = name.split('/') as [string, string];
  let table = recorded.get(topic);
  if (table === undefined) {
    const text = readFileSync(new URL(`./recorded/${topic}.json`, import.meta.url), 'utf8');
    table = JSON.parse(text) as Readonly<Record<string, Recorded>>;
    recorded.set(topic, table);
  }
  return table[rest];
}

function compareWith(truth: Recorded, ours: Recorded): void {
  expect(comparable(ours.validate)).toEqual(comparable(truth.validate));
  expect(comparable(ours.plan ?? [])).toEqual(comparable(truth.plan ?? []));
  expect(ours.shown ?? null).toEqual(truth.shown ?? null);
}

describe('validate and plan agree with terraform', () => {
  for (const one of walkCases()) {
    const reason = knownFailures.get(one.name);
    test(one.name, async () => {
      const truth = recordedOf(one.name);
      if (truth === undefined) throw new Error(`${one.name} is not recorded`);
      const ours = await run(one);
      if (reason === undefined) compareWith(truth, ours);
      else expect(() => compareWith(truth, ours), `passes now; strike it off: ${reason}`).toThrow();
    });
  }
});
