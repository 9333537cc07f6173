/**
 * Makes the bundled schema packs: `npx tsx scripts/packs/build.ts [NAME…]`. Bindings packages are fetched with `npm pack`
 * into `.cache/packs` once. Where a real executable's schema is at hand (`--exact FILE`, the output of
 * `terraform providers schema -json`), an exact pack is made of it, and what bindings lose is taken over from it into
 * packs of other versions of the same provider.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openPack, type ProviderSchemaJson, packPath, schemaLines, writePack } from '../../src/provider/pack/index.ts';
import { readBindings } from './bindings.ts';
import { patchFrom } from './patch.ts';
import { SOURCES } from './sources.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CACHE = join(ROOT, '.cache', 'packs');
const PACKS = join(ROOT, 'packs');
const HOST = 'registry.terraform.io';

/** Lines that learning added stay when schemas are made anew. */
function factsOf(path: string): Map<string, unknown> {
  const facts = new Map<string, unknown>();
  if (!existsSync(path)) return facts;
  const pack = openPack(path);
  for (const kind of ['facts-resource', 'facts-data']) {
    for (const name of pack.names(kind)) facts.set(`${kind}.${name}`, pack.line(`${kind}.${name}`));
  }
  const provider = pack.line('facts-provider');
  if (provider !== undefined) facts.set('facts-provider', provider);
  return facts;
}

function write(address: string, version: string, source: string, schema: ProviderSchemaJson): void {
  const path = packPath(PACKS, address, version);
  mkdirSync(dirname(path), { recursive: true });
  const lines = schemaLines(schema);
  for (const [key, facts] of factsOf(path)) lines.set(key, facts);
  writePack(path, { address, version, source }, lines);
  console.log(`${address} ${version}: ${lines.size} lines, ${Math.round(statSync(path).size / 1024)} KiB`);
}

function fetchTarball(name: string, version: string): string {
  const file = join(CACHE, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    execFileSync('npm', ['pack', `${name}@${version}`, '--silent'], {
      cwd: CACHE,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return file;
}

/** Schemas of executables by provider address: `--exact FILE=VERSION`. */
function readExact(args: readonly string[]): Map<string, { version: string; schema: ProviderSchemaJson }> {
  const exact = new Map<string, { version: string; schema: ProviderSchemaJson }>();
  for (const [index, arg] of args.entries()) {
    if (arg !== '--exact') continue;
    const [file = '', version = ''] = (args[index + 1] ?? '').split('=');
    const json = JSON.parse(readFileSync(file, 'utf8')) as { provider_schemas: Record<string, ProviderSchemaJson> };
    for (const [address, schema] of Object.entries(json.provider_schemas)) exact.set(address, { version, schema });
  }
  return exact;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const exact = readExact(args);
  const names = new Set(args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--exact'));
  for (const [address, { version, schema }] of exact) {
    write(address, version, `terraform providers schema -json of ${address} ${version}`, schema);
  }
  for (const source of SOURCES) {
    if (names.size > 0 && !names.has(source.provider)) continue;
    const { version, schema } = await readBindings(fetchTarball(source.package, source.version));
    const address = `${HOST}/${source.provider}`;
    const real = exact.get(address);
    write(
      address,
      version,
      `npm ${source.package}@${source.version} (MPL-2.0)`,
      real === undefined ? schema : patchFrom(schema, real.schema),
    );
  }
  let total = 0;
  for (const file of readdirSync(PACKS, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.br')) total += statSync(join(PACKS, file)).size;
  }
  console.log(`all packs: ${Math.round(total / 1024)} KiB`);
}

await main();
