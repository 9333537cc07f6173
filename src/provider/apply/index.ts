export { type ApplyChange, type ApplyResult, applyResource, fillUnknowns, readingMakes } from './apply.ts';
export { type Applied, createWorld, type World } from './world.ts';
