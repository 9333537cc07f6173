/**
 * Of two sets of facts for a pack, type by type the one that did better in trials, and of equal ones the first:
 *
 *   npx tsx scripts/packs/choose-facts.ts KEPT.br LEARNED.br --kept-trial FILE… --learned-trial FILE… -o FACTS.jsonl
 *
 * A trial is what `compare-engines.ts EXECUTABLE --pack PACK --seed S --out FILE` wrote, with the same seeds for both packs. How things
 * are planned, and what planning refuses, is taken from LEARNED wherever that says it; what reading says, from KEPT.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Check, openPack, type ResourceFacts } from '../../src/provider/index.ts';

/** A false alarm costs more than a miss. */
const COST: Readonly<Record<string, number>> = { 'false alarm': 3, crash: 3, missed: 1, place: 1 };

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'kept-trial': { type: 'string', multiple: true, default: [] },
    'learned-trial': { type: 'string', multiple: true, default: [] },
    out: { type: 'string', short: 'o', default: 'facts.jsonl' },
  },
});
const [kept, learned] = positionals.map(factsOf) as [Map<string, ResourceFacts>, Map<string, ResourceFacts>];
const cost = { kept: costsIn(flags['kept-trial']), learned: costsIn(flags['learned-trial']) };
let better = 0;
const rows: string[] = [];
for (const key of new Set([...kept.keys(), ...learned.keys()])) {
  const [own, other] = [kept.get(key) ?? {}, learned.get(key) ?? {}];
  const wins = !kept.has(key) || (cost.learned.get(key) ?? 0) < (cost.kept.get(key) ?? 0);
  if (wins) better++;
  const checks = [...atValidation(wins ? other : own), ...whilePlanning(own, other)];
  const [plan, read] = [other.plan ?? own.plan, own.read ?? other.read];
  const facts = { ...other, ...own, checks: checks.length > 0 ? checks : undefined, plan, read };
  rows.push(`${JSON.stringify({ key, facts })}\n`);
}
writeFileSync(flags.out, rows.join(''));
process.stdout.write(`${flags.out}: ${rows.length} types, checks of ${better} from ${positionals[1]}\n`);

function atValidation({ checks = [] }: ResourceFacts): readonly Check[] {
  return checks.filter(({ phase }) => phase !== 'plan');
}

/** Both sides' checks of the plan step; of those with one title the learned ones. */
function whilePlanning(own: ResourceFacts, other: ResourceFacts): readonly Check[] {
  const learnt = (other.checks ?? []).filter(({ phase }) => phase === 'plan');
  const titles = new Set(learnt.map(({ title }) => title));
  return [...learnt, ...(own.checks ?? []).filter(({ phase, title }) => phase === 'plan' && !titles.has(title))];
}

function factsOf(file: string): Map<string, ResourceFacts> {
  const pack = openPack(file);
  const keys = ['resource', 'data'].flatMap((kind) => pack.names(`facts-${kind}`).map((name) => `${kind}.${name}`));
  if (pack.line('facts-provider') !== undefined) keys.push('provider');
  return new Map(keys.map((key) => [key, pack.line(`facts-${key}`) as ResourceFacts]));
}

/** By key of the type. */
function costsIn(files: readonly string[]): Map<string, number> {
  const costs = new Map<string, number>();
  for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
    if (line === '') continue;
    const { type, kind } = JSON.parse(line) as { type: string; kind: string };
    const key = type.startsWith('data.') ? type : `resource.${type}`;
    costs.set(key, (costs.get(key) ?? 0) + (COST[kind] ?? 1));
  }
  return costs;
}
