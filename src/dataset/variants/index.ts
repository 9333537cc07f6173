export { brokenVariants, type Variant } from './broken.ts';
export { counted, renamedAndReversed } from './equivalent.ts';
