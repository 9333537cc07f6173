/**
 * Lays what `terrasmith provider learn` found over the facts of a pack, type by type, with facts kept by hand on top:
 *
 *   npx tsx scripts/packs/merge-learned.ts LEARNED PACK.br [--extra EXTRA.jsonl] -o FACTS.jsonl
 *   npx tsx scripts/packs/merge-learned.ts LEARNED PACK.br --missing -o EXTRA.jsonl
 *
 * LEARNED is a pack, or the `.partial` beside the pack of a run that was stopped: types that it lacks stay as they are. With
 * `--missing` the facts of PACK are written that LEARNED has not, which is where a file of facts kept by hand begins. FACTS.jsonl
 * goes into packs by add-facts.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Check, openPack, type ResourceFacts } from '../../src/provider/index.ts';

type Facts = Map<string, ResourceFacts>;

function factsOfPack(file: string): Facts {
  const pack = openPack(file);
  const facts: Facts = new Map();
  for (const kind of ['resource', 'data'])
    for (const name of pack.names(`facts-${kind}`))
      facts.set(`${kind}.${name}`, pack.line(`facts-${kind}.${name}`) as ResourceFacts);
  const provider = pack.line('facts-provider');
  return provider === undefined ? facts : facts.set('provider', provider as ResourceFacts);
}

/** Rows `{key, facts}` or, of a run that was stopped, `{key, result: {facts}}`; a line that was cut off is left out. */
function factsOfRows(file: string): Facts {
  const facts: Facts = new Map();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (!line.startsWith('{') || !line.endsWith('}')) continue;
    const row = JSON.parse(line) as { key: string; facts?: ResourceFacts; result?: { facts?: ResourceFacts } };
    const found = row.facts ?? row.result?.facts;
    if (found !== undefined) facts.set(row.key, found);
  }
  return facts;
}

const ruleOf = ({ path, is }: Check): string => `${is} ${path}`;

/** What `base` says and `over` does not, by kind of check and place, by place of a default. */
function missing(base: ResourceFacts, over: ResourceFacts): ResourceFacts {
  const rules = new Set((over.checks ?? []).map(ruleOf));
  const checks = (base.checks ?? []).filter((check) => !rules.has(ruleOf(check)));
  const plan = { ...base.plan };
  const planned = new Set((over.plan?.defaults ?? []).map(({ path }) => path));
  const defaults = (plan.defaults ?? []).filter(({ path, when }) => when !== undefined || !planned.has(path));
  const { defaults: _all, ...others } = plan;
  const rest = Object.entries(others).filter(([name]) => !(over.plan !== undefined && name in over.plan));
  const left = { ...(defaults.length > 0 && { defaults }), ...Object.fromEntries(rest) };
  return {
    ...(checks.length > 0 && { checks }),
    ...(Object.keys(left).length > 0 && { plan: left }),
    ...(base.read !== undefined && over.read === undefined && { read: base.read }),
    ...(base.regional !== undefined && over.regional === undefined && { regional: base.regional }),
  };
}

/** Both; where both have a rule of a kind at a place, that of `over`. */
function merged(base: ResourceFacts, over: ResourceFacts): ResourceFacts {
  const more = missing(base, over);
  const checks = [...(over.checks ?? []), ...(more.checks ?? [])];
  const defaults = [...(more.plan?.defaults ?? []), ...(over.plan?.defaults ?? [])];
  const plan = { ...more.plan, ...over.plan, ...(defaults.length > 0 && { defaults }) };
  return {
    ...more,
    ...over,
    ...(checks.length > 0 && { checks }),
    ...(Object.keys(plan).length > 0 && { plan }),
  };
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    extra: { type: 'string' },
    missing: { type: 'boolean', default: false },
    out: { type: 'string', short: 'o', default: 'facts.jsonl' },
  },
});
const [learnedFile = '', packFile = ''] = positionals;
const learned = learnedFile.endsWith('.br') ? factsOfPack(learnedFile) : factsOfRows(learnedFile);
const bundled = factsOfPack(packFile);
const extra: Facts = flags.extra === undefined ? new Map() : factsOfRows(flags.extra);
const rows: string[] = [];
for (const [key, found] of learned) {
  const facts = flags.missing ? missing(bundled.get(key) ?? {}, found) : merged(found, extra.get(key) ?? {});
  if (Object.keys(facts).length > 0) rows.push(`${JSON.stringify({ key, facts })}\n`);
}
writeFileSync(flags.out, rows.join(''));
process.stdout.write(`${flags.out}: ${rows.length} of ${learned.size} learned types\n`);
