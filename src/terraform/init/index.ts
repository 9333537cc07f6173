export { CORE_VERSIONS, checkCoreVersions } from './core-version.ts';
export * from './initialise.ts';
export { providerRequirements } from './provider-requirements.ts';
