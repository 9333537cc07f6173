export { type DenyingCloud, startDenyingCloud } from './denying-cloud.ts';
export { ExecutableFailure } from './failure.ts';
export { type FindOptions, type FoundExecutable, findExecutables, platform } from './find.ts';
export { type Identity, identityOf } from './identity.ts';
export { offlineConfiguration, offlineEnvironment, unexecutable } from './offline.ts';
export { unpackedExecutable } from './packed.ts';
export type { ExecutableOptions, ExecutableProvider } from './provider.ts';
export type { ExecutableProxy, ProxyOptions } from './proxy.ts';
export { proxyExecutable, startExecutable } from './start.ts';
