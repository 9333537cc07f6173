/** One of the AI SDK's language models as a `Model`: settings in, text and usage out, failures as `ModelError`. */
import type { LanguageModelV3CallOptions, LanguageModelV3Prompt, SharedV3Warning } from '@ai-sdk/provider';
import type { Clock } from '../clock.ts';
import { type Completion, type CompletionRequest, type Message, type Model, ModelError } from '../model.ts';
import type { ModelOptions } from '../settings.ts';
import { asModelError } from './failure.ts';
import { readStream } from './read-stream.ts';
import { readWhole } from './read-whole.ts';
import type { PreparedModel, Settled } from './vendor.ts';

const IDLE_TIMEOUT_S = 180;

export interface LanguageModelPorts {
  readonly clock: Clock;
  readonly onNotice: (notice: string) => void;
}

/** What came back, however it came. */
export interface Answer extends Pick<Completion, 'text' | 'finish'> {
  readonly usage: Completion['usage'];
  readonly warnings: readonly SharedV3Warning[];
}

export function languageModel(
  name: string,
  prepared: PreparedModel,
  options: ModelOptions,
  { clock, onNotice }: LanguageModelPorts,
): Model {
  let loading: ReturnType<PreparedModel['load']> | undefined;
  return {
    name,
    async complete(request, signal) {
      if (request.grammar !== undefined && prepared.grammars !== true) throw noGrammars(name);
      loading ??= prepared.load();
      const language = await loading;
      const started = clock.now();
      const call = callOptions(request, options, prepared, signal);
      const idleMs = (options.idleTimeout ?? IDLE_TIMEOUT_S) * 1000;
      try {
        const { warnings, usage, ...answer } =
          options.stream === false
            ? await readWhole(language, call, request.onText)
            : await readStream(name, language, call, { idleMs, clock, onText: request.onText });
        for (const warning of warnings) onNotice(`${name}: ${textOf(warning)}`);
        return usage === undefined ? answer : { ...answer, usage: { ...usage, latency_ms: clock.now() - started } };
      } catch (error) {
        signal?.throwIfAborted();
        throw asModelError(error, name);
      }
    },
  };
}

function callOptions(
  request: CompletionRequest,
  options: ModelOptions,
  prepared: PreparedModel,
  signal: AbortSignal | undefined,
): LanguageModelV3CallOptions {
  const settled = settle(request, options);
  const { temperature, maxTokens, topP, seed, stop, schema } = settled;
  return withoutUndefined({
    prompt: promptOf(request.messages),
    temperature: temperature ?? undefined,
    maxOutputTokens: maxTokens,
    topP,
    seed,
    stopSequences: stop === undefined ? undefined : [...stop],
    responseFormat: schema === undefined ? undefined : { type: 'json' as const, schema, name: 'answer' },
    abortSignal: signal,
    providerOptions: prepared.vendorOptions?.(settled),
  }) as LanguageModelV3CallOptions;
}

/** What the request says goes before the options of the model. */
function settle(request: CompletionRequest, { temperature, maxTokens, topP, seed, stop }: ModelOptions): Settled {
  const { task: _, onText: __, ...said } = request;
  const usual = withoutUndefined({ temperature, maxTokens, topP, seed, stop });
  return { ...(usual as Partial<Settled>), ...withoutUndefined(said), messages: said.messages };
}

function promptOf(messages: readonly Message[]): LanguageModelV3Prompt {
  return messages.map(({ role, content }) =>
    role === 'system' ? { role, content } : { role, content: [{ type: 'text' as const, text: content }] },
  );
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}

function textOf(warning: SharedV3Warning): string {
  if (warning.type === 'other') return warning.message;
  const details = warning.details === undefined ? '' : ` (${warning.details})`;
  return `${warning.feature} is ${warning.type === 'unsupported' ? 'not supported' : 'supported in part'}${details}`;
}

const noGrammars = (name: string) =>
  new ModelError(`${name} cannot be made to follow a grammar; local models and OpenAI-compatible servers can`, {
    retryable: false,
  });
