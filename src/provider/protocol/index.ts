export * from './diagnostics.ts';
export * from './messages.ts';
export * from './methods.ts';
export * from './schema.ts';
export * from './wire.ts';
