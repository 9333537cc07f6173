export * from './provider.ts';
export * from './schema.ts';
