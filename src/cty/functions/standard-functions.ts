/** Terraform's functions, by name. */
import type { FunctionSpec, FunctionTable } from '../function.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encoding.ts';
import { evaluationFunctions } from './evaluation.ts';
import { numberFunctions } from './numbers.ts';
import type { FunctionOptions } from './options.ts';
import { regexFunctions } from './regex.ts';
import { sequenceFunctions } from './sequences.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';

const PURE: readonly FunctionSpec[] = [
  ...numberFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...collectionFunctions,
  ...sequenceFunctions,
  ...setFunctions,
  ...conversionFunctions,
  ...evaluationFunctions,
  ...encodingFunctions,
];

/** The whole library for one folder and one time. The functions that need neither are shared between tables. */
export function standardFunctions(_options: FunctionOptions): FunctionTable {
  return new Map(PURE.map((spec) => [spec.name, spec]));
}
