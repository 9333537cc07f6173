/** Writes the tables of docs/security-checks.md and docs/lint.md from the checks and rules themselves. */
import { readFileSync, writeFileSync } from 'node:fs';
import { lintRules, securityChecks } from '../src/verify/index.ts';

const checks = [...(await securityChecks()).values()].map(
  ({ id, reference = '', severity, title, types, remediation }) =>
    `| ${id} | ${reference} | ${severity} | ${title} | ${types.join(', ')} | ${remediation} |`,
);
fill('security-checks.md', [
  '| check | also known as | severity | title | resources | remedy |',
  '| --- | --- | --- | --- | --- | --- |',
  ...checks,
]);

const rules = (await lintRules()).map(
  ({ name, recommended, title, doc }) => `| ${name} | ${recommended ? 'yes' : ''} | ${title} | ${doc} |`,
);
fill('lint.md', [
  '| rule | recommended | finding | why, and what to write instead |',
  '| --- | --- | --- | --- |',
  ...rules,
]);

/** Puts the lines between `<!-- table -->` and `<!-- end -->`. */
function fill(name: string, lines: readonly string[]): void {
  const path = new URL(`../docs/${name}`, import.meta.url);
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/<!-- table -->[\s\S]*<!-- end -->/, `<!-- table -->\n${lines.join('\n')}\n<!-- end -->`),
  );
}
