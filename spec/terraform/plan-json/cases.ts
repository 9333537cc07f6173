/** The cases of this suite: those written by hand in `cases/` (in the walk suite's format), and generated ones. */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { casesIn, type WalkCase } from '../walk/cases.ts';
import { generate } from './generator.ts';

/** Seeds of the generated cases that are recorded. */
const GENERATED = 400;

/** What the real terraform makes of a case: the titles of the errors with their lines, or the plan. */
export type RecordedPlan =
  | { readonly errors: readonly string[] }
  | { readonly plan: Readonly<Record<string, unknown>> };

export const RECORDED = new URL('./recorded.jsonl.gz', import.meta.url);

export function planCases(): readonly WalkCase[] {
  const generated = Array.from({ length: GENERATED }, (_, seed) => generate(seed));
  return [...casesIn(new URL('./cases/', import.meta.url)), ...generated];
}

export function recordedPlans(): ReadonlyMap<string, RecordedPlan> {
  if (!existsSync(RECORDED)) return new Map();
  const lines = gunzipSync(readFileSync(RECORDED)).toString('utf8').split('\n');
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => {
        const { name, ...recorded } = JSON.parse(line) as RecordedPlan & { readonly name: string };
        return [name, recorded as RecordedPlan];
      }),
  );
}

interface Module {
  readonly address?: string;
  readonly child_modules?: Module[];
}

/** Without the time, and with those lists sorted whose order in the real output is that of a map. */
export function comparablePlan(plan: Readonly<Record<string, unknown>>): unknown {
  const copy = JSON.parse(JSON.stringify(plan)) as {
    timestamp?: string;
    relevant_attributes?: unknown[];
    checks?: { instances?: { problems?: { message: string }[] }[] }[];
    planned_values?: { root_module?: Module };
    prior_state?: { values?: { root_module?: Module } };
  };
  delete copy.timestamp;
  copy.relevant_attributes?.sort(byText);
  for (const { instances = [] } of copy.checks ?? []) for (const { problems } of instances) problems?.sort(byText);
  sortModules(copy.planned_values?.root_module);
  sortModules(copy.prior_state?.values?.root_module);
  return copy;
}

function sortModules(module: Module | undefined): void {
  module?.child_modules?.sort((a, b) => compare(a.address ?? '', b.address ?? ''));
  for (const child of module?.child_modules ?? []) sortModules(child);
}

function byText(a: unknown, b: unknown): number {
  const text = (value: unknown) => JSON.stringify(Object.entries(value as object).sort(([x], [y]) => compare(x, y)));
  return compare(text(a), text(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
