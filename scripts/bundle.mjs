/**
 * After `tsc`: the command line as one file, `dist/bundle/terrasmith.cjs`, with V8's compiled code beside it, so that a command
 * starts without reading and parsing hundreds of modules. The unbundled modules stay, for those who import the package.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src');
const OUT = join(ROOT, process.argv[2] ?? 'dist', 'bundle');

/** `import.meta.url` becomes the place of the unbundled module, so that relative paths mean the same from both. */
const placeOfModule = {
  name: 'place-of-module',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!path.startsWith(SOURCES) || !text.includes('import.meta.url')) return undefined;
      const module = relative(SOURCES, path).replace(/\.ts$/, '.js');
      const url = `require('node:url').pathToFileURL(require('node:path').join(__dirname, '..', ${JSON.stringify(module)})).href`;
      const up = '../'.repeat(module.split(/[\\/]/).length - 1);
      const worker = text.replaceAll(/`\.\/([\w-]+-worker)\.\$\{extension\}`/g, `'${up}bundle/$1.cjs'`);
      return { contents: worker.replaceAll('import.meta.url', `(${url})`), loader: 'ts' };
    });
  },
};

/** The bundle of one command knows only that one: half the text to read. */
const onlyCommand = (name) => ({
  name: 'only-command',
  setup({ onLoad }) {
    onLoad({ filter: /cli\/commands\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const entries = [...text.matchAll(/^  \{ name: '([\w-]+)', load: .*\},\n/gm)];
      if (!entries.some(([, command]) => command === name)) throw new Error(`there is no command ${name} in ${path}`);
      const others = entries.filter(([, command]) => command !== name);
      return { contents: others.reduce((rest, [line]) => rest.replace(line, ''), text), loader: 'ts' };
    });
  },
});

async function bundle(name, entry, plugins = []) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [resolve(SOURCES, entry)],
    outfile: join(OUT, `${name}.cjs`),
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // A compiled script has no import(): what remains of them (Node's own modules) becomes require.
    supported: { 'dynamic-import': false },
    external: ['@grpc/grpc-js', '@modelcontextprotocol/sdk', '@ai-sdk/*', 'ollama-ai-provider-v2', 'web-tree-sitter', 'pg-boss'],
    plugins: [placeOfModule, ...plugins],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: `"use strict";${LAZY_BUILTIN}` },
    logLevel: 'warning',
  });
  // Some of Node's own modules take milliseconds to load and most runs do not need them.
  const text = outputFiles[0].text.replaceAll(
    /\b(\w+ ?= ?)require\("node:(crypto|child_process|worker_threads|net|readline|zlib|os|v8)"\)(?=[,;}\n])/g,
    '$1lazyBuiltin("node:$2")',
  );
  writeFileSync(join(OUT, `${name}.cjs`), text);
}

const LAZY_BUILTIN =
  'function lazyBuiltin(name){let loaded;return new Proxy({},{get(_,key){loaded??=require(name);return loaded[key]}})}';

mkdirSync(OUT, { recursive: true });
await bundle('terrasmith', 'cli/main.ts');
await bundle('verify', 'cli/main.ts', [onlyCommand('verify')]);
await bundle('batch-worker', 'verify/batch-worker.ts');
await bundle('job-worker', 'server/job-worker.ts');
await bundle('synth-worker', 'dataset/synth/synth-worker.ts');

// What a typical verification runs is compiled and kept; the rest is compiled when it is first called.
for (const command of [['verify', '-'], ['fmt', '-']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'terrasmith'), ...command], {
    input: readFileSync(join(ROOT, 'scripts', 'bundle-warm-up.tf')),
    env: { ...process.env, TERRASMITH_WRITE_CODE_CACHE: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the bundled ${command[0]} does not work:\n${stdout}${stderr}`);
}
