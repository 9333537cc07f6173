/**
 * Records what the real OPA says of the cases of our own: `npx tsx spec/rego/record-own.ts LIBRARY_FOLDER`. Only this script
 * writes `own/recorded.jsonl`. `own/expressions.txt` has an expression (or query) a line, `own/modules.rego.txt` rules of a
 * package p under a comment that names the case. The library takes v1 and has strict errors of built-ins.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OWN_INPUT, ownCases, RECORDED } from './own-cases.ts';

const [library] = process.argv.slice(2);
if (library === undefined || !existsSync(library)) {
  console.log('SKIPPED: give the folder of the unzipped wheel opa-golib-python-bindings 0.4.4');
  process.exit(0);
}
const cases = ownCases();
const run = spawnSync('python3', [fileURLToPath(new URL('opa_library.py', import.meta.url)), library], {
  input: cases
    .map(({ note, modules, query }) => JSON.stringify({ id: note, modules, query, input: OWN_INPUT }))
    .join('\n'),
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const rows = run.stdout
  .split('\n')
  .filter((line) => line !== '')
  .map((line, index) => {
    // Numbers stay as the library spells them: the line is cut, not parsed and printed.
    const { note } = cases[index] as { note: string };
    const { error } = JSON.parse(line) as { error?: string };
    if (error !== undefined) return JSON.stringify({ note, error: codeOf(error), text: error });
    const result = line.slice(line.indexOf('"result": ') + '"result": '.length, line.lastIndexOf(', "first_ms"'));
    return `{"note":${JSON.stringify(note)},"result":${result}}`;
  });
writeFileSync(RECORDED, `${rows.join('\n')}\n`);
console.log(`${rows.length} of ${cases.length} cases recorded`);

function codeOf(text: string): string {
  return /\b((?:rego|eval)_[a-z_]*error): /.exec(text.replace(/^(eval|prepare)_error: /, ''))?.[1] ?? 'error';
}
