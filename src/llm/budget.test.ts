import { expect, test } from 'vitest';
import { createBudget, withBudget } from './budget.ts';
import { BudgetError, type Model } from './model.ts';

const REQUEST = { messages: [] };

function costing(...costs: readonly (number | undefined)[]): Model {
  let next = 0;
  return {
    name: 'costly',
    async complete() {
      const cost_usd = costs[next++];
      return {
        text: 'yes',
        usage: { input_tokens: 1, output_tokens: 1, ...(cost_usd === undefined ? {} : { cost_usd }) },
      };
    },
  };
}

test('requests are made until the money is spent, and then none', async () => {
  const budget = createBudget(1);
  const model = withBudget(costing(0.4, 0.4, 0.4, 0.4), budget);
  for (let request = 0; request < 3; request++) await model.complete(REQUEST);
  expect(budget.refused()).toBe(false);
  await expect(model.complete(REQUEST)).rejects.toThrow(BudgetError);
  await expect(model.complete(REQUEST)).rejects.toThrow('the budget of $1 is spent: $1.2000 for 3 requests');
  expect(budget.refused()).toBe(true);
});

test('what is in flight counts at what requests have cost so far', async () => {
  const budget = createBudget(1);
  budget.open();
  budget.close(0.4);
  budget.open();
  expect(() => budget.open()).not.toThrow();
  expect(() => budget.open()).toThrow('$0.4000 for 1 requests, and 2 more are in flight');
});

test('several models share a budget', async () => {
  const budget = createBudget(1);
  await withBudget(costing(0.7), budget).complete(REQUEST);
  await withBudget(costing(0.7), budget).complete(REQUEST);
  await expect(withBudget(costing(0.7), budget).complete(REQUEST)).rejects.toThrow(BudgetError);
});

test('a request that fails costs nothing', async () => {
  const budget = createBudget(1);
  const failing: Model = { name: 'failing', complete: () => Promise.reject(new Error('down')) };
  for (let request = 0; request < 3; request++) {
    await expect(withBudget(failing, budget).complete(REQUEST)).rejects.toThrow('down');
  }
  expect(budget.spent()).toBe(0);
});

test('an answer that does not say what it cost breaks the promise, so it is refused', async () => {
  await expect(withBudget(costing(undefined), createBudget(1)).complete(REQUEST)).rejects.toThrow(
    'did not say how many tokens it used',
  );
});
