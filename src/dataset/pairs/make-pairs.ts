/** Pairs by error injection: a reference that passes, and the same with one named error that the verifier finds as intended. */
import { seededRandom } from '../../util/seeded-random.ts';
import type { Verdict, Verifier } from '../../verify/index.ts';
import { partOf } from '../dataset.ts';
import { canonicalText } from '../export/canonical.ts';
import type { Instance } from '../instance.ts';
import { ERROR_MODES, type ErrorMode, type Random } from './errors/index.ts';
import { normalised } from './normalise.ts';
import type { Files, Pair } from './pair.ts';
import { takeMode } from './take-mode.ts';

export interface PairOptions {
  readonly verifier: Verifier;
  /** `terraform fmt`; handed in, as it is of a lower floor. */
  readonly format: (text: string) => string;
  readonly seed: number;
  /** Pairs wanted of each instance, each with another error. */
  readonly perInstance: number;
  /** Canonical references: the way of writing that a model learned from rows exported so. Default: as they are. */
  readonly canonical?: boolean;
  /** 0 to 1: how many of the pairs give a controller the preferred one as its draft, to be left as it is. Default: none. */
  readonly rightDrafts?: number;
  /** Default: all of them. */
  readonly modes?: readonly ErrorMode[];
  /** Such as `{ train: 0.8, test: 0.2 }`. */
  readonly shares?: Readonly<Record<string, number>> | undefined;
}

/** What became of the tries of an error mode. */
export interface ModeCount {
  tried: number;
  /** Failed as intended. */
  kept: number;
}

export interface PairCounts {
  readonly modes: Map<string, ModeCount>;
  instances: number;
  /** Without a reference, or with one that does not pass. */
  unusable: number;
  /** Pairs whose draft is right. */
  rightDrafts: number;
}

export const pairCounts = (): PairCounts => ({ modes: new Map(), instances: 0, unusable: 0, rightDrafts: 0 });

const TRIES_PER_PAIR = 8;

/** The pairs of one instance; none where its reference does not pass. Same seed, same pairs. */
export async function pairsOf(instance: Instance, options: PairOptions, counts = pairCounts()): Promise<Pair[]> {
  counts.instances++;
  const preferred = referenceOf(instance, options);
  if (preferred === undefined || !passes(await judged(instance, preferred, options))) {
    counts.unusable++;
    return [];
  }
  const random = seededRandom(hashOf(`${options.seed}\n${instance.instance_id}\n${instance.problem_statement}`));
  const { rightDrafts = 0, perInstance } = options;
  const nextIsRight = () => rightDrafts > 0 && random() < rightDrafts;
  const left = [...(options.modes ?? ERROR_MODES)];
  const pairs: Pair[] = [];
  let isRight = nextIsRight();
  for (let tries = perInstance * TRIES_PER_PAIR; tries > 0 && pairs.length < perInstance; tries--) {
    const mode = takeMode(left, random, isRight);
    if (mode === undefined) break;
    const pair = await pairWith(mode, instance, preferred, options, random, counts);
    if (pair === undefined) continue;
    pairs.push(isRight ? { ...pair, draft: 'preferred' } : pair);
    if (isRight) counts.rightDrafts++;
    isRight = nextIsRight();
  }
  return pairs;
}

function referenceOf({ gold_solution }: Instance, { format, canonical = false }: PairOptions): Files | undefined {
  const files = gold_solution && normalised(gold_solution, format);
  const [file, ...others] = Object.entries(files ?? {});
  if (!canonical || file === undefined || others.length > 0) return files;
  return { [file[0]]: canonicalText(file[1]) };
}

async function pairWith(
  mode: ErrorMode,
  instance: Instance,
  preferred: Files,
  options: PairOptions,
  random: Random,
  counts: PairCounts,
): Promise<Pair | undefined> {
  const broken = injected(mode, preferred, random);
  if (broken === undefined) return undefined;
  const count = counts.modes.get(mode.name) ?? { tried: 0, kept: 0 };
  counts.modes.set(mode.name, count);
  count.tried++;
  const dispreferred = normalised(broken, options.format);
  const verdict = await judged(instance, dispreferred, options);
  if (!failsAs(mode, verdict)) return undefined;
  count.kept++;
  return pairFrom(instance, preferred, dispreferred, mode.name, verdict, options);
}

export function pairFrom(
  instance: Instance,
  preferred: Files,
  dispreferred: Files,
  mode: string,
  verdict: Verdict,
  { shares, seed }: Pick<PairOptions, 'shares' | 'seed'>,
): Pair | undefined {
  const stage = firstFailure(verdict)?.stage;
  if (stage === undefined) return undefined;
  return {
    format: 'pair/1',
    id: `${instance.instance_id}#${mode}`,
    instance,
    preferred,
    dispreferred,
    mode,
    stage,
    certificate: verdict.certificate,
    ...(shares === undefined ? {} : { split: partOf(instance, shares, seed) }),
  };
}

/** The error goes into one of the files, `main.tf` first. */
function injected(mode: ErrorMode, files: Files, random: Random): Files | undefined {
  const paths = Object.keys(files).sort((one, other) => Number(other === 'main.tf') - Number(one === 'main.tf'));
  for (const path of paths) {
    const text = files[path] as string;
    const broken = mode.inject(text, random);
    if (broken !== undefined && broken !== text) return { ...files, [path]: broken };
  }
  return undefined;
}

export function judged(
  instance: Instance,
  files: Files,
  { verifier }: Pick<PairOptions, 'verifier'>,
): Promise<Verdict> {
  const { instance_id: id, policy, expected_resources: expectedResources } = instance;
  return verifier.verify({ id, files, policy, expectedResources });
}

const firstFailure = ({ stages }: Verdict) => stages.find(({ status }) => status === 'failed');
export const passes = ({ stages }: Verdict) => stages.every(({ status }) => status === 'passed');

/** At the intended stage, with the intended title among its errors. */
function failsAs({ stage, title }: ErrorMode, verdict: Verdict): boolean {
  const failure = firstFailure(verdict);
  if (failure?.stage !== stage) return false;
  if (title === undefined) return true;
  return failure.diagnostics.some(({ severity, summary }) => severity === 'error' && title.test(summary));
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
