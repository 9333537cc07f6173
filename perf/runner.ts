/**
 * The benchmark's runner over recorded answers to the bundled instances, under as many names as it takes: samples a minute with
 * everything a sample goes through, and without the verifier, which is what the runner itself costs; and whether memory stays flat.
 * `PERF_SAMPLES` is about how many samples each has.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type BenchmarkOptions, runBenchmark } from '../src/benchmark/index.ts';
import { bundledFolder } from '../src/dataset/index.ts';
import { createVerifier, type Verdict, type VerifyRequest } from '../src/verify/index.ts';
import type { Measurement } from './measurement.ts';

const SAMPLES = Number(process.env.PERF_SAMPLES ?? 10_000);

export async function measure(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'terrasmith-runner-'));
  try {
    const answers = recordedAnswers(folder);
    const whole = await replay(answers, join(folder, 'whole'), {});
    const alone = await replay(answers, join(folder, 'alone'), { verify: await remembered() });
    return [
      ...figures('runner: replayed, verified, every metric', whole),
      ...figures('runner: the same without the verifier', alone),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Replay {
  readonly samples: number;
  readonly perMinute: number;
  readonly processorMs: number;
  /** MiB that are still needed after a fifth of the samples, and near the end. */
  readonly early: number;
  readonly late: number;
}

function figures(name: string, { samples, perMinute, processorMs, early, late }: Replay): Measurement[] {
  return [
    { name, value: perMinute, unit: 'a minute', goal: '>= 10000', note: `${samples} samples, by the clock` },
    { name: `${name}: of one processor`, value: (60_000 * samples) / processorMs, unit: 'a minute' },
    { name: `${name}: growth of memory`, value: late / early, unit: 'times', goal: '<= 1.1' },
  ];
}

async function replay(answers: string, directory: string, more: Partial<BenchmarkOptions>): Promise<Replay> {
  const collect = garbageCollector();
  const marks: { readonly ms: number; readonly processor: number; readonly done: number }[] = [];
  const needed: number[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => {
    const fifth = Math.floor(total / 5);
    if (done === fifth || done === 4 * fifth) {
      marks.push({ ms: performance.now(), processor: processorMs(), done });
      collect();
      needed.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
  };
  await runBenchmark({ datasets: 'bundled', models: answers, directory, reports: false, onProgress, ...more });
  const [first, last] = marks;
  const [early, late] = needed;
  if (first === undefined || last === undefined || early === undefined || late === undefined)
    throw new Error('too few samples to measure: raise PERF_SAMPLES');
  const samples = last.done - first.done;
  return {
    samples,
    perMinute: (samples / (last.ms - first.ms)) * 60_000,
    processorMs: last.processor - first.processor,
    early,
    late,
  };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** A replay file with the baseline's answers under many names. */
function recordedAnswers(folder: string): string {
  const baseline = readFileSync(join(bundledFolder() ?? '', 'baselines', 'baseline.jsonl'), 'utf8');
  const rows = baseline.split('\n').filter((line) => line !== '');
  const names = Math.ceil(SAMPLES / rows.length);
  const path = join(folder, 'answers.jsonl');
  for (let name = 0; name < names; name++) {
    const copies = rows.map((row) => `${JSON.stringify({ ...JSON.parse(row), model: `m${name}` })}\n`);
    writeFileSync(path, copies.join(''), { flag: 'a' });
  }
  return `replay/${path}`;
}

/** A verifier that judges every answer once. */
async function remembered(): Promise<(request: VerifyRequest) => Promise<Verdict>> {
  const { verify } = await createVerifier({ lint: {}, security: {} });
  const known = new Map<string, Verdict>();
  return async (request) => {
    const verdict = known.get(request.id) ?? (await verify(request));
    known.set(request.id, verdict);
    return verdict;
  };
}
