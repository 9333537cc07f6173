/** Partial sets: what all solutions of all rules give. */
import type { CoreRule, CoreTerm } from '../compile/core.ts';
import type { VirtualDocument } from '../compile/tree.ts';
import { RegoSet, type Value } from '../values/index.ts';
import { planBody } from './body.ts';
import { newFrame } from './context.ts';
import type { Evaluate } from './documents.ts';
import { getterOf } from './ground.ts';
import { freshSlot, type Next, newPlanner, type Planner, type Program } from './planner.ts';
import { indexRules } from './rule-index.ts';

/** A rule is planned when it is first run. */
export function planSet({ rules }: VirtualDocument, program: Program): Evaluate {
  const index = program.traced ? undefined : indexRules(rules);
  const all = [...rules.keys()];
  const plans: MemberPlan[] = [];
  return (context) => {
    const set = new RegoSet();
    for (const at of index?.(context, undefined) ?? all) {
      plans[at] ??= planMember(rules[at] as CoreRule, program);
      const { planner, found, body } = plans[at];
      const frame = newFrame(context, planner.size);
      frame[found] = set;
      body(frame);
    }
    return set;
  };
}

interface MemberPlan {
  readonly planner: Planner;
  /** The slot of the set. */
  readonly found: number;
  readonly body: Next;
}

function planMember(rule: CoreRule, program: Program): MemberPlan {
  const planner = newPlanner(program, rule.source);
  const found = freshSlot(planner);
  const body = planBody(planner, rule.body, new Set(), (bound): Next => {
    const get = getterOf(planner, rule.member as CoreTerm, bound);
    return (frame) => {
      const value: Value | undefined = get(frame);
      if (value !== undefined) (frame[found] as RegoSet).add(value);
      return false;
    };
  });
  return { planner, found, body };
}
