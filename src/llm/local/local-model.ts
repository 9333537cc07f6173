/**
 * A model on this machine's processor. Loaded at the first request and kept; one request at a time, as a second would only
 * take turns with the first. Answers to equal requests are equal: every request starts from an empty context.
 */
import { completionOf } from '../grammar/index.ts';
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

export interface LocalModelOptions {
  /**
   * Default 1: the threads of llama.cpp wait for each other by spinning, and with a busy neighbour two are ten times slower
   * than one.
   */
  readonly threads?: number | undefined;
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
  readonly sequence: LlamaSequence;
  readonly wrapper: ChatWrapper;
  readonly contextSize: number;
}

export interface LocalModel extends Model {
  /** Frees the memory; a later request loads the model again. */
  close(): Promise<void>;
}

export function localModel(files: LocalModelFiles, options: LocalModelOptions = {}): LocalModel {
  let session: Promise<Session> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: files.name,
    complete(request, signal) {
      const turn = last.then(async () => {
        signal?.throwIfAborted();
        session ??= openSession(files, options);
        session.catch(() => (session = undefined));
        return answer(await session, withDefaults(request, options), signal);
      });
      last = turn.catch(() => {});
      return turn;
    },
    async close() {
      await last;
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
  const threads = options.threads ?? 1;
  try {
    const llama = await module.getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      maxThreads: threads,
      logLevel: 'error',
    });
    const model = await llama.loadModel({ modelPath: base });
    const contextSize = Math.min(options.contextSize ?? CONTEXT_SIZE, model.trainContextSize);
    const context = await model.createContext({
      contextSize,
      threads,
      ...(adapters.length > 0 && { lora: { adapters: adapters.map((filePath) => ({ filePath, scale: 1 })) } }),
    });
    const wrapper = chatWrapper(module, model);
    return { module, llama, model, sequence: context.getSequence(), wrapper, contextSize };
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
  request: CompletionRequest,
  signal: AbortSignal | undefined,
): Promise<Completion> {
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
  await session.sequence.clearHistory();
  for await (const token of session.sequence.evaluate(prompt, samplingOf(session, request))) {
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

function promptTokens({ model, wrapper }: Session, messages: readonly Message[]): number[] {
  const chatHistory: ChatItem[] = messages.map(({ role, content }) =>
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

/** Without what began a stop text; with a grammar, and at the limit, closed in the shortest way that the grammar has. */
function finishText(said: string, finish: 'stop' | 'length', { stop, grammar }: CompletionRequest): string {
  const text = said.slice(0, stopsAt(said, stop));
  if (grammar === undefined || finish === 'stop') return text;
  return text + (completionOf(grammar, text) ?? '');
}
