/**
 * Settings of models: for all of them, by model, by vendor. As a file (JSON or YAML) they are written in snake_case:
 *
 *     temperature: 0
 *     models: { "openai/gpt-5*": { temperature: null, max_tokens: 16000 } }
 *     vendors: { anthropic: { concurrency: 4, requests_per_minute: 50 } }
 *     prices: { "openai-compatible/*": { input: 0, output: 0 } }
 */
import { z } from 'zod';

const positive = z.number().positive();
const count = z.int().positive();

const optionsShape = {
  /** null leaves it to the vendor; 0 by default. */
  temperature: z.number().min(0).max(2).nullish(),
  maxTokens: count.optional(),
  topP: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  stop: z.array(z.string().min(1)).optional(),
  /** Where the vendor's interface is, if not at its usual place. */
  baseUrl: z.url().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Which environment variable holds the key. */
  apiKeyEnv: z.string().min(1).optional(),
  /** Fields that are sent in the body of a request as they are. */
  body: z.record(z.string(), z.unknown()).optional(),
  /** OpenAI: which of its two interfaces; chat unless the model has only the other. */
  api: z.enum(['chat', 'responses']).optional(),
  /** Bedrock: the region, if not that of the environment. */
  region: z.string().min(1).optional(),
  /** Receive answers in pieces; true by default. */
  stream: z.boolean().optional(),
  /** Seconds that an answer may take in all; 600 by default. */
  timeout: positive.optional(),
  /** Seconds without a new piece after which a stream is given up; 180 by default. */
  idleTimeout: positive.optional(),
  /** Local models: threads (1 by default, as more only pay on an idle machine) and tokens of prompt and answer (8192). */
  threads: count.optional(),
  contextSize: count.optional(),
  /** How often a failed request is made again; 4 by default. */
  retries: z.int().min(0).optional(),
};

const vendorShape = {
  /** Requests in flight. */
  concurrency: count.optional(),
  requestsPerMinute: positive.optional(),
  /** Tokens read and written. */
  tokensPerMinute: positive.optional(),
};

const ratesShape = {
  /** US dollars for a million tokens. */
  input: z.number().min(0),
  output: z.number().min(0),
  /** For input read from the vendor's own cache; as input by default. */
  cachedInput: z.number().min(0).optional(),
};

const priceShape = {
  ...ratesShape,
  /** Other rates for a whole request whose input has more tokens than `above`. */
  longPrompt: z.strictObject({ above: z.int().positive(), ...ratesShape }).optional(),
};

export const modelOptionsSchema = z.strictObject(optionsShape);
export const vendorLimitsSchema = z.strictObject(vendorShape);
export const priceSchema = z.strictObject(priceShape);
export const modelSettingsSchema = z.strictObject({
  ...optionsShape,
  models: z.record(z.string(), modelOptionsSchema).optional(),
  vendors: z.record(z.string(), vendorLimitsSchema).optional(),
  prices: z.record(z.string(), priceSchema).optional(),
  /** Keep answers on the disk: always, never, or (auto) where the temperature is 0. */
  cache: z.enum(['auto', 'on', 'off']).optional(),
  cacheDirectory: z.string().min(1).optional(),
  /** US dollars after which no other request is made. */
  budget: positive.optional(),
});

export type ModelOptions = z.infer<typeof modelOptionsSchema>;
export type VendorLimits = z.infer<typeof vendorLimitsSchema>;
export type Price = z.infer<typeof priceSchema>;
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

/** The options of one model: those for all, then those of every pattern that fits, the longest last. */
export function optionsFor(settings: ModelSettings, name: string): ModelOptions {
  const { models = {} } = settings;
  const general = Object.fromEntries(Object.entries(settings).filter(([option]) => option in optionsShape));
  const fitting = Object.keys(models)
    .filter((pattern) => matches(pattern, name))
    .sort((a, b) => a.length - b.length);
  return Object.assign({}, general, ...fitting.map((pattern) => models[pattern]));
}

/** Whether a name fits a pattern, in which `*` stands for any text. */
export function matches(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(head)) return false;
  const tail = rest.pop() as string;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}

export type ParsedSettings = { readonly settings: ModelSettings } | { readonly problem: string };

/** Checks what a file or flags say. Names may be in snake_case or camelCase; the problem names the option. */
export function parseModelSettings(value: unknown): ParsedSettings {
  const result = modelSettingsSchema.safeParse(inCamelCase(value, 'settings'));
  if (result.success) return { settings: result.data };
  const problems = result.error.issues.map(({ path, message }) => `${nameOf(path)}: ${message}`);
  return { problem: problems.join('; ') };
}

/** Below these the names are the user's own: models, vendors, headers, fields of a vendor. */
const NAMES_OF_USERS = new Set(['models', 'vendors', 'prices']);
const VALUES_OF_USERS = new Set(['headers', 'body']);

function inCamelCase(value: unknown, at: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (NAMES_OF_USERS.has(at)) return [name, inCamelCase(each, 'options')];
      const camel = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [camel, VALUES_OF_USERS.has(camel) ? each : inCamelCase(each, camel)];
    }),
  );
}

/** An option as files write it. */
function nameOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part, index) =>
    NAMES_OF_USERS.has(String(path[index - 1])) ? String(part) : snake(String(part)),
  );
  return parts.join('.') || 'options';
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
