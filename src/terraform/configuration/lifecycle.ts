/** The `lifecycle` block of managed, data and ephemeral resources. */
import {
  type Block,
  bodyContent,
  type Expression,
  keywordOf,
  listOfExpressions,
  type Traversal,
  traversalOf,
  variablesOf,
} from '../../hcl/index.ts';
import type { ResourceMode } from '../../provider/index.ts';
import { type Diagnostic, hasErrors, type Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { parseReference } from '../reference.ts';
import { LIFECYCLE } from './block-schema.ts';
import { refuseSelfReferences, ruleOf, writtenRule } from './check-rule.ts';
import { embeddedExpression } from './embedded-expression.ts';
import { literalFlag } from './literal.ts';
import type { CheckRule, Lifecycle } from './model.ts';
import { mistake } from './problem.ts';
import { quotedText, unquoteReference } from './static-reference.ts';

/** As one file writes it: undefined flags are not written. */
export interface WrittenLifecycle extends Omit<Lifecycle, 'preventDestroy'> {
  readonly preventDestroy: boolean | undefined;
}

export const NO_LIFECYCLE: WrittenLifecycle = {
  createBeforeDestroy: undefined,
  preventDestroy: undefined,
  ignoreAllChanges: false,
  ignoreChanges: [],
  replaceTriggeredBy: [],
  preconditions: [],
  postconditions: [],
};

interface Owner {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

export function lifecycleBlock(
  block: Block,
  owner: Owner,
  override: boolean,
  problems: Diagnostic[],
): WrittenLifecycle {
  const { attributes, blocks } = bodyContent(block.body, LIFECYCLE, problems);
  let written = NO_LIFECYCLE;
  if (owner.mode === 'managed') {
    const flag = (name: string) => {
      const expression = attributes.get(name)?.expression;
      return expression === undefined ? undefined : literalFlag(expression, problems);
    };
    const createBeforeDestroy = flag('create_before_destroy');
    const preventDestroy = flag('prevent_destroy');
    const triggers = attributes.get('replace_triggered_by')?.expression;
    const replaceTriggeredBy = triggers === undefined ? [] : readTriggers(triggers, problems);
    const ignored = attributes.get('ignore_changes')?.expression;
    const changes = ignored === undefined ? NOTHING_IGNORED : readIgnoreChanges(ignored, problems);
    written = { ...NO_LIFECYCLE, createBeforeDestroy, preventDestroy, replaceTriggeredBy, ...changes };
  } else {
    const place = owner.mode === 'data' ? 'data resource' : 'ephemeral resource';
    for (const attribute of attributes.values()) {
      problems.push(
        mistake(
          `Invalid ${place} lifecycle argument`,
          `"${attribute.name}" exists only for managed resources, not for a ${place}.`,
          attribute.nameSpan,
        ),
      );
    }
  }
  const preconditions: CheckRule[] = [];
  const postconditions: CheckRule[] = [];
  for (const inner of blocks) {
    const rule = writtenRule(inner, override, problems);
    refuseSelfReferences(rule, owner, problems);
    const complete = ruleOf(rule);
    if (complete !== undefined) (inner.type === 'precondition' ? preconditions : postconditions).push(complete);
  }
  return { ...written, preconditions, postconditions };
}

interface IgnoredChanges {
  readonly ignoreAllChanges: boolean;
  readonly ignoreChanges: readonly Traversal[];
}
const NOTHING_IGNORED: IgnoredChanges = { ignoreAllChanges: false, ignoreChanges: [] };

function readIgnoreChanges(expression: Expression, problems: Diagnostic[]): IgnoredChanges {
  if (keywordOf(expression) === 'all') return { ignoreAllChanges: true, ignoreChanges: [] };
  const list = listOfExpressions(expression);
  append(problems, list.diagnostics);
  const ignoreChanges: Traversal[] = [];
  let wildcard: Span | undefined;
  for (const element of list.value ?? []) {
    if (quotedText(element) === '*') {
      wildcard = element.span;
      problems.push(
        mistake('Invalid ignore_changes wildcard', 'Write ignore_changes = all without brackets.', expression.span),
      );
      continue;
    }
    const unquoted = unquoteReference(element, 'reference', problems);
    if (unquoted === undefined) continue;
    const read = traversalOf(unquoted);
    append(problems, read.diagnostics);
    if (read.value !== undefined) ignoreChanges.push(read.value);
  }
  if (wildcard !== undefined && ignoreChanges.length > 0) {
    problems.push(
      mistake('Invalid ignore_changes ruleset', 'The wildcard cannot stand beside single attributes.', wildcard, {
        context: expression.span,
      }),
    );
  }
  return { ignoreAllChanges: wildcard !== undefined, ignoreChanges };
}

function readTriggers(expression: Expression, problems: Diagnostic[]): readonly Expression[] {
  const list = listOfExpressions(expression);
  append(problems, list.diagnostics);
  const triggers: Expression[] = [];
  for (const element of list.value ?? []) {
    const trigger = embeddedExpression(element, problems);
    if (trigger === undefined) continue;
    triggers.push(trigger);
    checkTrigger(trigger, problems);
  }
  return triggers;
}

function checkTrigger(expression: Expression, problems: Diagnostic[]): void {
  const own: Diagnostic[] = [];
  let resources = 0;
  const complaints: Diagnostic[] = [];
  const complain = (title: string, detail: string) => complaints.push(mistake(title, detail, expression.span));
  for (const traversal of variablesOf(expression)) {
    const subject = parseReference(traversal, own)?.subject;
    if (subject === undefined) continue;
    if (subject.kind === 'resource') resources++;
    else if (subject.kind === 'each') {
      if (subject.name !== 'key') {
        complain('Invalid each reference in replace_triggered_by expression', 'Only each.key can be used here.');
      }
    } else if (subject.kind === 'count') {
      if (subject.name !== 'index') {
        complain('Invalid count reference in replace_triggered_by expression', 'Only count.index can be used here.');
      }
    } else {
      complain(
        'Invalid reference in replace_triggered_by expression',
        'Only resources, count.index and each.key can be used here.',
      );
    }
  }
  if (hasErrors(own)) {
    for (const problem of own) problems.push({ ...problem, span: expression.span });
    return;
  }
  append(problems, complaints);
  if (resources === 1) return;
  problems.push(
    mistake(
      'Invalid replace_triggered_by expression',
      resources === 0 ? 'Each element must refer to a resource.' : 'Each element may refer to one resource only.',
      expression.span,
    ),
  );
}
