export { addNode, type Chosen, type Draft, type DraftNode, type Origin, type Size } from './draft.ts';
export { addFacet } from './facets.ts';
export { nameOf } from './naming.ts';
export { type Context, withSetting } from './values.ts';
