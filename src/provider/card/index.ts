export { type FoundType, findType } from './find-type.ts';
export { type TypeCardOptions, typeCard } from './type-card.ts';
