/** What the server does with a request. The model's name says which: `openai/busy-then-answer` is busy once, then answers. */
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Dialect, recording } from './dialects.ts';

/** Ends, breaks or keeps the response. */
export type Behaviour = (response: ServerResponse, dialect: Dialect, streams: boolean) => Promise<void>;

const JSON_TYPE = { 'content-type': 'application/json' };
/** Seconds that a busy server asks to wait. */
export const RETRY_AFTER_S = 7;

const refuse =
  (file: string, status: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  async (response, { name, statuses }) => {
    response.writeHead(statuses?.[file] ?? status, { ...JSON_TYPE, ...headers }).end(recording(name, `${file}.json`));
  };

const answer: Behaviour = async (response, dialect, streams) => {
  if (!streams) {
    response.writeHead(200, JSON_TYPE).end(recording(dialect.name, 'answer.json'));
    return;
  }
  response.writeHead(200, { 'content-type': dialect.streamType });
  for (const piece of dialect.pieces()) {
    response.write(piece);
    await setTimeout(1);
  }
  response.end();
};

/** Sends the first half of the stream and then does something else. */
const half =
  (then: (response: ServerResponse) => void): Behaviour =>
  async (response, dialect) => {
    response.writeHead(200, { 'content-type': dialect.streamType });
    const pieces = dialect.pieces();
    for (const piece of pieces.slice(0, Math.ceil(pieces.length / 2))) response.write(piece);
    await setTimeout(20);
    then(response);
  };

export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  answer,
  /** Too many requests; says when to come back. */
  busy: refuse('busy', 429, { 'retry-after': String(RETRY_AFTER_S) }),
  /** Too many requests until the end of the month. */
  exhausted: refuse('exhausted', 429),
  broken: refuse('broken', 500),
  overloaded: refuse('overloaded', 503),
  unauthorised: refuse('unauthorised', 401),
  unknown: refuse('unknown', 404),
  /** Takes the request and never says a word. */
  hang: async () => {},
  /** Falls silent in the middle of the answer. */
  silence: half(() => {}),
  /** Cuts the connection in the middle of the answer. */
  cut: half((response) => response.destroy()),
  /** Ends in the middle of the answer as if that were all. */
  short: half((response) => response.end()),
  /** Something in between answers in its place. */
  garbage: async (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome to the hotel!</body></html>');
  },
};
