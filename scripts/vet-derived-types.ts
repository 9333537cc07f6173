/**
 * Finds the resource types of the aws pack for which `data synth` can derive parts that hold, and writes them down.
 *
 *     node --import tsx scripts/vet-derived-types.ts [--attached PLUGIN_DIR]
 *
 * A type is written down where each of a few tasks about it is verified in the static engine, and with --attached by the
 * provider's executable too.
 */
import { writeFileSync } from 'node:fs';
import { accept } from '../src/dataset/synth/accept.ts';
import { composeIntent } from '../src/dataset/synth/compose.ts';
import { deriveFamily, writtenTypes } from '../src/dataset/synth/derive/index.ts';
import { createLibrary, type Library } from '../src/dataset/synth/library.ts';
import { AWS_FAMILIES, AWS_PLACES } from '../src/dataset/synth/patterns/aws/index.ts';
import { randomOf } from '../src/dataset/synth/random.ts';
import { candidateOf } from '../src/dataset/synth/row.ts';
import { loadPack } from '../src/provider/index.ts';
import { createVerifier, type Verifier } from '../src/verify/index.ts';

const ADDRESS = 'registry.terraform.io/hashicorp/aws';
const VERSION = '5.100.0';
const TASKS = 3;
const OUT = new URL('../src/dataset/synth/patterns/aws/derived-types.ts', import.meta.url);

async function main(): Promise<void> {
  const written = writtenTypes(AWS_FAMILIES);
  const types = (loadPack(ADDRESS, VERSION)?.names('resource') ?? []).filter((type) => !written.has(type));
  const derived = deriveFamily(types, { address: ADDRESS, version: VERSION, written });
  const library = createLibrary('aws', AWS_PLACES, [...AWS_FAMILIES, derived]);
  const verifiers = await startVerifiers();
  const holding: string[] = [];
  for (const type of types.filter((each) => derived[each] !== undefined)) {
    const problem = await problemOf(type, library, verifiers);
    if (problem === undefined) holding.push(type);
    else process.stderr.write(`${type}: ${problem.slice(0, 240)}\n`);
  }
  for (const verifier of verifiers) await verifier.close();
  const list = holding.sort().map((type) => `  '${type}',\n`);
  const head = '/** Types whose derived parts hold, found and written by scripts/vet-derived-types.ts. */\n';
  writeFileSync(OUT, `${head}export const DERIVED_TYPES: readonly string[] = [\n${list.join('')}];\n`);
  process.stderr.write(`${holding.length} of ${types.length} types hold\n`);
}

async function startVerifiers(): Promise<readonly Verifier[]> {
  const fixed = await createVerifier();
  const folder = process.argv[process.argv.indexOf('--attached') + 1];
  if (!process.argv.includes('--attached')) return [fixed];
  return [fixed, await createVerifier({ engine: 'attached', pluginDirectory: folder })];
}

async function problemOf(type: string, library: Library, verifiers: readonly Verifier[]): Promise<string | undefined> {
  const about = { ...library, root: () => type };
  for (let number = 0; number < TASKS; number++) {
    const random = randomOf('vet', type, number);
    const intent = composeIntent(about, random, { resources: 1, level: 'explicit' });
    const candidate = candidateOf(intent, { seed: 0, number }, random);
    for (const verifier of verifiers) {
      const acceptance = await accept(candidate, verifier);
      if (!acceptance.accepted) return acceptance.reason;
    }
  }
  return undefined;
}

await main();
