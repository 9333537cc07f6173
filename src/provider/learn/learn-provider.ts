/**
 * Learns a whole provider: schema and facts of every type, several types at a time. What is done is written beside the pack line by
 * line, so that a run that was stopped goes on; the pack is the same byte for byte however often it was stopped.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ExecutableFailure } from '../executable/failure.ts';
import { writePack } from '../pack/file.ts';
import { schemaLines } from '../pack/schema-json.ts';
import type { Schema } from '../schema.ts';
import { schemaAsJson } from './schema-as-json.ts';
import { type Kind, openSession, type Session } from './session.ts';
import { learnType, type TypeFacts } from './type-facts.ts';

export interface LearnOptions {
  /** Where the pack is written. */
  readonly pack: string;
  /** Only types whose names match. */
  readonly only?: RegExp;
  readonly atOnce?: number;
  readonly onProgress?: (done: number, all: number, name: string) => void;
}

export interface LearnSummary {
  readonly address: string;
  readonly version: string;
  readonly types: number;
  readonly arguments: number;
  readonly checks: Readonly<Record<string, number>>;
  readonly defaults: number;
  /** How often the executable was asked in this run. */
  readonly calls: { readonly validate: number; readonly plan: number; readonly read: number };
  /** Types of which no valid configuration was found, so that nothing is known of how they are planned. */
  readonly unplanned: readonly string[];
  readonly failed: readonly string[];
  /** Messages that no rule explains, with how many arguments have them. */
  readonly unlearned: readonly (readonly [message: string, count: number])[];
}

interface Done {
  readonly key: string;
  readonly result: TypeFacts | { readonly error: string };
}

export async function learnProvider(executable: string, options: LearnOptions): Promise<LearnSummary> {
  const session = await openSession(executable);
  try {
    return await learnAll(session, options);
  } finally {
    session.stop();
  }
}

async function learnAll(session: Session, options: LearnOptions): Promise<LearnSummary> {
  const { identity, index } = session;
  const partial = `${options.pack}.partial`;
  mkdirSync(dirname(options.pack), { recursive: true });
  const done = readPartial(partial, `${identity.address} ${identity.version}`);
  const tasks: { key: string; kind: Kind; type: string; schema: Schema }[] = [
    { key: 'provider', kind: 'provider' as Kind, type: '', schema: index.provider },
    ...index.names('managed').map((type) => ({
      key: `resource.${type}`,
      kind: 'resource' as Kind,
      type,
      schema: index.schema('managed', type) as Schema,
    })),
    ...index.names('data').map((type) => ({
      key: `data.${type}`,
      kind: 'data' as Kind,
      type,
      schema: index.schema('data', type) as Schema,
    })),
  ].filter(({ type }) => options.only === undefined || options.only.test(type));
  const waiting = tasks.filter(({ key }) => !done.has(key)).reverse();
  let finished = done.size;
  const finish = (key: string, result: Done['result']): void => {
    done.set(key, result);
    appendFileSync(partial, `${JSON.stringify({ key, result } satisfies Done)}\n`);
    options.onProgress?.(++finished, tasks.length, key);
  };
  const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  /** Types whose questions saw the executable die: one of them killed it, and the others were beside it. They are asked again, alone. */
  const again: typeof tasks = [];
  const work = async (): Promise<void> => {
    for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
      try {
        finish(task.key, await learnType(session, task.kind, task.type, task.schema.block, false));
      } catch (error) {
        if (error instanceof ExecutableFailure) again.push(task);
        else finish(task.key, { error: reason(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 8 }, work));
  for (const { key, kind, type, schema } of again) {
    try {
      finish(key, await learnType(session, kind, type, schema.block, true));
    } catch (error) {
      finish(key, { error: reason(error) });
    }
  }

  const lines = schemaLines(schemaAsJson(index));
  for (const { key } of tasks) {
    const result = done.get(key);
    if (result !== undefined && 'facts' in result && Object.keys(result.facts).length > 0)
      lines.set(`facts-${key}`, result.facts);
  }
  const source = `learned from the executable of ${identity.address} ${identity.version}`;
  writePack(options.pack, { address: identity.address, version: identity.version, source }, lines);
  rmSync(partial, { force: true });
  return summarise(
    session,
    tasks.map(({ key }) => [key, done.get(key)] as const),
  );
}

function readPartial(path: string, name: string): Map<string, Done['result']> {
  const done = new Map<string, Done['result']>();
  if (existsSync(path)) {
    const [head, ...lines] = readFileSync(path, 'utf8').split('\n');
    if (head === name) {
      for (const line of lines) {
        try {
          const { key, result } = JSON.parse(line) as Done;
          done.set(key, result);
        } catch {
          // A line cut off where the run was stopped: that type is learned again.
        }
      }
      return done;
    }
    rmSync(path);
  }
  appendFileSync(path, `${name}\n`);
  return done;
}

function summarise(
  session: Session,
  results: readonly (readonly [string, Done['result'] | undefined])[],
): LearnSummary {
  const checks: Record<string, number> = {};
  const unlearned = new Map<string, number>();
  const [unplanned, failed]: [string[], string[]] = [[], []];
  let tried = 0;
  let defaults = 0;
  for (const [key, result] of results) {
    if (result === undefined || 'error' in result) {
      failed.push(key);
      continue;
    }
    tried += result.tried;
    defaults += result.facts.plan?.defaults?.length ?? 0;
    if (key.startsWith('resource.') && result.facts.plan === undefined) unplanned.push(key);
    for (const check of result.facts.checks ?? []) checks[check.is] = (checks[check.is] ?? 0) + 1;
    for (const { path, title } of result.unlearned) {
      const name = path.split('.').at(-1) as string;
      const message = name === '' ? title : title.replaceAll(name, '{name}');
      unlearned.set(message, (unlearned.get(message) ?? 0) + 1);
    }
  }
  return {
    ...session.identity,
    types: results.length,
    arguments: tried,
    checks: Object.fromEntries(Object.entries(checks).sort(([a], [b]) => (a < b ? -1 : 1))),
    defaults,
    calls: session.calls,
    unplanned,
    failed,
    unlearned: [...unlearned].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  };
}
