/**
 * Names of local models: `smollm2`, `local/FILE.gguf`, and either with `+ADAPTER.gguf` for each LoRA adapter. A bare `smollm2`
 * comes with the adapter that this package ships for it; `local/smollm2` is the model as its makers left it.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../model.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Variables } from './folders.ts';
import { modelPath } from './pull.ts';

export interface LocalModelFiles {
  readonly name: string;
  readonly base: string;
  readonly adapters: readonly string[];
}

const PREFIX = 'local/';

/** The files that a name stands for. A catalogue name may stand after `local/` too: `local/smollm2+adapter.gguf`. */
export function parseLocalName(name: string, variables?: Variables): LocalModelFiles {
  const [base = '', ...adapters] = splitAdapters(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name);
  const listed = CATALOGUE.some((entry) => entry.name === base);
  const path = listed ? modelPath(base, variables) : base;
  if (!listed && !base.endsWith('.gguf')) {
    throw missing(`"${name}" names no model: local/FILE.gguf, local/FILE.gguf+ADAPTER.gguf or smollm2 would`);
  }
  if (!existsSync(path)) {
    throw missing(
      listed ? `${base} is not on this machine yet: run "terrasmith model pull ${base}"` : `there is no file ${path}`,
    );
  }
  for (const adapter of adapters) if (!existsSync(adapter)) throw missing(`there is no adapter ${adapter}`);
  return { name, base: path, adapters: name === base && listed ? shippedAdapters(base) : adapters };
}

/** The file of the adapter that ships for a model of the catalogue. */
export const shippedAdapter = (model: string) =>
  fileURLToPath(new URL(`../../../models/${model}-terrasmith/adapter.gguf`, import.meta.url));

const shippedAdapters = (model: string) => [shippedAdapter(model)].filter((path) => existsSync(path));

/** A `+` divides only where a file name may end before it, so that paths with a plus sign stay whole. */
function splitAdapters(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let at = divide(rest); at >= 0; at = divide(rest)) {
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, rest];
}

function divide(text: string): number {
  const found = /(?:\.gguf)\+/.exec(text);
  if (found !== null) return found.index + found[0].length - 1;
  const listed = CATALOGUE.find((entry) => text.startsWith(`${entry.name}+`));
  return listed === undefined ? -1 : listed.name.length;
}

const missing = (message: string) => new ModelError(message, { retryable: false });
