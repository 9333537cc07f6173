export * from './address.ts';
export * from './load.ts';
export * from './model.ts';
export {
  cleanPath,
  displaySource,
  type ModuleSource,
  parseModuleSource,
  parseRegistrySource,
} from './module-source.ts';
export {
  BUILTIN_TERRAFORM,
  DEFAULT_REGISTRY,
  displayAddress,
  impliedProviderAddress,
  parseProviderSource,
} from './provider-address.ts';
export { providerKey } from './provider-block.ts';
export {
  compareVersions,
  newestSatisfying,
  parseConstraints,
  parseVersion,
  satisfies,
  type Version,
  type VersionConstraints,
} from './version.ts';
