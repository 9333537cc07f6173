/** Terraform's functions, by name. */
import type { FunctionSpec, FunctionTable } from '../function.ts';
import { cidrFunctions } from './cidr.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { cryptoFunctions, environmentCryptoFunctions } from './crypto.ts';
import { csvFunctions } from './csv.ts';
import { clockFunctions, dateFunctions } from './datetime.ts';
import { encodingFunctions } from './encoding.ts';
import { evaluationFunctions } from './evaluation.ts';
import { fileFunctions, pathFunctions } from './files.ts';
import { formatFunctions } from './format.ts';
import { numberFunctions } from './numbers.ts';
import type { FunctionOptions } from './options.ts';
import { regexFunctions } from './regex.ts';
import { sequenceFunctions } from './sequences.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';
import { textEncodingFunctions } from './text-encoding.ts';
import { yamlDecodeFunctions } from './yaml-decode.ts';
import { yamlEncodeFunctions } from './yaml-encode.ts';

const PURE: readonly (readonly [string, FunctionSpec])[] = [
  ...numberFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...collectionFunctions,
  ...sequenceFunctions,
  ...setFunctions,
  ...conversionFunctions,
  ...evaluationFunctions,
  ...encodingFunctions,
  ...textEncodingFunctions,
  ...yamlEncodeFunctions,
  ...yamlDecodeFunctions,
  ...csvFunctions,
  ...cryptoFunctions,
  ...dateFunctions,
  ...cidrFunctions,
  ...formatFunctions,
  ...pathFunctions,
].map((spec) => [spec.name, spec] as const);

/** The whole library for one folder and one time. The functions that need neither are shared between tables. */
export function standardFunctions(options: FunctionOptions): FunctionTable {
  const table = new Map(PURE);
  for (const spec of fileFunctions(options)) table.set(spec.name, spec);
  for (const spec of environmentCryptoFunctions(options)) table.set(spec.name, spec);
  for (const spec of clockFunctions(options)) table.set(spec.name, spec);
  return table;
}
