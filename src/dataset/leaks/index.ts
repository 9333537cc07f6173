export { groupsOf, type Kin } from './groups.ts';
export { type GuardedSplit, type GuardedSplitOptions, guardedSplit } from './split.ts';
