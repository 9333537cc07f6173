/** Models that vendors serve, with everything around them: time limits, turns, retries, prices, the budget, the cache. */
import { withBudget } from '../budget.ts';
import { withCache } from '../cache.ts';
import type { ModelEnvironment } from '../environment.ts';
import { withLimit } from '../limiter.ts';
import { type Model, ModelError } from '../model.ts';
import { priceOf, withPrice } from '../prices.ts';
import { withRetries } from '../retry.ts';
import { type ModelOptions, optionsFor } from '../settings.ts';
import { withTimeLimit } from '../time-limit.ts';
import { anthropic } from './anthropic.ts';
import { bedrock } from './bedrock.ts';
import { google } from './google.ts';
import { languageModel } from './language-model.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import type { PreparedModel, Vendor } from './vendor.ts';

const VENDORS: readonly Vendor[] = [anthropic, openai, google, bedrock, ollama, openaiCompatible];

const TIMEOUT_S = 600;
const RETRIES = 4;

/** Throws `ModelError` where the model cannot be asked: no key, or a budget without a price. */
export function createVendorModel(vendorName: string, id: string, environment: ModelEnvironment): Model {
  const vendor = VENDORS.find(({ name }) => name === vendorName);
  if (vendor === undefined) throw new Error(`there is no vendor ${vendorName}`);
  const name = `${vendor.name}/${id}`;
  const options = withDefaults(optionsFor(environment.settings, name));
  const prepared = vendor.prepare(id, options, environment.variables);
  const { clock } = environment;
  const asked = withTimeLimit(languageModel(name, prepared, options, environment), timeLimitOf(options), clock);
  const patient = withRetries(withLimit(asked, environment.limiterOf(vendor.name)), {
    retries: options.retries ?? RETRIES,
    clock,
    random: Math.random,
  });
  return cached(accounted(patient, environment), prepared, options, environment);
}

const withDefaults = (options: ModelOptions): ModelOptions => ({ temperature: 0, ...options });

const timeLimitOf = ({ timeout = TIMEOUT_S }: ModelOptions) => timeout * 1000;

function accounted(model: Model, { prices, budget }: ModelEnvironment): Model {
  const price = priceOf(prices, model.name);
  if (price !== undefined) {
    const priced = withPrice(model, price);
    return budget === undefined ? priced : withBudget(priced, budget);
  }
  if (budget === undefined) return model;
  throw new ModelError(
    `no budget can be kept for ${model.name}, whose price is not known: give it in --prices FILE, such as {"${model.name}": {"input": 1, "output": 2}}`,
    { retryable: false },
  );
}

function cached(model: Model, { place }: PreparedModel, options: ModelOptions, environment: ModelEnvironment): Model {
  const { cache, settings } = environment;
  if (cache === undefined) return model;
  const { temperature, maxTokens, topP, seed, stop, headers, body } = options;
  return withCache(model, {
    cache,
    settings: { place, temperature, maxTokens, topP, seed, stop, headers, body },
    applies: (request) =>
      settings.cache === 'on' || (request.temperature === undefined ? temperature : request.temperature) === 0,
  });
}
