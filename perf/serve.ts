/**
 * The reward server under load with the recorded answers and their policies: rewards a second against the batch of one process in
 * the same run, latency at half that load, memory over many requests. The one that asks runs on the same cores, and is paid
 * for out of the same time. A server lives long: it is measured when each worker has done as many rows as the batch, and
 * its first pass over them is reported too. `PERF_REQUESTS` is how many requests the memory is watched over, `PERF_SECONDS` how long latency is measured.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Measurement, percentile } from './measurement.ts';
import { ORACLE_MISSING, type OracleRow, oracleRows, writeBatch } from './oracle.ts';

const COMMAND = fileURLToPath(new URL('../bin/terrasmith', import.meta.url));
const MIRROR = ['--providers', 'hashicorp/aws=5.90.0', '--cloud', 'absent'];
const ROWS = Number(process.env.PERF_ROWS ?? Number.POSITIVE_INFINITY);
const REQUESTS = Number(process.env.PERF_REQUESTS ?? 200_000);
const SECONDS = Number(process.env.PERF_SECONDS ?? 20);
/** A machine that stands still for a moment spoils the percentile of the stretch in which it did, not of the others. */
const STRETCHES = 5;
/** A trainer sends a group of answers at a time; several groups are on their way. */
const ITEMS_AT_ONCE = 16;
const GROUPS_AT_ONCE = 8;
/** Each of two workers does half of a pass. */
const WARM_UPS = 2;

export async function measure(): Promise<readonly Measurement[]> {
  const rows = oracleRows()?.slice(0, ROWS);
  if (rows === undefined) return [{ name: 'serve', unit: 'rewards/s', note: ORACLE_MISSING }];
  const batch = batchRate(rows);
  const server = await startServer();
  try {
    const groups = chunks(rows, ITEMS_AT_ONCE).map(bodyOf);
    const rates: number[] = [];
    while (rates.length <= WARM_UPS) {
      const took = await seconds(() => forAll(groups, GROUPS_AT_ONCE, (body) => post(server.url, body)));
      rates.push(rows.length / took);
    }
    const [cold = 0] = rates;
    const rate = rates[WARM_UPS] as number;
    const single = rows.map((row) => bodyOf([row]));
    // Requests of one item go a way of their own through the server, which is to be warm as well.
    await forAll(single, GROUPS_AT_ONCE, (body) => post(server.url, body));
    const stretches: (readonly number[])[] = [];
    while (stretches.length < STRETCHES) stretches.push(await latenciesAt(server.url, single, rate / 2));
    const slowest = stretches.map((latencies) => percentile(latencies, 99));
    const memory = await memoryOver(server.url, single);
    return [
      { name: 'batch with policy, one process', value: batch, unit: 'rows/s', note: `${rows.length} recorded answers` },
      { name: 'serve: rewards with policy, first pass', value: cold, unit: 'rewards/s' },
      { name: 'serve: rewards with policy', value: rate, unit: 'rewards/s' },
      { name: 'serve against the batch of one process', value: rate / batch, unit: 'times', goal: '>= 1.5' },
      { name: 'serve: median at half load', value: percentile(stretches.flat(), 50), unit: 'ms' },
      {
        name: 'serve: 99th percentile at half load',
        value: percentile(slowest, 50),
        unit: 'ms',
        goal: '< 50',
        note: `of ${STRETCHES} stretches: ${slowest.map((each) => each.toFixed(0)).join(', ')}`,
      },
      { name: 'serve: memory after a tenth of the requests', value: memory.early, unit: 'MiB' },
      { name: `serve: memory after ${REQUESTS} requests`, value: memory.late, unit: 'MiB' },
      { name: 'serve: growth of memory', value: memory.late / memory.early, unit: 'times', goal: '<= 1.1' },
    ];
  } finally {
    server.process.kill('SIGTERM');
  }
}

function batchRate(rows: readonly OracleRow[]): number {
  const input = writeBatch(rows, true);
  const started = performance.now();
  const flags = ['verify', '--batch', input, '--out', join(dirname(input), 'out.jsonl'), '--jobs', '1', ...MIRROR];
  spawnSync(process.execPath, [COMMAND, ...flags]);
  return rows.length / ((performance.now() - started) / 1000);
}

async function startServer(): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [COMMAND, 'serve', ...MIRROR], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  return { url: (JSON.parse(line) as { url: string }).url, process: child };
}

function bodyOf(rows: readonly OracleRow[]): string {
  const items = rows.map(({ id, files, policy }) => ({ id, files, policy }));
  return JSON.stringify({ reward: 'terraformer/1', items });
}

function chunks<T>(items: readonly T[], size: number): readonly T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/reward`, { method: 'POST', agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.resume().once('end', resolve);
    });
    asked.once('error', reject).end(body);
  });
}

async function forAll<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Requests go out by the clock, whether or not earlier ones are answered; a late start counts as waiting. */
async function latenciesAt(url: string, bodies: readonly string[], rate: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const total = Math.floor((rate * SECONDS) / STRETCHES);
  const started = performance.now();
  const answers: Promise<void>[] = [];
  for (let index = 0; index < total; index++) {
    const due = started + (index * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    const body = bodies[index % bodies.length] as string;
    answers.push(
      post(url, body).then(() => {
        latencies.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(answers);
  return latencies;
}

async function memoryOver(url: string, bodies: readonly string[]): Promise<{ early: number; late: number }> {
  const send = (count: number) =>
    forAll(
      Array.from({ length: count }, (_, index) => index),
      16,
      (index) => post(url, bodies[index % bodies.length] as string),
    );
  await send(REQUESTS / 10);
  const early = await residentMiB(url);
  await send(REQUESTS - REQUESTS / 10);
  return { early, late: await residentMiB(url) };
}

async function residentMiB(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^terrasmith_resident_bytes (\d+)/m.exec(text)?.[1]) / 1024 / 1024;
}
