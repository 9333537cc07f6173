/**
 * A model on this machine's processor. Loaded at the first request and kept; as many requests at a time as it has contexts,
 * which share the weights. Answers to equal requests are equal: every request starts from an empty context.
 */
import { completionOf, withoutRepeats } from '../grammar/index.ts';
import { type Completion, type CompletionRequest, type Message, type Model, ModelError } from '../model.ts';
import type { Variables } from './folders.ts';
import type { LocalModelFiles } from './name.ts';
import {
  type ChatItem,
  type ChatWrapper,
  type Llama,
  type LlamaGrammarState,
  type LlamaModel,
  type LlamaModule,
  type LlamaSequence,
  loadRuntime,
} from './runtime.ts';
import { systemPromptOf, withSystemPrompt } from './system-prompt.ts';
import { createTurns } from './turns.ts';

export interface LocalModelOptions {
  /**
   * Default 1: the threads of llama.cpp wait for each other by spinning, and with a busy neighbour two are ten times slower
   * than one.
   */
  readonly threads?: number | undefined;
  /** Requests in work at a time, each with threads of its own; default 1. */
  readonly parallel?: number | undefined;
  /** Tokens of prompt and answer; default 8192, or what the model was trained with if less. */
  readonly contextSize?: number | undefined;
  /** Default 0. */
  readonly temperature?: number | null | undefined;
  /** Default 512. */
  readonly maxTokens?: number | undefined;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** Where the cache is that may hold the runtime. */
  readonly variables?: Variables;
}

const CONTEXT_SIZE = 8192;
const MAX_TOKENS = 512;

interface Session {
  readonly module: LlamaModule;
  readonly llama: Llama;
  readonly model: LlamaModel;
  /** One for each request that may be in work. */
  readonly sequences: readonly LlamaSequence[];
  readonly wrapper: ChatWrapper;
  readonly contextSize: number;
  readonly systemPrompt: string | undefined;
}

export interface LocalModel extends Model {
  /** Frees the memory; a later request loads the model again. */
  close(): Promise<void>;
}

export function localModel(files: LocalModelFiles, options: LocalModelOptions = {}): LocalModel {
  const { contextSize = CONTEXT_SIZE, maxTokens = MAX_TOKENS } = options;
  let session: Promise<Session> | undefined;
  const turns = createTurns(options.parallel ?? 1);
  return {
    name: files.name,
    promptTokens: Math.max(0, contextSize - maxTokens),
    complete: (request, signal) =>
      turns.take(async (place) => {
        signal?.throwIfAborted();
        session ??= openSession(files, options);
        session.catch(() => (session = undefined));
        return answer(await session, place, withDefaults(request, options), signal);
      }),
    async close() {
      await turns.idle();
      const open = session;
      session = undefined;
      await (await open?.catch(() => undefined))?.llama.dispose();
    },
  };
}

function withDefaults(request: CompletionRequest, { temperature, maxTokens, topP, seed }: LocalModelOptions) {
  const given = Object.entries({ temperature, maxTokens, topP, seed }).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as Partial<CompletionRequest>), ...request };
}

async function openSession({ base, adapters }: LocalModelFiles, options: LocalModelOptions): Promise<Session> {
  const module = await loadRuntime(options.variables);
  const { threads = 1, parallel = 1 } = options;
  try {
    const llama = await module.getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      maxThreads: threads * parallel,
      logLevel: 'error',
    });
    const model = await llama.loadModel({ modelPath: base });
    const contextSize = Math.min(options.contextSize ?? CONTEXT_SIZE, model.trainContextSize);
    const lora = adapters.length > 0 && { lora: { adapters: adapters.map((filePath) => ({ filePath, scale: 1 })) } };
    const sequences: LlamaSequence[] = [];
    while (sequences.length < parallel) {
      const context = await model.createContext({ contextSize, threads, ...lora });
      sequences.push(context.getSequence());
    }
    const wrapper = chatWrapper(module, model);
    const systemPrompt = systemPromptOf([base, ...adapters]);
    return { module, llama, model, sequences, wrapper, contextSize, systemPrompt };
  } catch (cause) {
    const files = [base, ...adapters].join(' + ');
    throw new ModelError(`${files} cannot be loaded: ${(cause as Error).message}`, { retryable: false, cause });
  }
}

