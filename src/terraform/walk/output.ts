/** Output values: preconditions first, then the value and what it may not be derived from. */
import { deepMarks, type Value } from '../../cty/index.ts';
import type { Traversal } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { OutputDeclaration } from '../configuration/model.ts';
import {
  declaredMarks,
  evaluateExpression,
  hasErrorsSince,
  type ModuleInstance,
  PLAIN,
  referencesOf,
  scopeFor,
} from '../evaluate/index.ts';
import { errorAt } from '../problem.ts';
import { parseReference } from '../reference.ts';
import { evaluateRules } from './conditions.ts';
import type { LocalNode, OutputNode } from './graph/nodes.ts';
import { instancesOf, type Walk } from './walk.ts';

export function visitOutput(walk: Walk, { declaration, module }: OutputNode, problems: Diagnostic[]): void {
  const instances = [];
  for (const instance of instancesOf(walk, module)) {
    const before = problems.length;
    const { preconditions } = declaration;
    const outcome = evaluateRules(
      walk.evaluator,
      instance,
      preconditions,
      'Module output value precondition',
      PLAIN,
      problems,
    );
    const address = `${instance.prefix}output.${declaration.name}`;
    if (preconditions.length > 0) instances.push({ address, key: undefined, ...outcome });
    if (hasErrorsSince(problems, before)) continue;
    const value = evaluateExpression(walk.evaluator, instance, declaration.expression, undefined, problems);
    checkDependsOn(walk, instance, declaration.dependsOn, problems);
    checkMarks(declaration, value, instance.parent === undefined, problems);
    if (hasErrorsSince(problems, before)) continue;
    instance.outputs.set(declaration.name, value);
    if (walk.mode === 'plan' && instance.parent === undefined) {
      walk.results.outputs.set(declaration.name, {
        value: declaredMarks(value, declaration),
        sensitive: declaration.sensitive,
      });
    }
  }
  if (walk.mode === 'plan' && declaration.preconditions.length > 0) {
    const address = `${module.path.map((name) => `module.${name}.`).join('')}output.${declaration.name}`;
    const status = worst(instances.map((one) => one.status));
    walk.results.checks.push({
      kind: 'output_value',
      address,
      module: module.path,
      name: declaration.name,
      status,
      instances,
    });
  }
}

export function worst<S extends 'pass' | 'fail' | 'error' | 'unknown'>(statuses: readonly S[]): S | 'pass' {
  for (const status of ['error', 'fail', 'unknown'] as const) {
    const found = statuses.find((one) => one === status);
    if (found !== undefined) return found;
  }
  return 'pass';
}

function checkMarks(declaration: OutputDeclaration, value: Value, isRoot: boolean, problems: Diagnostic[]): void {
  const marks = deepMarks(value);
  const { span, name, sensitive, ephemeral } = declaration;
  if (isRoot) {
    if (!sensitive && marks.has('sensitive')) {
      const detail = `The output "${name}" is derived from a sensitive value; it must be declared with sensitive = true.`;
      problems.push(errorAt('output-sensitive', 'Output refers to sensitive values', detail, span));
    }
    if (ephemeral) {
      const detail = `The output "${name}" of the root module cannot be ephemeral.`;
      problems.push(errorAt('output-ephemeral', 'Ephemeral output not allowed', detail, span));
    } else if (marks.has('ephemeral')) {
      const detail = `The output "${name}" is derived from an ephemeral value.`;
      problems.push(
        errorAt('ephemeral-not-allowed', 'Ephemeral value not allowed', detail, declaration.expression.span),
      );
    }
  } else if (ephemeral && !marks.has('ephemeral')) {
    const detail = `The output "${name}" is declared as ephemeral, so it must be derived from an ephemeral value.`;
    const place = declaration.expression.span;
    problems.push(errorAt('output-not-ephemeral', 'Value not allowed in ephemeral output', detail, place));
  } else if (!ephemeral && marks.has('ephemeral')) {
    const detail = `The output "${name}" is not declared as ephemeral, so it cannot be derived from an ephemeral value.`;
    problems.push(errorAt('ephemeral-not-allowed', 'Ephemeral value not allowed', detail, declaration.expression.span));
  }
}

/** `depends_on` names whole objects that exist. */
export function checkDependsOn(
  walk: Walk,
  instance: ModuleInstance,
  dependsOn: readonly Traversal[],
  problems: Diagnostic[],
): void {
  const before = problems.length;
  for (const traversal of dependsOn) {
    const parsedFrom = problems.length;
    const reference = parseReference(traversal, problems);
    if (!hasErrorsSince(problems, parsedFrom) && reference !== undefined) {
      const [first] = reference.remaining;
      const last = reference.remaining.at(-1);
      if (first !== undefined && last !== undefined) {
        const span = { source: first.span.source, start: first.span.start, end: last.span.end };
        const detail = 'An element of depends_on is a whole object, such as a resource, not one of its attributes.';
        problems.push(errorAt('invalid-depends-on', 'Invalid depends_on reference', detail, span));
      }
    }
    if (hasErrorsSince(problems, before) || reference === undefined) continue;
    const found = { references: [reference], problems: [], roots: [traversal.root], usesResourcePrefix: false };
    scopeFor(walk.evaluator, instance, [found], PLAIN, problems);
  }
}

export function visitLocal(walk: Walk, { declaration, module }: LocalNode, problems: Diagnostic[]): void {
  for (const instance of instancesOf(walk, module)) {
    const before = problems.length;
    checkSelfReference(declaration.name, declaration, problems);
    if (hasErrorsSince(problems, before)) continue;
    const value = evaluateExpression(walk.evaluator, instance, declaration.expression, undefined, problems);
    instance.locals.set(declaration.name, value);
  }
}

function checkSelfReference(name: string, { expression }: LocalNode['declaration'], problems: Diagnostic[]): void {
  for (const { subject, span } of referencesOf(expression).references) {
    if (subject.kind !== 'local' || subject.name !== name) continue;
    const detail = `The local value local.${name} cannot be computed from itself.`;
    problems.push(errorAt('self-referencing-local', 'Self-referencing local value', detail, span));
  }
}
