export { type Derivation, deriveFamily, writtenTypes } from './derive-family.ts';
export { type Knowledge, knowledgeOf } from './knowledge.ts';
export { partOfType } from './part-of-type.ts';
