/** What an answer took. Recorded answers took nothing that is known. */
import type { Metric } from './metric.ts';

export const inputTokens: Metric = {
  name: 'input_tokens',
  title: 'tokens in',
  unit: 'count',
  better: 'lower',
  about: 'Tokens that the model read for a sample, over all rounds.',
  measure: ({ usage }) => usage?.input_tokens ?? null,
};

export const outputTokens: Metric = {
  name: 'output_tokens',
  title: 'tokens out',
  unit: 'count',
  better: 'lower',
  about: 'Tokens that the model wrote for a sample, over all rounds.',
  measure: ({ usage }) => usage?.output_tokens ?? null,
};

export const cost: Metric = {
  name: 'cost_usd',
  title: 'cost',
  unit: 'usd',
  better: 'lower',
  about: 'US dollars for a sample, where the price of the model is known.',
  measure: ({ usage }) => usage?.cost_usd ?? null,
};

export const latency: Metric = {
  name: 'latency_ms',
  title: 'latency',
  unit: 'ms',
  better: 'lower',
  about: 'How long the model took for a sample, over all rounds.',
  measure: ({ usage, latency_ms }) => usage?.latency_ms ?? (usage === null ? null : latency_ms),
};

export const verifyTime: Metric = {
  name: 'verify_ms',
  title: 'verification',
  unit: 'ms',
  better: 'lower',
  about: 'How long the stages of verification took for the final answer.',
  measure: ({ verdict }) => verdict.stages.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
};
