export { referenceOf } from './companions.ts';
export type { TypeMode } from './documents.ts';
export { type RetrievalOptions, type RetrievedType, retrieveTypes } from './retrieve-types.ts';
