export { type FoundRepository, findRepositories, openRepositories } from './find.ts';
export type { Repository, SourceProblem } from './repository.ts';
