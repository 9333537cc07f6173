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

const PURE: FunctionTable = byName([
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
]);

/** The whole library for one folder and one time. The functions that need neither are shared between tables. */
export function standardFunctions(options: FunctionOptions): FunctionTable {
  return extendedTable(PURE, () =>
    byName([...fileFunctions(options), ...environmentCryptoFunctions(options), ...clockFunctions(options)]),
  );
}

function byName(specs: readonly FunctionSpec[]): FunctionTable {
  return new Map(specs.map((spec) => [spec.name, spec]));
}

/** Both tables as one; the second is made when a name is asked for that the first does not have. */
function extendedTable(first: FunctionTable, makeSecond: () => FunctionTable): FunctionTable {
  let made: FunctionTable | undefined;
  let all: FunctionTable | undefined;
  const second = (): FunctionTable => {
    made ??= makeSecond();
    return made;
  };
  const whole = (): FunctionTable => {
    all ??= new Map([...first, ...second()]);
    return all;
  };
  return {
    get: (name) => first.get(name) ?? second().get(name),
    has: (name) => first.has(name) || second().has(name),
    get size() {
      return whole().size;
    },
    keys: () => whole().keys(),
    values: () => whole().values(),
    entries: () => whole().entries(),
    forEach: (visit, self) => whole().forEach(visit, self),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}
