/** Cases of our own, beside OPA's: expressions and small packages, and what the real OPA said of them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const RECORDED = fileURLToPath(new URL('own/recorded.jsonl', import.meta.url));

export const OWN_INPUT = {
  a: { b: [10, 20, 30] },
  m: [
    [1, 2],
    [2, 3],
  ],
  list: [
    { name: 'a', on: true },
    { name: 'b', on: false },
  ],
  flag: false,
  nothing: null,
};

export interface OwnCase {
  readonly note: string;
  readonly modules: readonly string[];
  readonly query: string;
}

export function ownCases(): OwnCase[] {
  return [...expressions(), ...packages()];
}

function linesOf(name: string): string[] {
  return readFileSync(new URL(`own/${name}`, import.meta.url), 'utf8').split('\n');
}

/** What cannot stand on the right of `=` is a query as it is. */
function expressions(): OwnCase[] {
  return linesOf('expressions.txt')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isQuery = /^(every|some|not|\[a|\[1, a|\[\[a|\{"k": v\} =|x :=)/.test(line) && !/^not_/.test(line);
      return { note: line, modules: [], query: isQuery ? line : `x = ${line}` };
    });
}

function packages(): OwnCase[] {
  const cases: OwnCase[] = [];
  let note = '';
  let lines: string[] = [];
  const finish = () => {
    if (note !== '') cases.push({ note, modules: [`package p\n\n${lines.join('\n')}\n`], query: 'x = data.p' });
    lines = [];
  };
  for (const line of linesOf('modules.rego.txt')) {
    if (line.startsWith('# ')) {
      finish();
      note = line.slice(2);
    } else if (line !== '') lines.push(line);
  }
  finish();
  return cases;
}
