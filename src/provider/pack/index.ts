export * from './file.ts';
export * from './line.ts';
export * from './load.ts';
export * from './locate.ts';
export * from './pack-provider.ts';
export * from './schema-json.ts';
export * from './schema-rules.ts';
