/** The part of Go's text/template that `strings.render_template` is used with: values, range, if, else, end. */
import { failed } from '../plan/builtin.ts';
import type { Evaluation } from '../plan/context.ts';
import {
  entries,
  isArray,
  isObject,
  lookup,
  type ObjectValue,
  RegoSet,
  type Value,
  valueText,
} from '../values/index.ts';

interface Scope {
  /** A key that is not there shows as undefined (OPA 1.x) instead of being an error. */
  readonly lenient: boolean;
  readonly dot: Value;
  readonly variables: ReadonlyMap<string, Value>;
}

class TemplateProblem extends Error {}

export function renderTemplate(template: string, variables: ObjectValue, { dialect }: Evaluation) {
  try {
    const pieces = template.split(/(\{\{-?\s*[\s\S]*?\s*-?\}\})/);
    const cursor = { pieces, at: 0 };
    return renderBlock(
      cursor,
      { dot: variables, variables: new Map([['$', variables]]), lenient: dialect === 'v1' },
      true,
    );
  } catch (problem) {
    if (problem instanceof TemplateProblem) return failed(problem.message);
    throw problem;
  }
}

interface Cursor {
  readonly pieces: readonly string[];
  at: number;
}

/** Renders up to the `end` or `else` that closes the block, and stops at it. */
function renderBlock(cursor: Cursor, scope: Scope, active: boolean): string {
  let text = '';
  let variables = new Map(scope.variables);
  for (; cursor.at < cursor.pieces.length; cursor.at++) {
    const piece = cursor.pieces[cursor.at] as string;
    if (!piece.startsWith('{{')) {
      const left = cursor.pieces[cursor.at - 1]?.endsWith('-}}') === true ? piece.trimStart() : piece;
      if (active) text += cursor.pieces[cursor.at + 1]?.startsWith('{{-') === true ? left.trimEnd() : left;
      continue;
    }
    const action = piece.replace(/^\{\{-?\s*|\s*-?\}\}$/g, '');
    if (action === 'end' || /^else\b/.test(action)) return text;
    const here = { ...scope, variables };
    if (/^range\b/.test(action)) text += range(cursor, action, here, active);
    else if (/^if\b/.test(action)) text += conditional(cursor, action.slice(2).trim(), here, active);
    else if (action.startsWith('/*')) continue;
    else if (active) {
      const assignment = /^(\$\w*)\s*:?=\s*(.+)$/.exec(action);
      if (assignment === null) text += shown(evaluate(action, here));
      else variables = new Map(variables).set(assignment[1] as string, evaluate(assignment[2] as string, here) ?? null);
    }
  }
  return text;
}

function conditional(cursor: Cursor, condition: string, scope: Scope, active: boolean): string {
  const holds = active && truthy(evaluate(condition, scope));
  cursor.at++;
  let text = renderBlock(cursor, scope, holds);
  const stop = actionAt(cursor);
  if (/^else\b/.test(stop)) {
    const chained = /^else\s+if\s+(.+)$/.exec(stop);
    if (chained !== null) return text + conditional(cursor, chained[1] as string, scope, active && !holds);
    cursor.at++;
    text += renderBlock(cursor, scope, active && !holds);
  }
  return text;
}

function range(cursor: Cursor, action: string, scope: Scope, active: boolean): string {
  const [, first, second, expression = ''] = /^range\s+(?:(\$\w+)\s*(?:,\s*(\$\w+)\s*)?:=\s*)?(.+)$/.exec(action) ?? [];
  const collection = active ? evaluate(expression, scope) : undefined;
  const start = ++cursor.at;
  let text = '';
  const pairs = pairsOf(collection);
  for (const [key, value] of pairs) {
    cursor.at = start;
    const variables = new Map(scope.variables);
    if (second !== undefined) variables.set(first as string, key).set(second, value);
    else if (first !== undefined) variables.set(first, value);
    text += renderBlock(cursor, { ...scope, dot: value, variables }, true);
  }
  if (pairs.length === 0) renderBlock(cursor, scope, false);
  if (actionAt(cursor) === 'else') {
    cursor.at++;
    text += renderBlock(cursor, scope, active && pairs.length === 0);
  }
  return text;
}

function actionAt(cursor: Cursor): string {
  return (cursor.pieces[cursor.at] ?? '').replace(/^\{\{-?\s*|\s*-?\}\}$/g, '');
}

function pairsOf(value: Value | undefined): (readonly [Value, Value])[] {
  if (isArray(value)) return value.map((element, index) => [index, element] as const);
  if (value instanceof RegoSet) return value.sorted().map((element, index) => [index, element] as const);
  return isObject(value) ? [...entries(value)] : [];
}

function evaluate(expression: string, scope: Scope): Value | undefined {
  const text = expression.trim();
  if (/^".*"$/.test(text)) return JSON.parse(text) as string;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  const [, head = '', path = ''] = /^(\$\w*|)((?:\.\w+)*|\.)$/.exec(text) ?? [];
  if (head === '' && path === '') throw new TemplateProblem(`template: function ${JSON.stringify(text)} not defined`);
  let value: Value | undefined = head === '' ? scope.dot : scope.variables.get(head);
  for (const key of path.split('.').filter((part) => part !== '')) {
    value = value === undefined ? undefined : lookup(value, key);
    if (value === undefined && !scope.lenient)
      throw new TemplateProblem(`template: map has no entry for key ${JSON.stringify(key)}`);
  }
  return value;
}

function truthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  return typeof value !== 'object' || pairsOf(value).length > 0;
}

function shown(value: Value | undefined): string {
  if (value === undefined) return '<undefined>';
  if (typeof value === 'string') return value;
  if (isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (isObject(value))
    return `map[${entries(value)
      .map(([key, element]) => `${shown(key)}:${shown(element)}`)
      .join(' ')}]`;
  return valueText(value);
}
