/** Prices by name of model, in US dollars for a million tokens. The bundled table is a data file that users can override. */
import { readFileSync } from 'node:fs';
import type { Model, Usage } from './model.ts';
import { matches, type Price } from './settings.ts';

export type PriceTable = Readonly<Record<string, Price>>;

let bundled: PriceTable | undefined;

export function bundledPrices(): PriceTable {
  if (bundled === undefined) {
    const text = readFileSync(new URL('../../models/prices.json', import.meta.url), 'utf8');
    bundled = (JSON.parse(text) as { prices: PriceTable }).prices;
  }
  return bundled;
}

/** The price of the longest name or pattern that fits. */
export function priceOf(table: PriceTable, name: string): Price | undefined {
  const exact = table[name];
  if (exact !== undefined) return exact;
  const patterns = Object.keys(table).filter((pattern) => matches(pattern, name));
  const longest = patterns.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : table[longest];
}

const MILLION = 1_000_000;

/** US dollars. */
export function costOf({ input_tokens, output_tokens, cached_input_tokens = 0 }: Usage, price: Price): number {
  const fresh = input_tokens - cached_input_tokens;
  const input = fresh * price.input + cached_input_tokens * (price.cachedInput ?? price.input);
  return (input + output_tokens * price.output) / MILLION;
}

/** The model, whose answers say what they cost. */
export function withPrice(model: Model, price: Price): Model {
  return {
    ...model,
    async complete(request, signal) {
      const completion = await model.complete(request, signal);
      if (completion.usage === undefined) return completion;
      return { ...completion, usage: { ...completion.usage, cost_usd: costOf(completion.usage, price) } };
    },
  };
}
