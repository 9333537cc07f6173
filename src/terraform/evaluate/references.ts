/** What expressions refer to, kept per expression: validate, plan and every instance ask for it again. */
import { type Expression, variablesOf } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import { parseReference, type Reference } from '../reference.ts';

export interface ExpressionReferences {
  readonly references: readonly Reference[];
  /** Traversals that refer to nothing. */
  readonly problems: readonly Diagnostic[];
  /** Names of the traversals' roots, one for each reference. */
  readonly roots: readonly string[];
  /** Whether `resource.TYPE.NAME` occurs, so that the scope needs the symbol `resource`. */
  readonly usesResourcePrefix: boolean;
}

const NONE: ExpressionReferences = { references: [], problems: [], roots: [], usesResourcePrefix: false };
const known = sideTable<Expression, ExpressionReferences>();

export function referencesOf(expression: Expression): ExpressionReferences {
  if (expression.kind === 'Literal') return NONE;
  let result = known.get(expression);
  if (result === undefined) {
    result = find(expression);
    known.set(expression, result);
  }
  return result;
}

function find(expression: Expression): ExpressionReferences {
  const traversals = variablesOf(expression);
  if (traversals.length === 0) return NONE;
  const references: Reference[] = [];
  const problems: Diagnostic[] = [];
  const roots: string[] = [];
  for (const traversal of traversals) {
    const reference = parseReference(traversal, problems);
    if (reference === undefined) continue;
    references.push(reference);
    roots.push(traversal.root);
  }
  return { references, problems, roots, usesResourcePrefix: roots.includes('resource') };
}
