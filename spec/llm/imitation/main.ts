/** `npx tsx spec/llm/imitation/main.ts [PORT]`: the imitated vendors, to try commands against by hand. */
import { BEHAVIOURS } from './behaviours.ts';
import { startImitation } from './server.ts';

const { url } = await startImitation(Number(process.argv[2] ?? 0));
process.stdout.write(`${url} imitates every vendor. Models: ${Object.keys(BEHAVIOURS).join(', ')}; joined with -then-.
  OPENAI_API_KEY=any terrasmith generate "a queue" --model openai/busy-then-answer --base-url ${url}
Ctrl-C ends it.\n`);
