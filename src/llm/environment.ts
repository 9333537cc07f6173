/** What the models of one run share: settings, prices, the budget, the cache, and the limits of each vendor. */
import { type Budget, createBudget } from './budget.ts';
import { createResponseCache, defaultCacheDirectory, type ResponseCache } from './cache.ts';
import { type Clock, systemClock } from './clock.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { bundledPrices, type PriceTable } from './prices.ts';
import type { ModelSettings } from './settings.ts';

export interface ModelEnvironment {
  readonly settings: ModelSettings;
  readonly prices: PriceTable;
  readonly budget: Budget | undefined;
  readonly cache: ResponseCache | undefined;
  /** One for each vendor, whichever of its models are asked. */
  limiterOf(vendor: string): Limiter;
  readonly clock: Clock;
  /** Environment variables: keys and places of vendors. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Sentences for the user, such as that a model knows no temperature. */
  readonly onNotice: (notice: string) => void;
}

export interface EnvironmentPorts {
  readonly clock?: Clock;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly onNotice?: (notice: string) => void;
}

/** Settings that are absent have the defaults that `settings.ts` names. */
export function modelEnvironment(settings: ModelSettings = {}, ports: EnvironmentPorts = {}): ModelEnvironment {
  const { clock = systemClock, variables = process.env, onNotice = () => {} } = ports;
  const limiters = new Map<string, Limiter>();
  const cached = settings.cache !== 'off';
  return {
    settings,
    prices: { ...bundledPrices(), ...settings.prices },
    budget: settings.budget === undefined ? undefined : createBudget(settings.budget),
    cache: cached ? createResponseCache(settings.cacheDirectory ?? defaultCacheDirectory(variables)) : undefined,
    limiterOf(vendor) {
      const limiter = limiters.get(vendor) ?? createLimiter(settings.vendors?.[vendor] ?? {}, clock);
      limiters.set(vendor, limiter);
      return limiter;
    },
    clock,
    variables,
    onNotice: onceEach(onNotice),
  };
}

function onceEach(tell: (notice: string) => void): (notice: string) => void {
  const told = new Set<string>();
  return (notice) => {
    if (told.has(notice)) return;
    told.add(notice);
    tell(notice);
  };
}
