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

/** What a resource says of itself that others and outputs use. */
const SPOKEN_OF = ['id', 'arn', 'name', 'bucket', 'url', 'key_id', 'endpoint', 'dns_name', 'invoke_arn'];

/** Expressions for all that the targets say of themselves, as GBNF. */
export const allReferences = (targets: readonly Target[]): string[] =>
  targets.flatMap((target) => expressionsOf(target, SPOKEN_OF));

/** As `referencesTo`, for a model that knows which of them is meant. */
export function freeReferencesTo(
  argument: string,
  refersTo: (argument: string) => string | undefined,
  targets: readonly Target[],
): string[] {
  const type = refersTo(argument);
  const stem = argument.replace(/_(?:ids?|arns?|names?|urls?)$/, '');
  const meant = (each: Target) => each.type === type || (stem !== 'name' && each.type.endsWith(`_${stem}`));
  return targets
    .filter((each) => each.mode === 'managed' && meant(each))
    .flatMap((each) => expressionsOf(each, [...SPOKEN_OF, argument]));
}

function expressionsOf(target: Target, names: readonly string[]): string[] {
  const known = names.filter((name) => target.schema.block.attributes.get(name)?.type.kind === 'string');
  return [...new Set(known)].map((name) => literal(expression(target, name)));
}

const expression = ({ mode, type, label }: Target, attribute: string) =>
  `${mode === 'data' ? 'data.' : ''}${type}.${label}.${attribute}`;
