/** A family of parts made from a pack for the types that are named, with all that they refer to. */
import type { Family, Part } from '../part.ts';
import { trusts } from '../patterns/shared.ts';
import { knowledgeOf } from './knowledge.ts';
import { nounOf } from './nouns.ts';
import { partOfType } from './part-of-type.ts';

/** Principals that are not called as the types of their service begin. */
const PRINCIPALS: Readonly<Record<string, string>> = {
  api: 'apigateway',
  apigatewayv2: 'apigateway',
  sfn: 'states',
  db: 'monitoring.rds',
  cloudwatch: 'events',
  msk: 'kafka',
  lb: 'elasticloadbalancing',
  elastic: 'elasticbeanstalk',
  sesv2: 'ses',
  docdb: 'rds',
  neptune: 'rds',
  autoscaling: 'autoscaling',
  cognito: 'cognito-idp',
  wafv2: 'wafv2',
};

export interface Derivation {
  readonly address: string;
  readonly version: string;
  /** Types with a part of their own, by the part's name: references may mean them. */
  readonly written: ReadonlyMap<string, string>;
}

/** The first part of each type, for references to it. */
export function writtenTypes(families: readonly Family[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const [name, { type }] of families.flatMap((family) => Object.entries(family))) {
    if (!written.has(type)) written.set(type, name);
  }
  return written;
}

/** Types that cannot be derived, or that refer to one that cannot, are left out. */
export function deriveFamily(types: readonly string[], { address, version, written }: Derivation): Family {
  const knowledge = knowledgeOf(address, version);
  if (knowledge === undefined) return {};
  const parts = new Map<string, Part>();
  const failed = new Set<string>();
  const add = (type: string, depth: number): boolean => {
    if (parts.has(type) || written.has(type)) return true;
    if (failed.has(type) || depth > 3) return false;
    const derived = partOfType(type, knowledge);
    if (derived === undefined || !derived.needs.every((need) => add(need, depth + 1))) {
      failed.add(type);
      return false;
    }
    parts.set(type, withParts(derived.part, written));
    return true;
  };
  for (const type of types) add(type, 0);
  return { ...Object.fromEntries(parts), ...rolesFor([...parts.values()]) };
}

/** References to types that have a part by hand lead to that part. */
function withParts(part: Part, written: ReadonlyMap<string, string>): Part {
  const renamed = JSON.parse(JSON.stringify(part), (_, value: unknown) => {
    const reference = value as { readonly $?: string; readonly part?: string } | null;
    if (reference?.$ !== 'ref' || reference.part === undefined) return value;
    return { ...reference, part: written.get(reference.part) ?? reference.part };
  }) as Part;
  return renamed;
}

/** A role for each service that a part needs one for. */
function rolesFor(parts: readonly Part[]): Family {
  const wanted = new Set(
    [...JSON.stringify(parts).matchAll(/"part":"role:(\w+)"/g)].map(([, service]) => service as string),
  );
  return Object.fromEntries([...wanted].map((service) => [`role:${service}`, roleFor(service)]));
}

function roleFor(service: string): Part {
  const principal = PRINCIPALS[service] ?? service;
  return {
    type: 'aws_iam_role',
    noun: `${nounOf(`aws_${service}`)} role`,
    name: ['name', '{owner}-role', '{subject}-role', '{company}-{subject}-role', '{subject}-{env}-role'],
    root: 0,
    always: { assume_role_policy: trusts(principal) },
    needed: [
      `an IAM role that ${principal}.amazonaws.com may assume`,
      `an IAM role trusted by ${principal}.amazonaws.com`,
    ],
  };
}
