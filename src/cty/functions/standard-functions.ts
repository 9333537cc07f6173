/** Terraform's functions, by name. */
import type { FunctionSpec, FunctionTable } from '../function.ts';
import { numberFunctions } from './numbers.ts';
import type { FunctionOptions } from './options.ts';
import { regexFunctions } from './regex.ts';
import { stringFunctions } from './strings.ts';

const PURE: readonly FunctionSpec[] = [...numberFunctions, ...stringFunctions, ...regexFunctions];

/** The whole library for one folder and one time. The functions that need neither are shared between tables. */
export function standardFunctions(_options: FunctionOptions): FunctionTable {
  return new Map(PURE.map((spec) => [spec.name, spec]));
}
