/** Puts facts into a pack: `npx tsx scripts/packs/add-facts.ts PACK.br FACTS.jsonl`, rows `{key: "resource.NAME", facts: {…}}`. */
import { readFileSync } from 'node:fs';
import { openPack, writePack } from '../../src/provider/pack/index.ts';

function main(packFile: string, factsFile: string): void {
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
  for (const text of readFileSync(factsFile, 'utf8').split('\n')) {
    if (text === '') continue;
    const { key, facts } = JSON.parse(text) as { key: string; facts: unknown };
    // Facts about what this version of the provider does not have are of no use.
    if (key !== 'provider' && !lines.has(key)) continue;
    lines.set(`facts-${key}`, facts);
    added++;
  }
  const { address, version, source } = pack.header;
  writePack(packFile, { address, version, ...(source !== undefined && { source }) }, lines);
  console.log(`${packFile}: ${added} lines of facts`);
}

function factKeys(names: (kind: string) => readonly string[]): string[] {
  return ['facts-resource', 'facts-data'].flatMap((kind) => names(kind).map((name) => `${kind}.${name}`));
}

main(process.argv[2] ?? '', process.argv[3] ?? '');
