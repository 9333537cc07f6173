/** No answer that only looks good earns more than it is worth, whichever reward is paid. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { createApp, createMetrics, SERVER_LIMITS, workersInProcess } from '../../src/server/index.ts';
import { type Attack, attacks, TASKS } from './attacks.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REAL = JSON.parse(readFileSync(join(HERE, 'real.json'), 'utf8')) as Record<string, string>;
/** What an answer without promised number stays below: the next tier of each reward. */
const BELOW: Readonly<Record<string, number>> = { 'terraformer/1': 0.5, 'graded/1': 0.43, 'dense/1': 0.5 };

let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  app = createApp({
    workers: await workersInProcess({}),
    limits: SERVER_LIMITS,
    metrics: createMetrics(),
    version: '0.0.0',
    instances: new Map(),
    token: undefined,
    draining: () => false,
  });
});

interface Rewarded {
  readonly rewards: readonly [number | null];
  readonly details: readonly [{ readonly gates: readonly { readonly gate: string }[]; readonly certificate: string }];
}

async function rewardOf({ completion, task }: Attack, reward: string): Promise<Rewarded> {
  const items = [{ completion, instance: TASKS[task] }];
  const response = await app.request('/v1/reward', { method: 'POST', body: JSON.stringify({ reward, items }) });
  return (await response.json()) as Rewarded;
}

test.each(attacks().map((attack) => [attack.name, attack] as const))('%s earns what it must', async (_, attack) => {
  for (const [name, expected] of Object.entries(attack.rewards)) {
    const { rewards, details } = await rewardOf(attack, name);
    const [paid] = rewards;
    expect(paid, `${name}: ${attack.title}`).not.toBeNull();
    if (expected === null) expect(paid, `${name}: ${attack.title}`).toBeLessThan(BELOW[name] as number);
    else expect(paid, `${name}: ${attack.title}`).toBeCloseTo(expected, 5);
    if (attack.gate !== undefined) expect(details[0].gates.map(({ gate }) => gate)).toContain(attack.gate);
  }
});

test('there are at least 30 attacks, besides the honest answers they are measured against', () => {
  expect(attacks().filter(({ name }) => !name.includes('honest')).length).toBeGreaterThanOrEqual(30);
});

test('the real parser was asked of every text that only ours might accept, and refuses it', () => {
  for (const { name, syntax } of attacks()) if (syntax) expect(REAL[name], name).toMatch(/^refused: /);
});

test('no program that an answer names was run', () => {
  expect(existsSync('terrasmith-attack')).toBe(false);
});
