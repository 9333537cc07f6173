import { BudgetError, ModelError } from '../llm/index.ts';
import type { Assignment } from './assignment.ts';
import { type Recipe, work } from './loop.ts';
import { loadPrompts, type Prompts } from './prompts.ts';
import { type RunningSession, type SessionOptions, startSession } from './session.ts';
import type { Outcome, Trajectory } from './trajectory.ts';

/** A way to get from an assignment to files with a model. */
export interface Strategy {
  readonly name: string;
  readonly recipe: Recipe;
}

export interface SolveOptions extends Omit<SessionOptions, 'prompts' | 'rounds'> {
  readonly prompts?: Prompts | undefined;
  /** Most answers of a loop that repairs; 5 by default. */
  readonly rounds?: number | undefined;
}

const ROUNDS = 5;

/**
 * Works on an assignment until the strategy is done. What can be had is kept: a user who stops it, or a model that cannot
 * answer a later request, leaves the steps made so far. Throws ModelError where there is no answer at all, where trying again may
 * help and where the budget is spent, and whatever the environment throws.
 */
export async function solve(assignment: Assignment, strategy: Strategy, options: SolveOptions): Promise<Trajectory> {
  const { prompts = loadPrompts(), rounds = ROUNDS } = options;
  const session = startSession(assignment, strategy.name, { ...options, prompts, rounds });
  try {
    await work(assignment, strategy.recipe, session);
  } catch (error) {
    if (options.signal?.aborted) return session.end('stopped');
    const isFinal = error instanceof ModelError && !error.retryable && !(error instanceof BudgetError);
    const kept = isFinal && session.best() !== undefined;
    const reason = error instanceof Error ? error.message : String(error);
    const trajectory = session.end('error', reason);
    if (!kept) throw error;
    return trajectory;
  }
  return session.end(outcomeOf(session));
}

function outcomeOf(session: RunningSession): Outcome {
  const status = session.best()?.assessment?.status;
  if (status === 'error') return 'error';
  return status === 'passed' ? 'passed' : 'failed';
}
