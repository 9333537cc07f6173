/** How each vendor's interface looks on the wire. What is said in it lies in `../recorded`. */
import { readFileSync } from 'node:fs';
import { eventStream } from './event-stream.ts';

export interface Question {
  /** Path and query of the request. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Dialect {
  /** The folder of its recordings. */
  readonly name: string;
  /** The path that opens its interface. */
  speaks(path: string): boolean;
  /** The model that is asked. */
  modelOf(question: Question): string;
  streams(question: Question): boolean;
  readonly streamType: string;
  /** The pieces of a streamed answer, as they go over the wire. */
  pieces(): readonly Uint8Array[];
  /** Status codes that differ from the usual ones. */
  readonly statuses?: Readonly<Record<string, number>>;
}

const RECORDED = new URL('../recorded/', import.meta.url);

export const recording = (dialect: string, file: string) => readFileSync(new URL(`${dialect}/${file}`, RECORDED));

const bodyModel = ({ body }: Question) => String(body.model);
const bodyStreams = ({ body }: Question) => body.stream === true;

function textPieces(name: string, separator: string): Uint8Array[] {
  const parts = recording(name, 'stream.txt').toString('utf8').split(separator);
  return parts.filter((part) => part !== '').map((part) => Buffer.from(part + separator));
}

export const DIALECTS: readonly Dialect[] = [
  {
    name: 'openai-chat',
    speaks: (path) => path.endsWith('/chat/completions'),
    modelOf: bodyModel,
    streams: bodyStreams,
    streamType: 'text/event-stream',
    pieces: () => textPieces('openai-chat', '\n\n'),
  },
  {
    name: 'openai-responses',
    speaks: (path) => path.endsWith('/responses'),
    modelOf: bodyModel,
    streams: bodyStreams,
    streamType: 'text/event-stream',
    pieces: () => textPieces('openai-responses', '\n\n'),
  },
  {
    name: 'anthropic',
    speaks: (path) => path.endsWith('/messages'),
    modelOf: bodyModel,
    streams: bodyStreams,
    streamType: 'text/event-stream',
    pieces: () => textPieces('anthropic', '\n\n'),
    statuses: { overloaded: 529, exhausted: 400 },
  },
  {
    name: 'google',
    speaks: (path) => /:(?:stream)?[gG]enerateContent/.test(path),
    modelOf: ({ path }) => decodeURIComponent(/models\/([^:]+):/.exec(path)?.[1] ?? ''),
    streams: ({ path }) => path.includes(':streamGenerateContent'),
    streamType: 'text/event-stream',
    pieces: () => textPieces('google', '\n\n'),
    statuses: { unauthorised: 400 },
  },
  {
    name: 'bedrock',
    speaks: (path) => /\/model\/[^/]+\/converse/.test(path),
    modelOf: ({ path }) => decodeURIComponent(/model\/([^/]+)\//.exec(path)?.[1] ?? ''),
    streams: ({ path }) => path.endsWith('/converse-stream'),
    streamType: 'application/vnd.amazon.eventstream',
    pieces: () => eventStream(recording('bedrock', 'stream.jsonl').toString('utf8')),
    statuses: { unauthorised: 403, unknown: 400 },
  },
  {
    name: 'ollama',
    speaks: (path) => path.endsWith('/api/chat'),
    modelOf: bodyModel,
    streams: ({ body }) => body.stream !== false,
    streamType: 'application/x-ndjson',
    pieces: () => textPieces('ollama', '\n'),
    statuses: { busy: 503 },
  },
];
