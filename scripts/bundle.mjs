/**
 * After `tsc`: the command line as one file, `dist/bundle/terrasmith.cjs`, with V8's compiled code beside it, so that a command
 * starts without reading and parsing hundreds of modules. The unbundled modules stay, for those who import the package.
 */
import { mkdirSync, readFileSync } from 'node:fs';
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
      const worker = text.replaceAll(/`\.\/batch-worker\.\$\{extension\}`/g, "'../bundle/batch-worker.cjs'");
      return { contents: worker.replaceAll('import.meta.url', `(${url})`), loader: 'ts' };
    });
  },
};

mkdirSync(OUT, { recursive: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: {
    terrasmith: resolve(SOURCES, 'cli/main.ts'),
    'batch-worker': resolve(SOURCES, 'verify/batch-worker.ts'),
  },
  outdir: OUT,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['@grpc/grpc-js'],
  plugins: [placeOfModule],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  banner: { js: '"use strict";' },
  logLevel: 'warning',
});

// What a typical verification runs is compiled and kept; the rest is compiled when it is first called.
const warmUp = spawnSync(process.execPath, [join(ROOT, 'bin', 'terrasmith'), 'verify', '-'], {
  input: readFileSync(join(ROOT, 'scripts', 'bundle-warm-up.tf')),
  env: { ...process.env, TERRASMITH_WRITE_CODE_CACHE: '1' },
  encoding: 'utf8',
});
if (warmUp.status !== 0) throw new Error(`the bundled command does not work:\n${warmUp.stdout}${warmUp.stderr}`);
