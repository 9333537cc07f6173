/** What the checks of a pack make of a plan. Only the packages that look at a planned resource type are evaluated. */
import { errorText, evaluateQuery, toPlainJson } from '../../rego/index.ts';
import type { SecurityPack } from './pack.ts';

/** One check of one resource. */
export interface CheckOutcome {
  readonly check: string;
  readonly address: string;
  readonly passed: boolean;
}

/** Queries are remembered by the set of packages that they ask for. */
const REMEMBERED_QUERIES = 256;

/** The outcomes in the order of checks and addresses. Throws where the pack itself fails: that is no fault of the plan. */
export function judgeSecurity({ policy, services }: SecurityPack, plan: unknown): readonly CheckOutcome[] {
  const present = typesIn(plan);
  const asked = services.filter(({ types }) => [...types].some((type) => present.has(type)));
  if (asked.length === 0) return [];
  if (policy.queries.size > REMEMBERED_QUERIES) policy.queries.clear();
  const query = `findings := [${asked.map(({ path }) => `data.${path.join('.')}.findings`).join(', ')}]`;
  const { bindings, errors } = evaluateQuery(policy, query, plan);
  const [error] = errors;
  if (error !== undefined) throw new Error(`the security checks failed: ${errorText(error)}`);
  const outcomes = (bindings ?? []).flatMap(({ findings }) => toPlainJson(findings ?? []) as CheckOutcome[][]).flat();
  return outcomes.sort((a, b) => byText(a.check, b.check) || byText(a.address, b.address));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function typesIn(plan: unknown): ReadonlySet<string> {
  const { resource_changes: changes = [] } = plan as { resource_changes?: readonly { mode: string; type: string }[] };
  return new Set(changes.filter(({ mode }) => mode === 'managed').map(({ type }) => type));
}
