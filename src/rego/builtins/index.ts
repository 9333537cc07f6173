/** All built-in functions, by name. Those that reach outside the process are known and refused. */
import type { BuiltinFunction, BuiltinRelation } from '../plan/builtin.ts';
import { AWS } from './aws-sign.ts';
import { ARRAYS, OBJECTS, SETS, TYPES } from './collections.ts';
import { COMPARISON } from './comparison.ts';
import { ENCODING } from './encoding.ts';
import { GLOB } from './glob.ts';
import { JSON_PATHS } from './json-paths.ts';
import { JSON_SCHEMA } from './json-schema.ts';
import { JWT } from './jwt.ts';
import { BITS, ENGINE, GRAPH, HASHES, printLine, RELATIONS, SEMVER_FUNCTIONS, UNITS, UUID } from './misc.ts';
import { NET } from './net.ts';
import { AGGREGATES, NUMBERS } from './numbers.ts';
import type { Builtin, BuiltinFamily } from './operands.ts';
import { REFUSED } from './refused.ts';
import { REGEX } from './regex.ts';
import { STRINGS } from './strings.ts';
import { TIME } from './time/family.ts';
import { URIS } from './uri.ts';
import { X509 } from './x509.ts';

const ALL: BuiltinFamily = {
  ...COMPARISON,
  ...NUMBERS,
  ...AGGREGATES,
  ...ARRAYS,
  ...SETS,
  ...OBJECTS,
  ...TYPES,
  ...STRINGS,
  ...REGEX,
  ...GLOB,
  ...ENCODING,
  ...JSON_PATHS,
  ...BITS,
  ...UNITS,
  ...SEMVER_FUNCTIONS,
  ...HASHES,
  ...UUID,
  ...GRAPH,
  ...NET,
  ...ENGINE,
  ...TIME,
  ...JWT,
  ...URIS,
  ...AWS,
  ...X509,
  ...JSON_SCHEMA,
  ...REFUSED,
};

export function builtinOf(name: string): Builtin | undefined {
  return Object.hasOwn(ALL, name) ? ALL[name] : undefined;
}

export function isBuiltin(name: string): boolean {
  return (
    Object.hasOwn(ALL, name) ||
    name in RELATIONS ||
    name === 'print' ||
    name === 'internal.print' ||
    name.startsWith('rego.metadata.')
  );
}

export function builtinArity(name: string): number | undefined {
  const builtin = builtinOf(name);
  return builtin?.operands.length ?? RELATIONS[name]?.arity;
}

export function builtinFunction(name: string): BuiltinFunction | undefined {
  if (name === 'print') return printLine;
  const builtin = builtinOf(name);
  if (builtin !== undefined) return builtin.call;
  return undefined;
}

export function builtinRelation(name: string): BuiltinRelation | undefined {
  return RELATIONS[name]?.relation;
}
