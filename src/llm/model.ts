/** What every language model is to the rest of the program: a name, and text for messages. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface CompletionRequest {
  readonly messages: readonly Message[];
  /** What recorded and reference answers are looked up by; a model that reads its messages ignores it. */
  readonly task?: Task;
}

export interface Task {
  readonly id: string;
  /** Other names that recorded answers may have used for the task. */
  readonly aliases?: readonly string[];
  /** 0-based: which of several answers to the same request. */
  readonly sample: number;
  readonly reference?: Readonly<Record<string, string>>;
}

export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export interface Completion {
  readonly text: string;
  /** Where the answer is files already and needs no extraction. */
  readonly files?: Readonly<Record<string, string>>;
  readonly usage?: Usage;
}

export interface Model {
  readonly name: string;
  /** Throws `ModelError` where no answer could be had; `signal` cancels. */
  complete(request: CompletionRequest, signal?: AbortSignal): Promise<Completion>;
  /** Whether there is an answer for the task at all; absent for models that always have one. */
  covers?(task: Task): boolean;
}

/** No answer could be had from the model. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly retryable: boolean;
  constructor(message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
  }
}
