/** Pairs from recorded drafts: what a model wrote and the verifier refused, beside one that passed or the reference. */
import { readLines } from '../../util/read-lines.ts';
import type { Dataset } from '../dataset.ts';
import type { Instance } from '../instance.ts';
import { judged, type PairOptions, pairFrom, passes } from './make-pairs.ts';
import { normalised } from './normalise.ts';
import type { Files, Pair } from './pair.ts';

interface Draft {
  readonly id: string;
  readonly model: string;
  readonly files: Files;
}

/** The drafts of a benchmark's `samples.jsonl` or of a replay file; rows without files are left out. */
export async function readDrafts(path: string): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for await (const { bytes } of readLines(path)) {
    const row = parsed(new TextDecoder().decode(bytes));
    const { instance_id: id, model, files } = row;
    if (typeof id !== 'string' || typeof files !== 'object' || files === null) continue;
    if (Object.keys(files).length > 0) drafts.push({ id, model: String(model ?? 'unknown'), files: files as Files });
  }
  return drafts;
}

/** One pair for each differing draft that fails. */
export async function* recordedPairs(
  dataset: Dataset,
  drafts: readonly Draft[],
  options: PairOptions,
): AsyncGenerator<Pair> {
  const byInstance = new Map<string, Draft[]>();
  for (const draft of drafts) byInstance.set(draft.id, [...(byInstance.get(draft.id) ?? []), draft]);
  for (const [id, theirs] of byInstance) {
    const instance = dataset.get(id);
    if (instance !== undefined) yield* pairsAmong(instance, theirs, options);
  }
}

async function* pairsAmong(instance: Instance, drafts: readonly Draft[], options: PairOptions): AsyncGenerator<Pair> {
  const gold = instance.gold_solution && normalised(instance.gold_solution, options.format);
  const seen = new Set<string>();
  let preferred = gold !== undefined && passes(await judged(instance, gold, options)) ? gold : undefined;
  const failed = [];
  for (const { files } of drafts) {
    const draft = normalised(files, options.format);
    const text = JSON.stringify(draft);
    if (seen.has(text)) continue;
    seen.add(text);
    const verdict = await judged(instance, draft, options);
    if (passes(verdict)) preferred = draft;
    else failed.push({ draft, verdict });
  }
  if (preferred === undefined) return;
  for (const [index, { draft, verdict }] of failed.entries()) {
    const pair = pairFrom(instance, preferred, draft, 'recorded', verdict, options);
    if (pair !== undefined) yield { ...pair, id: `${pair.id}-${index + 1}` };
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return text.trim() === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    return {};
  }
}
