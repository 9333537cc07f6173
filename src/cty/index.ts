export * from './call-function.ts';
export type { Conversion, ConversionFailure } from './convert/conversion.ts';
export { conversion, convert } from './convert/convert.ts';
export { withoutOptional } from './convert/optional.ts';
export { primitiveText } from './convert/primitive.ts';
export * from './decimal.ts';
export * from './equality.ts';
export * from './extent.ts';
export * from './function.ts';
export * from './functions/options.ts';
export { standardFunctions } from './functions/standard-functions.ts';
export * from './json.ts';
export * from './length.ts';
export * from './limits.ts';
export * from './marks.ts';
export * from './mismatch.ts';
export * from './msgpack/read.ts';
export * from './msgpack/write.ts';
export {
  add,
  type BigNumber,
  ceilNumeric,
  compareNumeric,
  divide,
  floorNumeric,
  isInfinite,
  isInteger,
  modulo,
  multiply,
  negate,
  numericEquals,
  numericFromBigInt,
  numericFromDouble,
  numericToBigInt,
  numericToNumber,
  parseNumeric,
  signOf,
  subtract,
  truncate,
} from './number.ts';
export * from './refinement.ts';
export * from './set.ts';
export * from './type.ts';
export * from './type-json.ts';
export * from './type-name.ts';
export * from './unify.ts';
export * from './value.ts';
