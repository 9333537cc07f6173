/** The import table of ARCHITECTURE.md: a folder imports only what lies below it, and only through its door. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = dirname(fileURLToPath(import.meta.url));

const FOUNDATION = ['source', 'cty', 'hcl', 'provider', 'terraform', 'rego'];
/** What each folder may import besides itself and `util`. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  util: [],
  source: [],
  cty: ['source'],
  hcl: ['source', 'cty'],
  provider: ['source', 'cty'],
  terraform: ['source', 'cty', 'hcl', 'provider'],
  rego: ['source'],
  verify: FOUNDATION,
  llm: [],
  agent: ['llm'],
  dataset: [...FOUNDATION, 'verify', 'llm', 'agent'],
  benchmark: ['verify', 'llm', 'agent', 'dataset'],
  environment: [...FOUNDATION, 'verify', 'llm', 'agent', 'dataset'],
  training: [...FOUNDATION, 'verify', 'llm', 'agent', 'dataset', 'benchmark', 'environment'],
  server: [...FOUNDATION, 'verify', 'llm', 'agent', 'dataset', 'benchmark', 'environment', 'training'],
  cli: [...FOUNDATION, 'verify', 'llm', 'agent', 'dataset', 'benchmark', 'environment', 'training', 'server'],
};

const IMPORT = /(?:from|import\()\s*'(\.[^']+)'/g;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => join(SRC, name));

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => resolve(dirname(file), match[1] as string));
}

const roomOf = (path: string) => relative(SRC, path).split('/')[0] as string;

test('every folder imports only what the table allows', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    if (room.endsWith('.ts')) continue;
    const allowed = new Set([room, 'util', ...(TABLE[room] ?? [])]);
    for (const target of importsOf(file)) {
      if (!allowed.has(roomOf(target))) wrong.push(`${relative(SRC, file)} imports ${relative(SRC, target)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('every folder is in the table', () => {
  const rooms = new Set(files.map(roomOf).filter((room) => !room.endsWith('.ts')));
  expect([...rooms].filter((room) => TABLE[room] === undefined)).toEqual([]);
});

test('folders are entered through their index', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    for (const target of importsOf(file)) {
      const other = roomOf(target);
      // The command line may reach for one module, so that a start loads no more than the command needs.
      if (other === room || other === 'util' || room === 'cli' || room.endsWith('.ts')) continue;
      if (relative(SRC, target) !== `${other}/index.ts`)
        wrong.push(`${relative(SRC, file)} imports ${relative(SRC, target)}`);
    }
  }
  expect(wrong).toEqual([]);
});
