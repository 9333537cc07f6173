export * from './decode.ts';
export * from './diagnostic.ts';
export * from './limits.ts';
export * from './position.ts';
export * from './render.ts';
export * from './source.ts';
