/** What the prompt of an intent says of a resource at its level of abstraction: the policy may check that and no more. */
import type { Body, Intent, IntentNode, Level, Setting, Statement, Value } from './intent.ts';

export function isStated(statement: Statement, level: Level): boolean {
  if (statement.always || level === 'explicit') return true;
  if (level === 'abstract') return statement.plain.length > 0;
  return statement.with.length > 0 || statement.it.length > 0;
}

/** Whether the prompt gives the resource's name. */
export function nameIsStated(node: IntentNode, level: Level): boolean {
  if (node.name === undefined || node.instances !== undefined) return false;
  if (level === 'abstract') return node.role === 'root';
  return level === 'explicit' || node.role !== 'need';
}

export function statedSettings(node: IntentNode, level: Level): readonly Setting[] {
  const settings = node.statements.filter((statement) => isStated(statement, level)).flatMap((each) => each.arguments);
  if (!nameIsStated(node, level) || node.nameArgument === undefined) return settings;
  const path = node.nameArgument.split('.');
  const value = valueAt(node.body, path);
  return value === undefined ? settings : [{ path, value }, ...settings];
}

/** Whether the prompt lets one know that the resource must be there. */
export function isAsked(node: IntentNode, { level }: Intent): boolean {
  if (level === 'explicit' || node.role !== 'need') return true;
  return (
    level === 'engineer' &&
    (node.announced === true ||
      node.intro.length > 0 ||
      node.instances !== undefined ||
      statedSettings(node, level).length > 0)
  );
}

/** What stands at a path that leads through the first of each block. */
function valueAt(body: Body, [first, ...rest]: readonly string[]): Value | undefined {
  const value = first === undefined ? undefined : body[first];
  if (rest.length === 0) return value;
  return value?.kind === 'blocks' ? valueAt(value.bodies[0] ?? {}, rest) : undefined;
}
