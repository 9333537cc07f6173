/**
 * A limit on what a run may spend. Requests that are in flight when the limit is reached are let finish, so a run may
 * overshoot by their price; what they will cost is guessed from what requests have cost so far.
 */
import { BudgetError, type Model, ModelError } from './model.ts';

export interface Budget {
  /** US dollars. */
  readonly limit: number;
  spent(): number;
  /** Whether a request was refused. */
  refused(): boolean;
  /** Throws `BudgetError` where what is spent and what is in flight reach the limit. */
  open(): void;
  /** Ends what `open` began; 0 where the request failed. */
  close(cost: number): void;
}

export function createBudget(limit: number): Budget {
  let spent = 0;
  let paid = 0;
  let inFlight = 0;
  let refused = false;
  return {
    limit,
    spent: () => spent,
    refused: () => refused,
    open() {
      const expected = paid === 0 ? 0 : spent / paid;
      if (spent + expected * inFlight >= limit) {
        refused = true;
        throw new BudgetError(`the budget of $${limit} is spent: ${summary(spent, paid, inFlight)}`);
      }
      inFlight++;
    },
    close(cost) {
      inFlight--;
      if (cost > 0) paid++;
      spent += cost;
    },
  };
}

function summary(spent: number, paid: number, inFlight: number): string {
  const pending = inFlight === 0 ? '' : `, and ${inFlight} more are in flight`;
  return `$${spent.toFixed(4)} for ${paid} requests${pending}`;
}

/** The model, as long as the budget lasts. Its answers must say what they cost. */
export function withBudget(model: Model, budget: Budget): Model {
  return {
    ...model,
    async complete(request, signal) {
      budget.open();
      let cost = 0;
      try {
        const completion = await model.complete(request, signal);
        if (completion.usage?.cost_usd === undefined) throw unknownCost(model.name);
        cost = completion.usage.cost_usd;
        return completion;
      } finally {
        budget.close(cost);
      }
    },
  };
}

const unknownCost = (name: string) =>
  new ModelError(`${name} did not say how many tokens it used, so the budget cannot be kept; run it without one`, {
    retryable: false,
  });
