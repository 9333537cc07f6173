/**
 * Puts facts into a pack: `npx tsx scripts/packs/add-facts.ts PACK.br FACTS.jsonl [--other-version]`, rows
 * `{key: "resource.NAME", facts: {…}}`. FACTS may be a pack too. Facts learned of another version are warnings where a later one may
 * have grown: value sets, bounds and counts.
 */
import { readFileSync } from 'node:fs';
import type { Check, ResourceFacts } from '../../src/provider/facts/index.ts';
import { openPack, writePack } from '../../src/provider/pack/index.ts';

function main(packFile: string, factsFile: string, otherVersion: boolean): void {
  const pack = openPack(packFile);
  const lines = new Map<string, unknown>();
  const provider = pack.line('provider');
  if (provider !== undefined) lines.set('provider', provider);
  for (const kind of ['resource', 'data', 'ephemeral', 'function']) {
    for (const name of pack.names(kind)) lines.set(`${kind}.${name}`, pack.line(`${kind}.${name}`));
  }
  for (const key of ['facts-provider', ...factKeys(pack.names)]) {
    const line = pack.line(key);
    if (line !== undefined) lines.set(key, line);
  }
  let added = 0;
  for (const { key, facts } of rowsOf(factsFile)) {
    // Facts about what this version of the provider does not have are of no use.
    if (key !== 'provider' && !lines.has(key)) continue;
    lines.set(`facts-${key}`, otherVersion ? softened(facts) : facts);
    added++;
  }
  const { address, version, source } = pack.header;
  writePack(packFile, { address, version, ...(source !== undefined && { source }) }, lines);
  console.log(`${packFile}: ${added} lines of facts`);
}

interface Row {
  readonly key: string;
  readonly facts: ResourceFacts;
}

function rowsOf(file: string): readonly Row[] {
  if (!file.endsWith('.br'))
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => JSON.parse(text) as Row);
  const pack = openPack(file);
  return factKeys(pack.names).map((key) => ({
    key: key.replace(/^facts-/, ''),
    facts: pack.line(key) as ResourceFacts,
  }));
}

const MAY_GROW: ReadonlySet<string> = new Set([
  'oneOf',
  'noneOf',
  'range',
  'length',
  'count',
  'pattern',
  'prefix-length',
]);

function softened(facts: ResourceFacts): ResourceFacts {
  if (facts.checks === undefined) return facts;
  const checks = facts.checks.map(
    (check): Check =>
      MAY_GROW.has(check.is) || (check.is === 'any' && check.alternatives.some(({ is }) => MAY_GROW.has(is)))
        ? { ...check, severity: 'warning' }
        : check,
  );
  return { ...facts, checks };
}

function factKeys(names: (kind: string) => readonly string[]): string[] {
  return ['facts-resource', 'facts-data'].flatMap((kind) => names(kind).map((name) => `${kind}.${name}`));
}

main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv.includes('--other-version'));
