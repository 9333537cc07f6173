export { createWorld, type World } from './apply/index.ts';
export type { FolderFiles } from './behaviour/index.ts';
export * from './executable/index.ts';
export * from './facts/index.ts';
export * from './implied-type.ts';
export * from './pack/index.ts';
export * from './provider.ts';
export * from './schema.ts';
export * from './server/index.ts';
