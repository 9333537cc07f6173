/**
 * Asks the real terraform for its opinion of the texts that only our parser might accept, and writes real.json:
 * `npx tsx spec/rewards/record.ts` (needs terraform on the search path).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAnswer } from '../../src/llm/index.ts';
import { attacks } from './attacks.ts';

const opinions: Record<string, string> = {};
for (const { name, syntax, completion } of attacks()) {
  if (!syntax) continue;
  const answer = extractAnswer(completion);
  if (answer.kind !== 'files') throw new Error(`${name} holds no files`);
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-real-'));
  for (const [path, text] of Object.entries(answer.files)) writeFileSync(join(folder, path), text);
  // Without -upgrade or plugins at hand, what a parser says comes before any provider is looked for.
  const run = spawnSync('terraform', ['init', '-backend=false', '-no-color', '-input=false'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      TF_CLI_CONFIG_FILE: '/dev/null',
      CHECKPOINT_DISABLE: '1',
      HTTPS_PROXY: 'http://127.0.0.1:1',
    },
  });
  const said = run.stdout + run.stderr;
  const title = /Error: (.*)/.exec(
    said.slice(said.indexOf('initialisation') < 0 ? 0 : said.indexOf('initialisation')),
  )?.[1];
  opinions[name] = run.status === 0 ? 'accepted' : `refused: ${title ?? 'no title'}`;
}
writeFileSync(fileURLToPath(new URL('real.json', import.meta.url)), `${JSON.stringify(opinions, null, 2)}\n`);
