/** What every language model is to the rest of the program: a name, and text for messages. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What is asked of a model. A setting that is absent is the model's own (its options, else the vendor's default). */
export interface CompletionRequest {
  readonly messages: readonly Message[];
  /** What recorded and reference answers are looked up by; a model that reads its messages ignores it. */
  readonly task?: Task;
  /** 0 is as repeatable as the vendor can be; null leaves it to the vendor. */
  readonly temperature?: number | null;
  readonly maxTokens?: number;
  readonly topP?: number;
  readonly seed?: number;
  /** The answer ends before the first of these. */
  readonly stop?: readonly string[];
  /** A JSON schema that the answer is to follow, where the vendor has such a mode. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** A GBNF grammar that the answer must follow; only local models and OpenAI-compatible servers know it. */
  readonly grammar?: string;
  /** Called with each piece of the answer as it arrives, where the model streams. An attempt that fails may be repeated. */
  readonly onText?: (piece: string) => void;
}

export interface Task {
  readonly id: string;
  /** Other names that recorded answers may have used for the task. */
  readonly aliases?: readonly string[];
  /** 0-based: which of several answers to the same request. */
  readonly sample: number;
  readonly reference?: Readonly<Record<string, string>>;
}

/** What an answer took. An answer from the cache has the usage it had when it was made. */
export interface Usage {
  /** Those read from a vendor's own cache included. */
  readonly input_tokens: number;
  /** Hidden reasoning included. */
  readonly output_tokens: number;
  readonly cached_input_tokens?: number;
  readonly reasoning_tokens?: number;
  /** US dollars; absent where the model's price is not known. */
  readonly cost_usd?: number;
  /** From sending the request that succeeded to the end of its answer. */
  readonly latency_ms?: number;
}

export interface Completion {
  readonly text: string;
  /** Where the answer is files already and needs no extraction. */
  readonly files?: Readonly<Record<string, string>>;
  readonly usage?: Usage;
  /** Why the answer ended: by itself, at the limit of tokens, or because the vendor withheld it. */
  readonly finish?: 'stop' | 'length' | 'filtered' | 'other';
  /** From the cache: nothing was asked and nothing paid. */
  readonly cached?: boolean;
}

export interface Model {
  readonly name: string;
  /** About how many tokens a prompt may have; absent where that is more than anybody needs. */
  readonly promptTokens?: number;
  /** Throws `ModelError` where no answer could be had; `signal` cancels. */
  complete(request: CompletionRequest, signal?: AbortSignal): Promise<Completion>;
  /** Whether there is an answer for the task at all; absent for models that always have one. */
  covers?(task: Task): boolean;
}

export interface ModelErrorDetails {
  /** Whether asking again may help. */
  readonly retryable: boolean;
  readonly cause?: unknown;
  /** The HTTP status of the answer. */
  readonly status?: number | undefined;
  /** How long the vendor asks to wait before the next request. */
  readonly retryAfterMs?: number | undefined;
}

/** No answer could be had from the model. */
export class ModelError extends Error {
  override readonly name: string = 'ModelError';
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, { retryable, cause, status, retryAfterMs }: ModelErrorDetails) {
    super(message, { cause });
    this.retryable = retryable;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The budget of the run is spent: no other request will be made, and the run may go on later. */
export class BudgetError extends ModelError {
  override readonly name: string = 'BudgetError';
  constructor(message: string) {
    super(message, { retryable: false });
  }
}
