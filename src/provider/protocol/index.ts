export * from './diagnostics.ts';
export * from './encode-schema.ts';
export * from './messages.ts';
export * from './methods.ts';
export * from './schema.ts';
export * from './served.ts';
export * from './wire.ts';