/** The model's own template where it has one: the guessed ones differ in small things, and small models mind. */
function chatWrapper(module: LlamaModule, model: LlamaModel): ChatWrapper {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (template === undefined) return module.resolveChatWrapper(model);
  const options = { template, tokenizer: model.tokenizer, trimLeadingWhitespaceInResponses: false } as const;
  return new module.JinjaTemplateChatWrapper(options);
}

async function answer(
  session: Session,
  place: number,
  request: CompletionRequest,
  signal: AbortSignal | undefined,
): Promise<Completion> {
  const sequence = session.sequences[place] as LlamaSequence;
  const started = performance.now();
  const prompt = promptTokens(session, request.messages);
  const room = session.contextSize - prompt.length - 1;
  if (room < 1) {
    const sizes = `${prompt.length} tokens, and the context holds ${session.contextSize}`;
    throw new ModelError(`the prompt does not fit the model: it has ${sizes}`, { retryable: false });
  }
  const limit = Math.min(request.maxTokens ?? MAX_TOKENS, room);
  const tokens: number[] = [];
  let said = '';
  let finish: 'stop' | 'length' = 'stop';
  await sequence.clearHistory();
  for await (const token of sequence.evaluate(prompt, samplingOf(session, request))) {
    signal?.throwIfAborted();
    tokens.push(token);
    const text = session.model.detokenize(tokens);
    if (request.onText !== undefined && text.length > said.length) request.onText(text.slice(said.length));
    said = text;
    if (stopsAt(said, request.stop) !== undefined) break;
    if (tokens.length < limit) continue;
    finish = 'length';
    break;
  }
  const text = finishText(said, finish, request);
  const usage = { input_tokens: prompt.length, output_tokens: tokens.length, cost_usd: 0 };
  return { text, finish, usage: { ...usage, latency_ms: Math.round(performance.now() - started) } };
}

function promptTokens({ model, wrapper, systemPrompt }: Session, messages: readonly Message[]): number[] {
  const chatHistory: ChatItem[] = withSystemPrompt(messages, systemPrompt).map(({ role, content }) =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  );
  const { contextText } = wrapper.generateContextState({
    chatHistory: [...chatHistory, { type: 'model', response: [] }],
  });
  return contextText.tokenize(model.tokenizer);
}

function samplingOf(session: Session, { temperature, topP, seed, grammar }: CompletionRequest) {
  return {
    temperature: temperature ?? 0,
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
    ...(grammar !== undefined && { grammarEvaluationState: grammarState(session, grammar) }),
  };
}

function grammarState({ module, llama, model }: Session, text: string): LlamaGrammarState {
  try {
    const grammar = new module.LlamaGrammar(llama, { grammar: text, stopGenerationTriggers: [] });
    return new module.LlamaGrammarEvaluationState({ model, grammar });
  } catch (cause) {
    throw new ModelError(`the grammar cannot be used: ${(cause as Error).message}`, { retryable: false, cause });
  }
}

function stopsAt(text: string, stop: readonly string[] = []): number | undefined {
  const places = stop.map((each) => text.indexOf(each)).filter((place) => place >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

/** Without what began a stop text; with a grammar, without what it cannot count, and closed where the limit cut it off. */
function finishText(said: string, finish: 'stop' | 'length', { stop, grammar }: CompletionRequest): string {
  const text = said.slice(0, stopsAt(said, stop));
  if (grammar === undefined) return text;
  return withoutRepeats(finish === 'stop' ? text : text + (completionOf(grammar, text) ?? ''));
}
