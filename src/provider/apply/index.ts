export { type ApplyChange, type ApplyResult, applyResource, fillUnknowns } from './apply.ts';
export { type Applied, createWorld, type World } from './world.ts';
