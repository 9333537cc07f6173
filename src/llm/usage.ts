import type { Usage } from './model.ts';

/** The usage of several answers together. A cost that is unknown for one of them is unknown for all. */
export function addUsage(first: Usage | undefined, second: Usage | undefined): Usage | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const cost =
    first.cost_usd === undefined || second.cost_usd === undefined ? undefined : first.cost_usd + second.cost_usd;
  return {
    input_tokens: first.input_tokens + second.input_tokens,
    output_tokens: first.output_tokens + second.output_tokens,
    ...sumOf('cached_input_tokens', first, second),
    ...sumOf('reasoning_tokens', first, second),
    ...(cost === undefined ? {} : { cost_usd: cost }),
    ...sumOf('latency_ms', first, second),
  };
}

type Optional = 'cached_input_tokens' | 'reasoning_tokens' | 'latency_ms';

function sumOf(name: Optional, first: Usage, second: Usage): Partial<Usage> {
  const values = [first[name], second[name]].filter((value) => value !== undefined);
  return values.length === 0 ? {} : { [name]: values.reduce((sum, value) => sum + value, 0) };
}
