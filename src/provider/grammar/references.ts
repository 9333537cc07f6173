/** Expressions that refer to another resource of the same answer, for arguments whose names say what they refer to. */
import type { Test } from '../facts/format.ts';
import type { Schema } from '../schema.ts';
import { literal } from './rules.ts';

/** A resource that is certain to be in the answer, before the one that refers to it. */
export interface Target {
  readonly type: string;
  readonly mode: 'managed' | 'data';
  readonly label: string;
  readonly schema: Schema;
}

const ENDS = /_(ids?|arns?|names?)$/;

/** Alternatives for an argument, as GBNF; none where nothing fits. `tests` are what its value must pass. */
export function referencesTo(
  argument: string,
  refersTo: (argument: string) => string | undefined,
  targets: readonly Target[],
  tests: readonly Test[] = [],
): string[] {
  const document = targets.find(({ type }) => type === 'aws_iam_policy_document');
  if (document !== undefined && /^(?:\w+_)?policy$/.test(argument)) return [literal(expression(document, 'json'))];
  const type = refersTo(argument);
  const target = targets.find((each) => each.type === type && each.mode === 'managed');
  if (target === undefined) return [];
  const isArn = tests.some((test) => test.is === 'format' && test.format === 'arn');
  const wanted = isArn ? 'arn' : ENDS.exec(argument)?.[1]?.replace(/s$/, '');
  // A role is meant by its name in some places and by its ARN in others; everything else by what identifies it.
  const order = wanted === undefined ? (argument === 'role' ? ['arn', 'id'] : ['id']) : [wanted, 'id'];
  const found = order.filter((name) => target.schema.block.attributes.get(name)?.type.kind === 'string');
  return found.slice(0, wanted === undefined ? 2 : 1).map((name) => literal(expression(target, name)));
}

const expression = ({ mode, type, label }: Target, attribute: string) =>
  `${mode === 'data' ? 'data.' : ''}${type}.${label}.${attribute}`;
