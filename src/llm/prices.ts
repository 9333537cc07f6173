/** Prices by name of model, in US dollars for a million tokens. The bundled table is a data file that users can override. */
import { readFileSync } from 'node:fs';
import type { Model, Usage } from './model.ts';
import { matches, type Price, parseModelSettings } from './settings.ts';

export type PriceTable = Readonly<Record<string, Price>>;

let bundled: PriceTable | undefined;

export function bundledPrices(): PriceTable {
  bundled ??= readPrices(new URL('../../models/prices.json', import.meta.url));
  return bundled;
}

function readPrices(place: URL): PriceTable {
  const { prices } = JSON.parse(readFileSync(place, 'utf8')) as { prices: unknown };
  const parsed = parseModelSettings({ prices });
  if ('problem' in parsed) throw new Error(`${place.pathname}: ${parsed.problem}`);
  return parsed.settings.prices ?? {};
}

const DATE = /-20\d\d-?\d\d-?\d\d$/;

/** The price of the name, else of the name without its date, else of the longest pattern that fits. */
export function priceOf(table: PriceTable, name: string): Price | undefined {
  const exact = table[name] ?? table[name.replace(DATE, '')];
  if (exact !== undefined) return exact;
  const patterns = Object.keys(table).filter((pattern) => matches(pattern, name));
  const longest = patterns.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : table[longest];
}

const MILLION = 1_000_000;

/** US dollars. */
export function costOf({ input_tokens, output_tokens, cached_input_tokens = 0 }: Usage, price: Price): number {
  const { longPrompt } = price;
  const rates = longPrompt !== undefined && input_tokens > longPrompt.above ? longPrompt : price;
  const fresh = input_tokens - cached_input_tokens;
  const input = fresh * rates.input + cached_input_tokens * (rates.cachedInput ?? rates.input);
  return (input + output_tokens * rates.output) / MILLION;
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
