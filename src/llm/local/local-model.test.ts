import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { completionOf, hclGrammar } from '../grammar/index.ts';
import { ggufOf } from './gguf-for-tests.ts';
import { localModel } from './local-model.ts';
import { modelPath, pulledModels } from './pull.ts';
import { findRuntime } from './runtime.ts';

const here = findRuntime() !== undefined && pulledModels().some(({ name }) => name === 'smollm2');
const why = here ? '' : ' (skipped: neither model nor runtime is here; "terrasmith model pull smollm2" gets both)';
const run = test.skipIf(!here);
const base = modelPath('smollm2');
const SLOW = 300_000;

const model = localModel({ name: 'smollm2', base, adapters: [] });
const folder = mkdtempSync(join(tmpdir(), 'terrasmith-local-'));
afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (content: string, more = {}) =>
  model.complete({ messages: [{ role: 'user', content }], maxTokens: 24, ...more });

run(
  `smollm2 answers a question, the same at each time${why}`,
  async () => {
    const pieces: string[] = [];
    const first = await ask('What is the capital of France?', { onText: (piece: string) => pieces.push(piece) });
    expect(first.text).toContain('Paris');
    expect(first.finish).toBe('stop');
    expect(pieces.join('')).toBe(first.text);
    expect((await ask('What is the capital of France?')).text).toBe(first.text);
  },
  SLOW,
);

run(
  `an answer ends at a stop text and at the limit of tokens${why}`,
  async () => {
    const stopped = await ask('What is the capital of France?', { stop: ['capital'] });
    expect(stopped.text).toBe('The ');
    const cut = await ask('What is the capital of France?', { maxTokens: 3 });
    expect(cut).toMatchObject({ finish: 'length', usage: { output_tokens: 3 } });
  },
  SLOW,
);

run(
  `an answer under a grammar follows it, even where the limit cuts it off${why}`,
  async () => {
    const yes = await ask('Is water wet?', { grammar: 'root ::= "yes" | "no"' });
    expect(['yes', 'no']).toContain(yes.text);
    const cut = await ask('Write Terraform for an S3 bucket.', { grammar: hclGrammar(), maxTokens: 20 });
    expect(cut.finish).toBe('length');
    expect(completionOf(hclGrammar(), cut.text)).toBe('');
    await expect(ask('x', { grammar: 'root ::= other' })).rejects.toThrow(/grammar cannot be used/);
  },
  SLOW,
);

run(
  `a request can be dropped, and the next one works${why}`,
  async () => {
    const controller = new AbortController();
    const dropped = model.complete(
      { messages: [{ role: 'user', content: 'Tell a long story.' }], onText: () => controller.abort() },
      controller.signal,
    );
    await expect(dropped).rejects.toThrow(/abort/i);
    expect((await ask('What is the capital of France?')).text).toContain('Paris');
  },
  SLOW,
);

/** An adapter of rank 2 for one projection, 576 numbers in and out. */
function adapter(name: string, strength: number): string {
  const matrix = (value: (index: number) => number) =>
    Buffer.from(Float32Array.from({ length: 2 * 576 }, (_, index) => value(index)).buffer);
  const bytes = ggufOf(
    {
      'general.type': 'adapter',
      'general.architecture': 'llama',
      'adapter.type': 'lora',
      'adapter.lora.alpha': { float: 2 },
    },
    [
      { name: 'blk.0.attn_q.weight.lora_a', shape: [576, 2], type: 0, data: matrix((index) => Math.sin(index)) },
      {
        name: 'blk.0.attn_q.weight.lora_b',
        shape: [2, 576],
        type: 0,
        data: matrix((index) => strength * Math.cos(index)),
      },
    ],
  );
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

run(
  `an adapter of nothing changes nothing, and a strong one does${why}`,
  async () => {
    const answers: string[] = [];
    for (const path of [adapter('zero.gguf', 0), adapter('strong.gguf', 5)]) {
      const adapted = localModel({ name: 'adapted', base, adapters: [path] }, { contextSize: 512 });
      const { text } = await adapted.complete({
        messages: [{ role: 'user', content: 'What is the capital of France?' }],
        maxTokens: 12,
      });
      answers.push(text);
      await adapted.close();
    }
    expect(answers[0]).toContain('Paris');
    expect(answers[1]).not.toBe(answers[0]);
  },
  SLOW,
);

run(
  `a file that is no adapter is refused with its name${why}`,
  async () => {
    const path = join(folder, 'text.gguf');
    writeFileSync(path, 'no adapter');
    const broken = localModel({ name: 'broken', base, adapters: [path] }, { contextSize: 512 });
    await expect(broken.complete({ messages: [] })).rejects.toThrow(/text\.gguf cannot be loaded/);
    await broken.close();
  },
  SLOW,
);
