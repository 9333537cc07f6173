/** `check` blocks: assertions that warn and never stop a plan. */
import type { Diagnostic } from '../../source/index.ts';
import { type Around, hasErrorsSince } from '../evaluate/index.ts';
import type { CheckResult } from '../plan.ts';
import { checkRuleReferences, evaluateRules } from './conditions.ts';
import type { CheckNode } from './graph/nodes.ts';
import { worst } from './output.ts';
import { instancesOf, type Walk } from './walk.ts';

export function visitCheck(walk: Walk, { declaration, module }: CheckNode, problems: Diagnostic[]): void {
  const around: Around = { repetition: {}, check: declaration.name };
  const instances: CheckResult['instances'][number][] = [];
  for (const instance of instancesOf(walk, module)) {
    if (walk.mode === 'validate') {
      checkRuleReferences(walk.evaluator, instance, declaration.asserts, around, problems);
      continue;
    }
    const address = `${instance.prefix}check.${declaration.name}`;
    const failure = walk.failedChecks.get(address);
    if (failure !== undefined) {
      instances.push({ address, key: undefined, status: 'fail', problems: [failure] });
      continue;
    }
    const before = problems.length;
    const outcome = evaluateRules(
      walk.evaluator,
      instance,
      declaration.asserts,
      'Check block assertion',
      around,
      problems,
    );
    const status = hasErrorsSince(problems, before) ? 'error' : outcome.status;
    instances.push({
      address,
      key: undefined,
      status,
      problems: outcome.problems,
    });
  }
  if (walk.mode === 'validate') return;
  walk.results.checks.push({
    kind: 'check',
    address: `${module.path.map((name) => `module.${name}.`).join('')}check.${declaration.name}`,
    module: module.path,
    name: declaration.name,
    status: worst(instances.map(({ status }) => status)),
    instances,
  });
}
