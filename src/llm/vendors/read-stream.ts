import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  SharedV3Warning,
} from '@ai-sdk/provider';
import type { Clock } from '../clock.ts';
import { ModelError } from '../model.ts';
import { within } from '../time-limit.ts';
import type { Answer } from './language-model.ts';
import { finishOf, usageOf } from './read-whole.ts';

export interface StreamOptions {
  /** The stream is given up after so long without a piece. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly onText: ((piece: string) => void) | undefined;
}

/** An answer in pieces. A stream that ends without saying why was cut off, which is a failure. */
export async function readStream(
  name: string,
  language: LanguageModelV3,
  call: LanguageModelV3CallOptions,
  { idleMs, clock, onText }: StreamOptions,
): Promise<Answer> {
  const stop = new AbortController();
  const abort = () => stop.abort(call.abortSignal?.reason);
  call.abortSignal?.addEventListener('abort', abort, { once: true });
  const silent = () => new ModelError(`${name} sent nothing for ${idleMs / 1000} s`, { retryable: true });
  const soon = <T>(work: () => Promise<T>) => within(idleMs, clock, silent, work, call.abortSignal);
  try {
    const { stream } = await soon(async () => language.doStream({ ...call, abortSignal: stop.signal }));
    const reader = stream.getReader();
    return await collect(name, () => soon(() => reader.read()), onText);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    call.abortSignal?.removeEventListener('abort', abort);
  }
}

type Next = () => Promise<{ readonly done: boolean; readonly value?: LanguageModelV3StreamPart | undefined }>;

async function collect(name: string, next: Next, onText: StreamOptions['onText']): Promise<Answer> {
  let text = '';
  let warnings: readonly SharedV3Warning[] = [];
  let end: Extract<LanguageModelV3StreamPart, { type: 'finish' }> | undefined;
  for (let { done, value } = await next(); !done; { done, value } = await next()) {
    if (value?.type === 'text-delta') {
      text += value.delta;
      onText?.(value.delta);
    } else if (value?.type === 'stream-start') warnings = value.warnings;
    else if (value?.type === 'finish') end = value;
    else if (value?.type === 'error') throw value.error;
  }
  if (end === undefined || saysNothing(end.finishReason)) throw cutOff(name);
  return { text, finish: finishOf(end.finishReason), usage: usageOf(end.usage), warnings };
}

/** What adapters report for a stream in which the vendor never said why it ended. */
const saysNothing = ({ unified, raw }: LanguageModelV3FinishReason) => unified === 'other' && raw === undefined;

const cutOff = (name: string) => new ModelError(`the answer of ${name} broke off`, { retryable: true });
