export { groupsOf, type Kin } from './groups.ts';
export { type GuardedSplit, type GuardedSplitOptions, guardedSplit } from './split.ts';
export { type LeaklessOptions, type LeaklessSplit, splitWithoutLeaks } from './split-dataset.ts';
