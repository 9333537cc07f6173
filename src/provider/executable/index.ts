export { ExecutableFailure } from './failure.ts';
export { type FindOptions, type FoundExecutable, findExecutables } from './find.ts';
export { type Identity, identityOf } from './identity.ts';
export type { ExecutableOptions, ExecutableProvider } from './provider.ts';
export { startExecutable } from './start.ts';
